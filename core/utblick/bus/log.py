"""The event log: written with the state it tells of, read by timelines, goals, the relay and replays."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from utblick.bus.event import LEVELS, Envelope, Event, Share, decode, encode, subject
from utblick.bus.tables import event_ref_table, event_table
from utblick.context import Ref
from utblick.db.database import EVENTS
from utblick.db.inserting import execute_many, inserting
from utblick.ids import new_id

REPLAYING = "utblick_replaying"
"""Key of ``session.info``: true while a subscriber is built again; nothing is published then."""

_AT_ONCE = 500
_WRITTEN = (
    "id",
    "name",
    "version",
    "key",
    "subject",
    "data",
    "at",
    "actor",
    "cause",
    "correlation",
    "retracts",
    "share",
    "stream_seq",
)
_INSERT_EVENT = (
    "INSERT INTO core_event (id, name, version, key, subject, data, at, actor, cause, correlation, retracts,"
    " share, stream_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq"
)
_INSERT_REF = "INSERT INTO core_event_ref (seq, plugin, kind, ref_id) VALUES (?, ?, ?, ?)"
_INSERT_BOTH = (
    "WITH told AS (" + _INSERT_EVENT.replace("?", "%s") + "), named AS ("  # noqa: S608 - nothing foreign
    "INSERT INTO core_event_ref (seq, plugin, kind, ref_id) SELECT told.seq, ref.*"
    " FROM told, unnest(%s::text[], %s::text[], %s::uuid[]) AS ref) SELECT seq FROM told"
)
"""On PostgreSQL an event and its references go over the wire at once: each way there and back counts."""


@dataclass(frozen=True, slots=True)
class Logged:
    """An event as the log holds it: its place, and the envelope that travelled."""

    seq: int
    event: Envelope


def append(
    session: Session,
    event: Event,
    *,
    municipality: str,
    actor: str = "",
    cause: UUID | None = None,
    correlation: str = "",
    retracts: UUID | None = None,
    share_at_most: Share | None = None,
    traceparent: str = "",
    now: datetime,
) -> UUID:
    """Write the event to the log, within the caller's transaction; returns its id.

    What the session holds is flushed first, so that the lock on the aggregate's row is taken before the
    event gets its number: two events of one key then stand in the order of their commits.
    """
    session.flush()
    if session.info.get(REPLAYING):
        return _published_then(session, event, cause)
    row = _row(
        event,
        municipality=municipality,
        actor=actor,
        cause=cause,
        correlation=correlation,
        retracts=retracts,
        share_at_most=share_at_most,
        traceparent=traceparent,
        now=now,
    )
    write(session, row, event.refs)
    session.info[EVENTS] = True
    made: UUID = row["id"]
    return made


def append_all(
    session: Session,
    events: Sequence[Event],
    *,
    municipality: str,
    actor: str = "",
    causes: Sequence[UUID | None] = (),
    correlation: str = "",
    traceparent: str = "",
    now: datetime,
) -> list[UUID]:
    """Write many events at once, for bulk work whose rows are written already; returns their ids in order."""
    if not events:
        return []
    session.flush()
    causes = causes or [None] * len(events)
    if session.info.get(REPLAYING):
        return [_published_then(session, event, its) for event, its in zip(events, causes, strict=True)]
    rows = [
        _row(
            event,
            municipality=municipality,
            actor=actor,
            cause=its,
            correlation=correlation,
            traceparent=traceparent,
            now=now,
        )
        for event, its in zip(events, causes, strict=True)
    ]
    connection = session.connection()
    execute_many(connection, inserting(event_table), rows)
    ids = [row["id"] for row in rows]
    numbered = select(event_table.c.id, event_table.c.seq).where(event_table.c.id.in_(ids))
    numbers = dict(connection.execute(numbered).all())
    refs = [
        {"seq": numbers[event_id], "plugin": ref.plugin, "kind": ref.kind, "ref_id": ref.id}
        for event_id, event in zip(ids, events, strict=True)
        for ref in event.refs
    ]
    execute_many(connection, inserting(event_ref_table), refs)
    session.info[EVENTS] = True
    return ids


def _row(
    event: Event,
    *,
    municipality: str,
    actor: str,
    cause: UUID | None,
    correlation: str,
    retracts: UUID | None = None,
    share_at_most: Share | None = None,
    traceparent: str = "",
    now: datetime,
) -> dict[str, Any]:
    """The row of the log for an event that happens now."""
    event_id = new_id()
    share = min(event.share, share_at_most or event.share, key=LEVELS.index)
    extensions = {
        "actor": actor,
        "cause": str(cause or ""),
        "correlation": correlation,
        "share": share,
        "retracts": str(retracts or ""),
        "refs": " ".join(map(str, event.refs)),
        "traceparent": traceparent,
    }
    return {
        "id": event_id,
        "name": event.name,
        "version": event.version,
        "key": event.key_value,
        "subject": subject(event, municipality),
        "data": encode(event, id=event_id, at=now, municipality=municipality, extensions=extensions),
        "at": now,
        "actor": actor,
        "cause": cause,
        "correlation": correlation,
        "retracts": retracts,
        "share": share,
    }


def write(session: Session, row: Mapping[str, object], refs: Iterable[Ref]) -> int:
    """Insert a row of the log with its references; returns its number.

    By plain statements of the driver: every verb of the house publishes, and this takes a third of the time.
    """
    connection = session.connection()
    values = [row.get(column) for column in _WRITTEN]
    if connection.dialect.name != "sqlite":
        named = list(refs)
        values += [[ref.plugin for ref in named], [ref.kind for ref in named], [ref.id for ref in named]]
        return int(connection.exec_driver_sql(_INSERT_BOTH, tuple(values)).scalar_one())
    seq: int = connection.exec_driver_sql(_INSERT_EVENT, tuple(map(_plain, values))).scalar_one()
    rows = [(seq, ref.plugin, ref.kind, _plain(ref.id)) for ref in refs]
    if rows:
        connection.exec_driver_sql(_INSERT_REF, rows)
    return seq


def _plain(value: object) -> object:
    """A value as SQLAlchemy's types store it in SQLite."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value


def timeline(session: Session, ref: Ref, *, before: int | None = None, limit: int = 50) -> list[Logged]:
    """What happened to a record, latest first; `before` is the `seq` of the last one seen."""
    refs = event_ref_table.c
    look = (
        select(event_table.c.seq, event_table.c.data)
        .join(event_ref_table, refs.seq == event_table.c.seq)
        .where(refs.plugin == ref.plugin, refs.kind == ref.kind, refs.ref_id == ref.id)
        .order_by(refs.seq.desc())
        .limit(limit)
    )
    return _read(session, look if before is None else look.where(refs.seq < before))


def recent(
    session: Session, *, names: Sequence[str] = (), before: int | None = None, limit: int = 50
) -> list[Logged]:
    """What happened in the house, latest first; all of it, or the events of these names."""
    look = _rows().order_by(event_table.c.seq.desc()).limit(limit)
    if names:
        look = look.where(event_table.c.name.in_(names))
    return _read(session, look if before is None else look.where(event_table.c.seq < before))


def by_id(session: Session, id: UUID) -> Logged | None:
    """One event, or None."""
    return next(iter(_read(session, _rows().where(event_table.c.id == id))), None)


def by_ids(session: Session, ids: Iterable[UUID]) -> list[Logged]:
    """The events with these ids, as far as they are there, in the order in which they were written."""
    wanted = list(dict.fromkeys(ids))
    found: list[Logged] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        found += _read(session, _rows().where(event_table.c.id.in_(some)))
    return sorted(found, key=lambda one: one.seq)


def causes(session: Session, id: UUID, *, limit: int = 50) -> list[Logged]:
    """The chain that led to an event: itself, then what caused it, up to the first cause."""
    chain: list[Logged] = []
    following: UUID | None = id
    while following is not None and len(chain) < limit:
        found = by_id(session, following)
        if found is None:
            break
        chain.append(found)
        following = found.event.cause
    return chain


def effects(session: Session, id: UUID, *, limit: int = 200) -> list[Logged]:
    """What an event led to, directly and further on, in the order it happened."""
    found: list[Logged] = []
    level = [id]
    while level and len(found) < limit:
        below = _read(session, _rows().where(event_table.c.cause.in_(level)).limit(limit - len(found)))
        found += below
        level = [one.event.id for one in below]
    return sorted(found, key=lambda one: one.seq)


def replay_rows(session: Session, names: Sequence[str] = (), *, after_seq: int = 0) -> Iterator[Logged]:
    """Every event of these names (all, when empty) in the order they were written, read in portions."""
    while rows := raw_rows(session, names, after_seq=after_seq):
        yield from (Logged(row.seq, decode(row.data)) for row in rows)
        after_seq = rows[-1].seq


def raw_rows(
    session: Session, names: Sequence[str] = (), *, after_seq: int = 0, limit: int = 500
) -> Sequence[Any]:
    """The next rows after a number: seq, id, name, subject and the event as it travels."""
    columns = event_table.c
    look = select(columns.seq, columns.id, columns.name, columns.subject, columns.data)
    look = look.where(columns.seq > after_seq).order_by(columns.seq).limit(limit)
    return session.execute(look.where(columns.name.in_(names)) if names else look).all()


def _published_then(session: Session, event: Event, cause: UUID | None) -> UUID:
    """The id under which a subscriber published the event when it first handled its cause."""
    columns = event_table.c
    look = select(columns.id).where(
        columns.cause == cause, columns.name == event.name, columns.key == event.key_value
    )
    return session.execute(look.limit(1)).scalar() or new_id()


def _rows() -> Select[Any]:
    return select(event_table.c.seq, event_table.c.data)


def _read(session: Session, statement: Select[Any]) -> list[Logged]:
    return [Logged(seq, decode(data)) for seq, data in session.execute(statement)]
