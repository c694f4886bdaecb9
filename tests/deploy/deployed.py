"""Processes that are started, told and stopped as systemd does it, and how one sees that they are there."""

import json
import signal
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from utblick.testing.forkserver import ForkedProcess, ForkServer
from utblick.testing.running import eventually


@dataclass
class Process:
    """One of the processes, which is started and stopped as systemd does it."""

    name: str
    command: list[str]
    environment: dict[str, str]
    folder: Path
    forkserver: ForkServer
    child: subprocess.Popen | ForkedProcess | None = None
    _line: socket.socket | None = None

    def start(self, *, tells=True):
        """Start it, and wait until it says that it is ready."""
        place = self.folder / f"{self.name}.notify"
        place.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.bind(str(place))
            line.settimeout(0.2)
            program, *arguments = self.command
            with self.log.open("ab") as log:
                environment = self.environment | {"NOTIFY_SOCKET": str(place)}
                around = {"env": environment, "cwd": self.folder, "stdout": log, "stderr": log}
                if program == "utblick":
                    self.child = self.forkserver.start(*arguments, **around)
                else:
                    self.child = subprocess.Popen(self.command, **around)
            deadline = time.monotonic() + 120
            while tells and time.monotonic() < deadline:
                assert self.child.poll() is None, self.log.read_text()[-4000:]
                try:
                    if line.recv(100) == b"READY=1":
                        return
                except TimeoutError:
                    continue
        assert not tells, f"{self.name} did not say that it is ready: {self.log.read_text()[-4000:]}"

    def stop(self, by=signal.SIGTERM):
        """Tell it to stop, and give its exit code."""
        assert self.child is not None
        self.child.send_signal(by)
        return self.child.wait(90)

    @property
    def log(self):
        return self.folder / f"{self.name}.log"


@dataclass
class Deployment:
    """The installation of Nordanstig as deploy/ describes it, with a tally beside its plugins."""

    folder: Path
    settings: Path
    environment: dict[str, str]
    port: int
    proxy_files: dict[str, object]
    forkserver: ForkServer
    processes: dict[str, Process] = field(default_factory=dict)
    upgrades: list[str] = field(default_factory=list)

    def add(self, name, *command, **environment):
        parts = [str(part) for part in command]
        made = Process(name, parts, self.environment | environment, self.folder, self.forkserver)
        self.processes[name] = made
        return made

    def restart_nats(self):
        """Restart the NATS servers one after the other, each when the one before has caught up."""
        for number in (1, 2, 3):
            server = self.processes[f"nats{number}"]
            server.stop(signal.SIGUSR2)
            server.start(tells=False)
            port = int(server.environment["NATS_MONITOR"].rpartition(":")[2])
            eventually(lambda port=port: is_well(port), seconds=120)

    def web(self, number):
        return f"http://127.0.0.1:{self.processes[f'web{number}'].environment['UTBLICK_PORT']}"

    @property
    def url(self):
        return f"https://127.0.0.1:{self.port}"

    @property
    def certificate(self):
        return self.folder / "utblick.pem"

    def close(self):
        for process in reversed(self.processes.values()):
            if process.child is not None and process.child.poll() is None:
                process.child.kill()
                process.child.wait()


def put(text, changes):
    """The text with what only this machine needs; each change must have something to change."""
    for old, new in changes.items():
        assert old in text, f"{old!r} is not in the file any more"
        text = text.replace(old, str(new))
    return text


def is_well(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return json.load(answer)["status"] == "ok"
    except OSError:
        return False


def is_open(port):
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
