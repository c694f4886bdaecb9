"""Makes log and stream agree again after one of them was set back: a lost disk, or a restored database."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Connection, delete, func, insert, select, update

from utblick.bus.event import Wire, read_wire
from utblick.bus.nats import Link, Refused, durables, remove_message, reset_durable, stream_state
from utblick.bus.tables import event_table, insert_new, lost_event_table, stream_table
from utblick.db.database import Database

log = structlog.get_logger("utblick.bus")
InThread = Callable[..., Awaitable[Any]]

_AT_ONCE = 200
_NO_MESSAGE = 404
_LIFE_ON_POSTGRESQL = (
    "SELECT (SELECT oid FROM pg_database WHERE datname = current_database())"
    " || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)"
)
"""Another database has another oid; one that was set back to a time, or failed over, has another timeline."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Of which stream the places in the log are, and in which life of the database they were written."""

    created: str
    life: str


async def reconcile(link: Link, database: Database, in_thread: InThread) -> None:
    """Send again what the stream lost; set aside what the stream has and a restored database has not.

    Another stream than the one that the log knows, or a database that is not in the same life, is doubted:
    then no mark of the log is believed, and every message of the stream is looked for in the log. An event
    that only the stream has tells of work whose rows are lost. It is taken off the stream and kept for the
    administrators, who see what has to be done again; and every subscriber hears again what is left, since
    the database may have forgotten that it was handled.
    """
    stream = await stream_state(link)
    here = Carrier(stream.created, await in_thread(_life, database))
    before: Carrier | None = await in_thread(carrier, database, link.stream)
    doubted = before is not None and before != here
    if doubted:
        same = before is not None and before.created == here.created
        await in_thread(_forget_from, database, stream.first_seq if same else 0)
        log.warning("log_and_stream_compared", same_stream=same)
    known = await in_thread(_last_sent, database)
    if stream.last_seq < known:
        count = await in_thread(_forget_from, database, stream.last_seq + 1)
        log.warning("stream_was_set_back", sent_again=count)
    lost = 0
    for start in range(max(known + 1, stream.first_seq), stream.last_seq + 1, _AT_ONCE):
        found = await _messages(link, range(start, min(start + _AT_ONCE, stream.last_seq + 1)))
        aside = await in_thread(_settle, database, found)
        lost += len(aside)
        for place in aside:
            await remove_message(link, place)
    if lost:
        log.error("log_was_set_back", lost=lost)
    if lost or doubted:
        for durable in await durables(link):
            await reset_durable(link, durable.name, 1)
    if before != here:
        await in_thread(_remember, database, link.stream, here)


async def agreed(link: Link, database: Database, in_thread: InThread) -> bool:
    """Whether the log knows this stream: before that, nothing on it may be handled."""
    before = await in_thread(carrier, database, link.stream)
    life = await in_thread(_life, database)
    return bool(before == Carrier((await stream_state(link)).created, life))


def carrier(database: Database, stream: str) -> Carrier | None:
    """What the log believes of its stream; None when it has never been carried."""
    with database.engine.connect() as connection:
        row = connection.execute(
            select(stream_table.c.created, stream_table.c.life).where(stream_table.c.name == stream)
        ).first()
    return None if row is None else Carrier(*row)


def doubt(connection: Connection, stream: str) -> None:
    """Have log and stream compared from the beginning when the bus is started next."""
    connection.execute(delete(stream_table).where(stream_table.c.name != stream))
    if not connection.execute(update(stream_table).values(life="")).rowcount:
        connection.execute(insert(stream_table), {"name": stream, "created": "", "life": ""})


async def _messages(link: Link, places: range) -> list[tuple[int, str, bytes]]:
    found = await asyncio.gather(*(_message(link, place) for place in places))
    return [one for one in found if one is not None]


async def _message(link: Link, place: int) -> tuple[int, str, bytes] | None:
    try:
        message = (await link.ask(f"STREAM.MSG.GET.{link.stream}", {"seq": place}, seconds=10))["message"]
    except Refused as no:
        if no.code == _NO_MESSAGE:
            return None
        raise
    return place, message["subject"], base64.b64decode(message.get("data", ""))


def _last_sent(database: Database) -> int:
    with database.engine.connect() as connection:
        return connection.execute(select(func.max(event_table.c.stream_seq))).scalar() or 0


def _forget_from(database: Database, place: int) -> int:
    lost = update(event_table).where(event_table.c.stream_seq >= place).values(stream_seq=None)
    with database.write() as session:
        return session.connection().execute(lost).rowcount


def _settle(database: Database, messages: list[tuple[int, str, bytes]]) -> list[int]:
    """Mark the events that the log has, keep those that it lacks aside; returns the places of the latter."""
    aside = []
    with database.write() as session:
        connection = session.connection()
        for place, _subject, raw in messages:
            try:
                wire = read_wire(raw)
            except ValueError:
                continue  # not ours: somebody else wrote to the stream
            mark = update(event_table).where(event_table.c.id == wire.id).values(stream_seq=place)
            if not connection.execute(mark).rowcount:
                connection.execute(insert_new(connection, lost_event_table), _row(wire, raw, database.now()))
                aside.append(place)
    return aside


def _row(wire: Wire, raw: bytes, found_at: datetime) -> dict[str, object]:
    return {
        "id": wire.id,
        "name": wire.name,
        "key": wire.subject,
        "data": raw,
        "at": wire.time,
        "actor": wire.actor,
        "found_at": found_at,
    }


def _life(database: Database) -> str:
    """Changes when the database is put back to an earlier state, as far as it can tell."""
    if database.is_sqlite:
        place = database.engine.url.database or ""
        return str(Path(place).stat().st_ino) if Path(place).is_file() else ""
    with database.engine.connect() as connection:
        return str(connection.exec_driver_sql(_LIFE_ON_POSTGRESQL).scalar_one())


def _remember(database: Database, stream: str, here: Carrier) -> None:
    said = {"name": stream, "created": here.created, "life": here.life}
    with database.write() as session:
        connection = session.connection()
        connection.execute(delete(stream_table))
        connection.execute(insert(stream_table), said)
