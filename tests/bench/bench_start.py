"""Cold start and memory of the whole tree, web, relay, consumers, jobs and NATS, beside a bare Litestar."""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

from utblick.testing.running import free_ports

BARE = """
import uvicorn
from litestar import Litestar, get
@get("/health/live", sync_to_thread=False)
def live() -> str:
    return "ok"
uvicorn.run(Litestar([live], openapi_config=None), port={port}, log_level="error")
"""
ROUNDS = 5


def seconds_to_answer(command: list[str], port: int, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds from spawn to the first answer, and the proportional memory of the tree in MiB."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as sink:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=sink, stderr=sink)
        try:
            while True:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=1).close()
                    break
                except OSError:
                    if process.poll() is not None:
                        raise RuntimeError("it did not start") from None
                    time.sleep(0.005)
            took = time.perf_counter() - started
            tree = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            return took, sum(one.memory_full_info().pss for one in tree) / 2**20
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours: list[tuple[float, float]] = []
        bare: list[tuple[float, float]] = []
        for turn in range(ROUNDS + 1):
            (port,) = free_ports(1)
            environment = {"UTBLICK_PORT": str(port), "UTBLICK_DATA_FOLDER": str(Path(folder) / "var")}
            figure = seconds_to_answer([sys.executable, "-m", "utblick", "run"], port, environment)
            (port,) = free_ports(1)
            peer = seconds_to_answer([sys.executable, "-c", BARE.format(port=port)], port, {})
            if turn:  # the first one makes the database and the demo
                ours.append(figure)
                bare.append(peer)
    for name, place, unit, target in (("cold_start", 0, "s", 2.0), ("memory_pss", 1, "MiB", 250.0)):
        print(
            json.dumps(
                {
                    "figure": name,
                    "value": round(statistics.median(one[place] for one in ours), 2),
                    "unit": unit,
                    "target": target,
                    "peer": "bare Litestar on uvicorn",
                    "peer_value": round(statistics.median(one[place] for one in bare), 2),
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
