"""A worker in a process of its own beside the web of the test, and a receiver of what they say."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from utblick.testing.running import eventually, free_ports


@pytest.fixture
def plugins():
    return ("export_deals", "evaluation")


@pytest.fixture
def received(tmp_path):
    """The spans that a real receiver was sent; its address is `received.address`."""
    file = tmp_path / "spans.jsonl"
    program = Path(__file__).with_name("receiver.py")
    child = subprocess.Popen([sys.executable, str(program), str(file)])
    eventually(lambda: file.is_file() and file.read_text().endswith("\n"), seconds=60)

    def lines():
        return [json.loads(line) for line in file.read_text().splitlines()[1:]]

    lines.address = f"http://127.0.0.1:{json.loads(file.read_text().splitlines()[0])['port']}"
    yield lines
    child.terminate()
    child.wait(10)


@pytest.fixture
def worker(settings, forkserver, tmp_path):
    """Starts `utblick worker` on the installation of the test; gives its port for figures and its log."""
    started = []

    def start(**environment):
        (port,), log = free_ports(1), tmp_path / "worker.log"
        own = {
            "UTBLICK_DATA_FOLDER": str(settings.data_folder),
            "UTBLICK_PLUGINS": ",".join(settings.plugins),
            "UTBLICK_ENVIRONMENT": "production",
            "UTBLICK_OBSERVE__WORKER_PORT": str(port),
        }
        with log.open("wb") as said:
            child = forkserver.start(
                "worker", env={**os.environ, **own, **environment}, stdout=said, stderr=said
            )
        started.append(child)
        eventually(lambda: b"The worker is running" in log.read_bytes(), seconds=120)
        return port, log

    yield start
    for child in started:
        child.send_signal(signal.SIGTERM)
        child.wait(30)
