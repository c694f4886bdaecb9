"""Whatever file or answer comes: it is read, or refused with a sentence, soon, and nothing is opened for it."""

import json
import subprocess
import sys
from pathlib import Path

DATA = Path(__file__).parents[3] / "tests/data"


def test_mutated_files_and_answers_are_read_or_refused_and_nothing_is_opened():
    made = subprocess.run(
        [
            sys.executable, str(Path(__file__).with_name("mutated.py")), str(DATA / "notices"),
            str(DATA / "ted-api"), str(DATA / "ocds"), "20261127", "250",
        ],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert made.returncode == 0, made.stderr[-2000:]
    told = json.loads(made.stdout)
    assert (told["wrong"], told["opened"]) == ([], [])
    assert told["read"] > 200
    assert told["refused"] > 200
