"""Servers under load: started as processes of their own, asked by wrk, weighed by the CPU that they used."""

import atexit
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from utblick.testing.running import free_ports

HERE = Path(__file__).parent
WORKERS, CONNECTIONS, SECONDS, ROUNDS = 2, 16, int(os.environ.get("BENCH_SECONDS", "4")), 3


@dataclass(frozen=True)
class Measured:
    """What one round said."""

    per_second: float
    p50: float
    p99: float
    cpu: float


@dataclass
class Target:
    """An address of a server, and all rounds on it."""

    name: str
    url: str
    process: subprocess.Popen[bytes]
    headers: dict[str, str] = field(default_factory=dict)
    rounds: list[Measured] = field(default_factory=list)

    def middle(self, what: str) -> float:
        return statistics.median(getattr(one, what) for one in self.rounds)


def require_wrk() -> None:
    """End with a sentence where there is no wrk."""
    if shutil.which("wrk") is None:
        sys.exit("These figures need wrk (Debian: apt install wrk).")


def serve(app: str, *arguments: str, **environment: str) -> tuple[subprocess.Popen[bytes], str]:
    """A server of `peers.py` with two workers; returns it and its address."""
    (port,) = free_ports(1)
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "--app-dir",
        str(HERE),
        f"peers:{app}",
        "--factory",
        "--workers",
        str(WORKERS),
        "--port",
        str(port),
        "--no-access-log",
        "--log-level",
        "error",
        *arguments,
    ]
    process = subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True)
    atexit.register(stop, process)
    return process, f"http://127.0.0.1:{port}"


def answered(target: Target, *, within: float = 60) -> bytes:
    """The page, once the server answers; wrk itself would not notice a wrong one."""
    deadline = time.monotonic() + within
    request = urllib.request.Request(target.url, headers=target.headers)
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                if "/sign-in" in answer.url or "/accounts/" in answer.url:
                    raise RuntimeError(f"{target.name}: not signed in")
                return bytes(answer.read())
        except urllib.error.HTTPError as refused:
            raise RuntimeError(f"{target.name}: {refused.code} {refused.read()[:300]!r}") from None
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def rounds(targets: list[Target], *, script: Path | None = None) -> None:
    """Ask all of them in turn, several times, so that a busy moment hits no one alone."""
    for _round in range(ROUNDS):
        for target in targets:
            target.rounds.append(_one(target, script))


def _one(target: Target, script: Path | None) -> Measured:
    before, began = cpu(target.process), time.monotonic()
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        "--latency",
        *(["-s", str(script)] if script else []),
    ]
    for name, value in target.headers.items():
        command += ["-H", f"{name}: {value}"]
    said = subprocess.run([*command, target.url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(f"{target.name}: {said}")
    count = int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]
    used = cpu(target.process) - before
    return Measured(
        count / (time.monotonic() - began),
        _milliseconds(said, "50%"),
        _milliseconds(said, "99%"),
        used / max(count, 1) * 1000,
    )


def cpu(process: subprocess.Popen[bytes]) -> float:
    """Seconds of processor time that the server and its workers have used."""
    tree = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    return sum(sum(one.cpu_times()[:2]) for one in tree)


def _milliseconds(said: str, percent: str) -> float:
    value, unit = re.search(rf"{percent}\s+([\d.]+)(us|ms|s)", said).groups()  # type: ignore[union-attr]
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def quantile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def stop(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        process.wait(20)


def say(
    figure: str, value: float, unit: str, *, target: float | None = None, peer: str = "", **more: Any
) -> None:
    """One figure as one line of JSON."""
    line = {"figure": figure, "value": round(value, 3), "unit": unit, "target": target, "peer": peer, **more}
    print(json.dumps({key: part for key, part in line.items() if part not in (None, "")}), flush=True)
