"""kill -9 at any moment while events flow: none is lost, none counts twice, each key keeps its order.

Five deaths during four thousand events on each database; with UTBLICK_TEST_WHOLE=1 ten during ten thousand.
"""

import os
import random
import signal
import time
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text

from utblick.testing.whole import WHOLE

EVENTS = 10_000 if WHOLE else 4_000
PROGRAM = Path(__file__).with_name("worker_to_kill.py")
DEATHS = ("process", "server", "everything", "relay", "consumer")
if WHOLE:
    DEATHS += ("server", "process", "consumer", "relay", "server")


class Installation:
    """Processes that die, one after the other, on one data folder and one database."""

    def __init__(self, platform, forkserver, seed):
        self.forkserver = forkserver
        self.folder = platform.settings.data_folder
        self.folder.mkdir(exist_ok=True)
        self.url = platform.settings.database_url
        self.engine = platform.database.engine
        self.dice = random.Random(seed)
        self.child = None

    def start(self, *death, events=EVENTS):
        arguments = [
            str(self.folder),
            self.url,
            str(events),
            str(self.dice.randrange(10**6)),
            *map(str, death),
        ]
        with (self.folder / "worker.log").open("ab") as log:
            self.child = self.forkserver.start(
                *arguments, env=os.environ, stdout=log, stderr=log, program=PROGRAM
            )

    def count(self, table, where="1 = 1"):
        with self.engine.connect() as connection:
            return connection.execute(text(f"SELECT count(*) FROM {table} WHERE {where}")).scalar_one()

    def state(self):
        counts = {
            table: self.count(table)
            for table in ("demo_source", "demo_effect", "core_parked", "core_dead_letter")
        }
        return f"{counts}, ended: {self.child.poll()}\n" + (self.folder / "worker.log").read_text()[-3000:]

    def wait_for(self, number):
        """Until so many events are committed, and then some moments more."""
        until(lambda: self.count("demo_source") >= number or self.child.poll() is not None, self)
        time.sleep(self.dice.random() * 0.2)

    def servers(self):
        if self.child is None or self.child.poll() is not None:
            return []
        return [child for child in psutil.Process(self.child.pid).children() if child.name() == "nats-server"]

    def kill(self, kind):
        victims = self.servers() if kind != "process" else []
        if kind in {"process", "everything"} and self.child is not None:
            self.child.kill()
            self.child.wait()
        for victim in victims:
            with suppress(psutil.NoSuchProcess):
                victim.kill()

    def end(self):
        self.kill("everything")


def until(holds, installation, seconds=60):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, installation.state()
        time.sleep(0.05)


@pytest.fixture
def installation(platform_on, forkserver):
    key = "INTEGER PRIMARY KEY" if platform_on.database.is_sqlite else "BIGSERIAL PRIMARY KEY"
    with platform_on.database.write() as session:
        session.execute(
            text("CREATE TABLE demo_source (counter TEXT, number INTEGER, PRIMARY KEY (counter, number))")
        )
        session.execute(
            text(f"CREATE TABLE demo_effect (position {key}, subscriber TEXT, counter TEXT, number INTEGER)")
        )
    made = Installation(platform_on, forkserver, seed=2132)
    yield made
    made.end()


@pytest.mark.slow
def test_whatever_is_killed_nothing_is_lost_or_counted_twice_and_order_is_kept(installation):
    moments = sorted(installation.dice.sample(range(300, EVENTS - 500), len(DEATHS)))
    for kind, moment in zip(DEATHS, moments, strict=True):
        if kind in {"relay", "consumer"}:
            installation.kill("everything")
            installation.start(kind, installation.dice.randint(2, 12))
            installation.child.wait(60)
            assert installation.child.returncode == -signal.SIGKILL
        elif installation.child is None or installation.child.poll() is not None:
            installation.start()
        if kind not in {"relay", "consumer"}:
            installation.wait_for(moment)
            installation.kill(kind)
    if installation.child.poll() is not None:
        installation.start()

    until(lambda: installation.count("demo_effect") >= 2 * EVENTS, installation)
    until(lambda: installation.count("core_inbox", "subscriber LIKE 'demo%'") == 2 * EVENTS, installation)

    until(lambda: installation.count("core_event", "stream_seq IS NULL") == 0, installation)

    with installation.engine.connect() as connection:
        source = connection.execute(text("SELECT counter, number FROM demo_source")).all()
        effects = connection.execute(
            text("SELECT subscriber, counter, number FROM demo_effect ORDER BY position")
        ).all()
    assert len(source) == EVENTS
    for name in ("kept", "free"):
        assert Counter((c, n) for s, c, n in effects if s == name) == Counter((c, n) for c, n in source)
    order = defaultdict(list)
    for subscriber, counter, number in effects:
        if subscriber == "kept":
            order[counter].append(number)
    assert {counter: numbers == sorted(numbers) for counter, numbers in order.items()} == dict.fromkeys(
        order, True
    )
    assert (installation.count("core_dead_letter"), installation.count("core_parked")) == (0, 0)


def test_event_that_ends_the_process_becomes_a_dead_letter_and_takes_no_other_with_it(installation):
    events, pill = 600, 12
    starts = 0
    while installation.count("core_dead_letter") == 0:
        starts += 1
        installation.start("pill", pill, events=events)
        until(
            lambda: installation.child.poll() is not None or installation.count("core_dead_letter") == 1,
            installation,
        )

    until(lambda: installation.count("demo_source") == events, installation)
    of_the_pill = installation.count("demo_source", f"counter = '{1:032x}'")
    until(lambda: installation.count("demo_effect", "subscriber = 'free'") == events, installation)
    until(
        lambda: installation.count("demo_effect", "subscriber = 'kept'") == events - of_the_pill + pill,
        installation,
    )

    assert starts <= 5
    assert installation.count("core_dead_letter") == 1
    until(lambda: installation.count("core_parked") == of_the_pill - pill - 1, installation)
    with installation.engine.connect() as connection:
        error = connection.execute(text("SELECT error FROM core_dead_letter")).scalar_one()
    assert error == "The process ended while the event was handled."
