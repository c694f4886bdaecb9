"""The short form of `bench_staff`: some people at work for twenty seconds, without an error and within their time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.slow
def test_staff_at_work_get_their_pages_in_time_and_no_error(tmp_path):
    small = {
        "BENCH_STAFF": "30",
        "BENCH_MINUTES": str(20 / 60),
        "BENCH_ORGANISATIONS": "3000",
        "BENCH_EVENTS": "2000",
        "BENCH_SAVED": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, HERE / "bench_staff.py"],
        env={**os.environ, **small},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = {one["figure"]: one for one in map(json.loads, done.stdout.splitlines())}

    assert said["staff_errors"]["value"] == 0, said["staff_errors"]
    assert said["staff_memory"]["met"]
    assert said["staff_answer_p95"]["answers"] > 60
    assert said["staff_answer_p95"]["p50"] < 200, said[
        "staff_answer_p95"
    ]  # a busy machine is slow at the end
