"""An installation whose real processes can be killed, the staff at work in it, and the count afterwards."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from sqlalchemy import create_engine, insert, text

from disks import entered
from engines import until
from utblick.access.testing import open_session
from utblick.platform import assemble
from utblick.settings.load import load_settings
from utblick.testing.whole import WHOLE

HERE = Path(__file__).parent
"""The long form: ten thousand events for each fault, and each of them several times."""
SOME = 1250 if WHOLE else 40
"""Counts before and after each fault."""
TIMES = 4 if WHOLE else 1


class Process:
    """`utblick run`, `web` or `worker`, as a service manager runs it; behind `prefix`, where there is one."""

    def __init__(self, house, command, prefix, environment):
        self.house, self.command = house, command
        self.log = house.folder / f"{command}-{time.monotonic_ns()}.log"
        arguments = [command, *(["--no-demo"] if command == "run" else [])]
        with self.log.open("wb") as log:
            around = {"env": environment, "cwd": house.folder, "stdout": log, "stderr": log}
            if prefix or "LD_PRELOAD" in environment:
                anew = [*prefix, sys.executable, "-m", "utblick", *arguments]
                self.process = subprocess.Popen(anew, **around, start_new_session=True)
            else:
                self.process = house.forkserver.start(*arguments, **around)
        self.host, self.port = "127.0.0.1", None

    def ready(self):
        """Wait until it says that it works."""
        pattern = (
            r"worker is running" if self.command == "worker" else r"is running: https?://[^:\s]+(?::(\d+))?"
        )
        found = until(self._said(pattern), what=self.said)
        if self.command != "worker" and self.port is None:
            self.port = int(found[1])
        return self

    def line(self, seconds):
        """A line to it, on which a question may take so long."""
        return http.client.HTTPConnection(self.host, self.port, timeout=seconds)

    def said(self):
        return self.log.read_text(errors="replace")[-3000:]

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, *, seconds=30):
        """Ask it to end; how many seconds that took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(seconds)
        return time.monotonic() - began

    def _said(self, pattern):
        def look():
            assert self.process.poll() is None, self.said()
            return re.search(pattern, self.log.read_text(errors="replace"))

        return look


class House:
    """One installation: its folder, its settings in the environment, its processes and its database."""

    def __init__(self, folder, forkserver, **settings):
        self.folder, self.forkserver = folder, forkserver
        folder.mkdir(parents=True, exist_ok=True)
        self.settings = settings
        self.processes = []
        self._inside = None
        made = folder / "site" / "utblick_tally-1.0.dist-info"
        made.mkdir(parents=True, exist_ok=True)
        (made / "METADATA").write_text("Metadata-Version: 2.1\nName: utblick-tally\nVersion: 1.0\n")
        (made / "entry_points.txt").write_text("[utblick.plugins]\ntally = utblick_tally.plugin\n")

    def environment(self, **more):
        ours = {name: value for name, value in os.environ.items() if not name.startswith("UTBLICK")}
        ours["PYTHONPATH"] = f"{HERE / 'tally'}{os.pathsep}{self.folder / 'site'}"
        ours |= {
            "UTBLICK_DATA_FOLDER": str(self.folder / "var"),
            "UTBLICK_PLUGINS": "tally",
            "UTBLICK_PORT": "0",
        }
        return {**ours, **self.settings, **more}

    def make(self):
        """The tables, and somebody who is signed in."""
        known = {name: value for name, value in self.environment().items() if name.startswith("UTBLICK")}
        del known["UTBLICK_PLUGINS"]
        done = self.forkserver.run("db", "upgrade", env=self.environment(), cwd=self.folder)
        assert done.returncode == 0, done.stderr + done.stdout
        platform = assemble(load_settings(environment=known).model_copy(update={"plugins": ()}))
        cookie, self.csrf = open_session(platform, "administrator")
        self.cookie = cookie.partition(";")[0]
        self.engine = create_engine(platform.settings.database_url, pool_pre_ping=True)
        platform.close()
        return self

    def like(self, other):
        """The same tables and the same person, copied."""
        shutil.copytree(other.folder / "var", self.folder / "var", dirs_exist_ok=True)
        self.cookie, self.csrf = other.cookie, other.csrf
        self.look_at(self.folder / "var" / "utblick.db")
        return self

    def look_at(self, file, *, seen_by=0):
        """Count in this file, as the process sees it: its disks may be its own."""
        self.engine = create_engine(f"sqlite:///{file}", connect_args={"check_same_thread": False})
        self._inside = ThreadPoolExecutor(1, initializer=entered, initargs=(seen_by,)) if seen_by else None

    def queued(self, staff, count):
        """Write counts of these people with their events, which nobody has sent yet; how many there are."""
        sys.path[:0] = [str(HERE / "tally"), str(self.folder / "site")]
        known = {name: value for name, value in self.environment().items() if name.startswith("UTBLICK")}
        platform = assemble(load_settings(environment=known))
        from utblick_tally.events import CounterCounted
        from utblick_tally.models import Count

        people = list(staff.work)
        for start in range(0, count, 1000):
            with platform.write() as ctx:
                told = [
                    CounterCounted(counter_id=people[n % len(people)], number=n // len(people))
                    for n in range(start, min(start + 1000, count))
                ]
                rows = [{"counter_id": one.counter_id, "number": one.number} for one in told]
                ctx.session.connection().execute(insert(Count), rows)
                ctx.publish_all(told)
        platform.close()
        del sys.path[:2]
        return count

    def start(self, command, *, prefix=(), **environment):
        made = Process(self, command, prefix, self.environment(**environment))
        self.processes.append(made)
        return made

    def end(self):
        for process in self.processes:
            if process.process.poll() is None:
                process.process.send_signal(signal.SIGTERM)
        for process in self.processes:
            with suppress(subprocess.TimeoutExpired):
                process.process.wait(15)
            if process.process.poll() is None:
                process.kill()
        self.engine.dispose()
        if self._inside is not None:
            self._inside.shutdown()

    def rows(self, statement, **values):
        if self._inside is not None:
            return self._inside.submit(self._rows, statement, values).result()
        return self._rows(statement, values)

    def _rows(self, statement, values):
        with self.engine.connect() as connection:
            return connection.execute(text(statement), values).all()

    def change(self, statement):
        with self.engine.begin() as connection:
            connection.execute(text(statement))

    def count(self, table, where="1 = 1", **values):
        return self.rows(f"SELECT count(*) FROM {table} WHERE {where}", **values)[0][0]

    def state(self):
        tables = ("tally_count", "core_event", "tally_effect", "core_parked", "core_dead_letter")
        counts = {table: self.count(table) for table in tables}
        counts["unsent"] = self.count("core_event", "stream_seq IS NULL")
        return f"{counts}\n" + "\n".join(f"--- {one.command}\n{one.said()}" for one in self.processes)

    def get(self, process, path="/health/ready"):
        """The status and the text of a page, as somebody who is signed in sees it."""
        line = process.line(40)
        line.request("GET", path, headers=self.headers)
        answer = line.getresponse()
        said = answer.read().decode()
        line.close()
        return answer.status, said

    @property
    def headers(self):
        return {"cookie": self.cookie, "accept": "text/html", "accept-language": "sv"}
