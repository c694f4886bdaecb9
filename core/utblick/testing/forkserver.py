"""Commands of the house that start at once: a process that has imported everything is forked for each.

A command imports for two seconds before it does anything, and tests run hundreds of them. `ForkServer`
imports once, and forks itself for each command, which gets its own arguments, environment, folder and
streams, and ends as any process does. Where the interpreter itself matters, start Python anew.
"""

import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import IO, Any

_LARGEST = 200_000
"""Bytes of a request: arguments and environment."""


class ForkedProcess:
    """A process that was forked: what `subprocess.Popen` has of a process without pipes."""

    def __init__(self, fate: int) -> None:
        self._fate = fate
        self.returncode: int | None = None
        self.pid = int(self._told())

    def poll(self) -> int | None:
        """The exit code, minus the signal's number where it was killed; None while it runs."""
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once it has ended; raises `subprocess.TimeoutExpired`."""
        code = self._look(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(["utblick"], timeout or 0.0)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _look(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._fate], [], [], timeout)[0]:
            self.returncode = int(self._told() or -signal.SIGKILL)
            os.close(self._fate)
        return self.returncode

    def _told(self) -> str:
        return os.read(self._fate, 20).decode().strip()


class ForkServer:
    """Starts commands by forking a process that is ready for them; `close` ends that, not the commands."""

    def __init__(self) -> None:
        self._line, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with there:
            for end in (self._line, there):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * _LARGEST)
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", __name__, str(there.fileno())],
                stdin=subprocess.DEVNULL,
                pass_fds=[there.fileno()],
            )
        self._lock = threading.Lock()

    def start(
        self,
        *arguments: str,
        env: Mapping[str, str],
        cwd: Path | str | None = None,
        stdin: IO[Any] | None = None,
        stdout: IO[Any],
        stderr: IO[Any],
        program: Path | str = "",
    ) -> ForkedProcess:
        """Start `utblick` with these arguments, or the Python file `program`, in a session of its own.

        `env` is its whole environment; of Python's own variables only PYTHONPATH is followed.
        """
        request = {
            "arguments": arguments,
            "env": dict(env),
            "cwd": str(cwd or Path.cwd()),
            "program": str(program),
        }
        fate, told = os.pipe()
        try:
            with self._lock, open(os.devnull, "rb") as nothing:  # noqa: PTH123 - no file
                streams = [(stdin or nothing).fileno(), stdout.fileno(), stderr.fileno()]
                socket.send_fds(self._line, [json.dumps(request).encode()], [*streams, told])
        finally:
            os.close(told)
        return ForkedProcess(fate)

    def run(
        self,
        *arguments: str,
        env: Mapping[str, str],
        cwd: Path | str | None = None,
        input: str = "",
        timeout: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        """Run `utblick` with these arguments to its end; raises `subprocess.TimeoutExpired`."""
        with ExitStack() as stack:
            typed, out, err = (stack.enter_context(tempfile.TemporaryFile()) for _stream in range(3))
            typed.write(input.encode())
            typed.seek(0)
            process = self.start(*arguments, env=env, cwd=cwd, stdin=typed, stdout=out, stderr=err)
            try:
                code = process.wait(timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise
            for file in (out, err):
                file.seek(0)
            said = [file.read().decode() for file in (out, err)]
        return subprocess.CompletedProcess(["utblick", *arguments], code, *said)

    def close(self) -> None:
        """Start no more."""
        self._line.close()
        self._process.wait()


def serve(line: socket.socket) -> None:
    """Fork for each request that comes, and tell how each fork ended; returns at the end, and in forks."""
    running: dict[int, int] = {}
    wakes, wake = os.pipe()
    for end in (wakes, wake):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        ready = select.select([line.fileno(), wakes], [], [])[0]
        if wakes in ready:
            os.read(wakes, 1000)
            _bury(running)
        if line.fileno() not in ready:
            continue
        asked, descriptors, _flags, _address = socket.recv_fds(line, _LARGEST, 4)
        if not asked:
            return
        pid = os.fork()
        if pid == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for one in (line.detach(), wakes, wake, *running.values()):
                os.close(one)
            *streams, told = descriptors
            os.close(told)
            _become(json.loads(asked), streams)
            return
        *streams, told = descriptors
        for one in streams:
            os.close(one)
        running[pid] = told
        os.write(told, f"{pid:<19}\n".encode())


def _bury(running: dict[int, int]) -> None:
    for pid in list(running):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            told = running.pop(pid)
            with suppress(BrokenPipeError):
                os.write(told, f"{os.waitstatus_to_exitcode(status):<19}\n".encode())
            os.close(told)


def _become(request: Mapping[str, Any], streams: Sequence[int]) -> None:
    """Make this fork the process that was asked for, and run it; raises SystemExit as it does."""
    os.setsid()
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for its whole life
    sys.stdout = open(1, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    program = request["program"]
    sys.path[0] = str(Path(program).parent) if program else request["cwd"]
    for place in reversed(os.environ.get("PYTHONPATH", "").split(os.pathsep)):
        if place and place not in sys.path:
            sys.path.insert(1, place)
    invalidate_caches()
    sys.argv = [program, *request["arguments"]]
    if program:
        runpy.run_path(program, run_name="__main__")
    else:
        runpy.run_module("utblick", run_name="__main__", alter_sys=True)


def _warm() -> None:
    """Do all that commands do before they do what they are for."""
    from sqlalchemy.orm import configure_mappers

    from utblick.cli.main import cli
    from utblick.platform import assemble
    from utblick.settings import Settings
    from utblick.web.app import build_app
    from utblick.web.templating import compile_all

    for place in cli.places.values():
        import_module(place.partition(":")[0])
    for module in ("utblick.bus.runner", "utblick.jobs.runner", "utblick.mail.postman", "utblick.web.server"):
        import_module(module)
    with tempfile.TemporaryDirectory() as folder:
        platform = assemble(Settings(data_folder=Path(folder)))
        build_app(platform)
        compile_all(platform.templates)
        platform.close()
    configure_mappers()
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _warm()
    serve(socket.socket(fileno=int(sys.argv[1])))
