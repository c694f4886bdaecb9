"""Makes log and stream agree again after one of them was set back: a lost disk, or a restored backup."""

import asyncio
import base64
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from sqlalchemy import func, select, update

from utblick.bus.event import Wire, read_wire
from utblick.bus.log import write
from utblick.bus.nats import Link, Refused, durables, reset_durable, stream_state
from utblick.bus.tables import event_table
from utblick.context import Ref
from utblick.db.database import Database

log = structlog.get_logger("utblick.bus")
InThread = Callable[..., Coroutine[Any, Any, Any]]

_AT_ONCE = 200
_NO_MESSAGE = 404


async def reconcile(link: Link, database: Database, in_thread: InThread) -> None:
    """Send again what the stream lost; take back into the log what a restored database lost.

    The stream behind the log: its disk was lost or set back, so those events count as unsent again.
    The stream ahead of the log: either the relay died before it could mark what it had sent, or the
    database was restored from a backup; the events are marked, or written to the log as they travelled,
    and every subscriber hears them again.
    """
    last = (await stream_state(link)).last_seq
    known = await in_thread(_last_sent, database)
    if last < known:
        count = await in_thread(_forget_after, database, last)
        log.warning("stream_was_set_back", sent_again=count)
    imported = 0
    for start in range(known + 1, last + 1, _AT_ONCE):
        found = await _messages(link, range(start, min(start + _AT_ONCE, last + 1)))
        imported += await in_thread(_take_back, database, found)
    if imported:
        log.warning("log_was_set_back", taken_back=imported)
        for durable in await durables(link):
            await reset_durable(link, durable.name, 1)


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


def _forget_after(database: Database, place: int) -> int:
    lost = update(event_table).where(event_table.c.stream_seq > place).values(stream_seq=None)
    with database.write() as session:
        return session.connection().execute(lost).rowcount


def _take_back(database: Database, messages: list[tuple[int, str, bytes]]) -> int:
    """Mark the events that the log has, write those that it lacks; returns how many it lacked."""
    taken = 0
    with database.write() as session:
        connection = session.connection()
        for place, subject, raw in messages:
            try:
                wire = read_wire(raw)
            except ValueError:
                continue  # not ours: somebody else wrote to the stream
            mark = update(event_table).where(event_table.c.id == wire.id).values(stream_seq=place)
            if not connection.execute(mark).rowcount:
                write(session, _row(wire, subject, raw) | {"stream_seq": place}, _refs(wire))
                taken += 1
    return taken


def _row(wire: Wire, subject: str, raw: bytes) -> dict[str, object]:
    return {
        "id": wire.id,
        "name": wire.name,
        "version": wire.version,
        "key": wire.subject,
        "subject": subject,
        "data": raw,
        "at": wire.time,
        "actor": wire.actor,
        "cause": wire.cause,
        "correlation": wire.correlation,
        "retracts": wire.retracts,
        "share": wire.share,
    }


def _refs(wire: Wire) -> list[Ref]:
    return [Ref.parse(text) for text in wire.refs.split()]
