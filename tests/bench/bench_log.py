"""What it costs to keep the log of events: room on disk, a timeline, and reading all of it, by the million.

`BENCH_EVENTS` is how many events are kept, 100,000 unless it says otherwise.
"""

import logging
import os
import statistics
import tempfile
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import load
from doors import Stopwatch, installation
from sqlalchemy import insert, select, text, update

from utblick.bus import log
from utblick.bus.tables import event_ref_table, event_table, inbox_table
from utblick.context import Ref
from utblick.identity.events import MembershipStarted, OrganisationRegistered
from utblick.ids import new_id
from utblick.platform import Platform
from utblick.testing.postgres import fresh_database, running

EVENTS = int(os.environ.get("BENCH_EVENTS", "100000"))
_AT_ONCE, _OF_EACH, _MILLION = 500, 20, 1_000_000
_PAGES = ("page_count", "page_size")


def main() -> None:
    logging.disable(logging.CRITICAL)
    with running() as server:
        for name in ("sqlite", "postgresql"):
            place = fresh_database(server) if name == "postgresql" else nullcontext("")
            with tempfile.TemporaryDirectory() as folder, place as url:
                platform = installation(Path(folder), url, Stopwatch())
                _measure(platform, name)
                platform.close()


def _measure(platform: Platform, name: str) -> None:
    empty = _megabytes(platform)
    organisations = _fill(platform)
    told = _megabytes(platform)
    _heard(platform)
    heard = _megabytes(platform)
    began = time.perf_counter()
    with platform.read() as ctx:
        read = sum(1 for _one in log.replay_rows(ctx.session))
    seconds = time.perf_counter() - began
    load.say(
        f"log_{name}",
        (told - empty) / EVENTS * _MILLION,
        "MB per million events",
        of_a_subscriber_mb=round((heard - told) / EVENTS * _MILLION),
        read_per_second=round(read / seconds),
        timeline_ms=_timeline(platform, organisations),
        events=EVENTS,
    )


def _fill(platform: Platform) -> list[Ref]:
    """Events about organisations, twenty about each, half of them about a person too."""
    owners = [new_id() for _number in range(max(1, EVENTS // _OF_EACH))]
    now = datetime.now(UTC)
    for start in range(0, EVENTS, _AT_ONCE):
        told = [_event(number, owners[number % len(owners)]) for number in range(start, start + _AT_ONCE)]
        with platform.database.write() as session:
            log.append_all(session, told, municipality="2132", actor=f"user/{owners[0]}", now=now)
        with platform.database.write() as session:
            sent = update(event_table).where(event_table.c.stream_seq.is_(None))
            session.connection().execute(sent.values(stream_seq=event_table.c.seq))
    return [Ref("core", "organisation", one) for one in owners]


def _event(number: int, owner: object) -> OrganisationRegistered | MembershipStarted:
    if number % 2:
        return MembershipStarted(membership_id=new_id(), person_id=new_id(), organisation_id=owner)
    return OrganisationRegistered(organisation_id=owner, kind="company", country="SE", municipality="2132")


def _heard(platform: Platform) -> None:
    """The marks of one subscriber that has handled all of them."""
    with platform.database.write() as session:
        marks = select(text("'demo.everything'"), event_table.c.id)
        session.connection().execute(insert(inbox_table).from_select(["subscriber", "event_id"], marks))


def _timeline(platform: Platform, organisations: list[Ref]) -> float:
    took = []
    for one in organisations[:200]:
        began = time.perf_counter()
        with platform.read() as ctx:
            log.timeline(ctx.session, one)
        took.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(took), 2)


def _megabytes(platform: Platform) -> float:
    """What the log, its references and the marks take on disk, their indexes included."""
    with platform.read() as ctx:
        connection = ctx.session.connection()
        if platform.database.is_sqlite:
            pages, each = (connection.execute(text(f"PRAGMA {one}")).scalar_one() for one in _PAGES)
            return int(pages * each) / 1e6
        size = text("SELECT pg_total_relation_size(:name)")
        tables = (event_table, event_ref_table, inbox_table)
        return float(sum(connection.execute(size, {"name": one.name}).scalar_one() for one in tables)) / 1e6


if __name__ == "__main__":
    main()
