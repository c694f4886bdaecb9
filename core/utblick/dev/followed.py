"""What became of the events of a request: read from the log, the inbox marks, the waiting and the dead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, func, select

from utblick.bus.delivery import Delivery, deliveries
from utblick.bus.tables import dead_letter_table, event_table, inbox_table, parked_table
from utblick.context import Context
from utblick.dev.trace import Journal, Work
from utblick.platform import Platform

_LATEST = 5000
"""How many of the latest events are looked through: the column is not indexed."""


class Fate(StrEnum):
    """How far a consumer has come with an event."""

    ON_ITS_WAY = "on its way"
    HANDLED = "handled"
    FAILED = "failed"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Consumption:
    """One consumer of an event: how far it has come, and its tries in this process."""

    subscriber: str
    plugin: str
    fate: Fate
    tries: Sequence[Work]
    error: str = ""

    @property
    def work(self) -> Work | None:
        return self.tries[-1] if self.tries else None


@dataclass(frozen=True, slots=True)
class Published:
    """An event that a request led to, directly or through consumers of other events."""

    id: UUID
    name: str
    at: datetime
    plugin: str
    cause: str
    """The name of the event that it followed from; empty for what the request itself published."""
    refused: str
    consumers: Sequence[Consumption]

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be expected."""
        return bool(self.refused) or all(one.fate in {Fate.HANDLED, Fate.GIVEN_UP} for one in self.consumers)


def follow(ctx: Context, journal: Journal, request_ids: Iterable[str]) -> list[Published]:
    """The events that these requests led to so far, in the order they were written."""
    wanted = [one for one in request_ids if one]
    if not wanted:
        return []
    connection = ctx.session.connection()
    rows = _events(connection, wanted)
    ids = [row["id"] for row in rows]
    marks = _Marks.read(connection, ids) if ids else _Marks(frozenset(), {}, {})
    names = {row["id"]: row["name"] for row in rows}
    listening = deliveries(ctx.platform)
    return [
        Published(
            row["id"],
            row["name"],
            row["at"],
            _publisher(ctx.platform, row["name"]),
            names.get(row["cause"], ""),
            row["error"] or "",
            [
                _consumption(row["id"], one, marks, journal)
                for one in listening.values()
                if one.hears(row["name"])
            ],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is written about consumers and events, each by event and subscriber."""

    handled: frozenset[tuple[UUID, str]]
    waiting: Mapping[tuple[UUID, str], str]
    dead: Mapping[tuple[UUID, str], str]

    @classmethod
    def read(cls, connection: Connection, ids: Sequence[UUID]) -> "_Marks":
        inbox = select(inbox_table.c.event_id, inbox_table.c.subscriber).where(
            inbox_table.c.event_id.in_(ids)
        )
        handled = frozenset((row[0], row[1]) for row in connection.execute(inbox))
        parked, dead = parked_table.c, dead_letter_table.c
        waiting = select(parked.event_id, parked.subscriber, parked.error).where(parked.event_id.in_(ids))
        buried = select(dead.event_id, dead.subscriber, dead.error).where(
            dead.event_id.in_(ids), dead.state == "dead"
        )
        return cls(handled, _errors(connection, waiting), _errors(connection, buried))


def _errors(connection: Connection, look: Select[Any]) -> dict[tuple[UUID, str], str]:
    return {(row[0], row[1]): row[2] for row in connection.execute(look)}


def _events(connection: Connection, wanted: Sequence[str]) -> Sequence[Mapping[Any, Any]]:
    columns = event_table.c
    latest = connection.execute(select(func.max(columns.seq))).scalar() or 0
    look = (
        select(columns.id, columns.name, columns.at, columns.cause, columns.error)
        .where(columns.seq > latest - _LATEST, columns.correlation.in_(wanted))
        .order_by(columns.seq)
    )
    return connection.execute(look).mappings().all()


def _consumption(event_id: UUID, delivery: Delivery, marks: _Marks, journal: Journal) -> Consumption:
    key = (event_id, delivery.name)
    error = marks.dead.get(key) or marks.waiting.get(key) or ""
    fate = Fate.ON_ITS_WAY
    if key in marks.dead:
        fate = Fate.GIVEN_UP
    elif key in marks.handled:
        fate = Fate.HANDLED
    elif error:
        fate = Fate.FAILED
    return Consumption(delivery.name, delivery.plugin, fate, journal.handlings(*key), error)


def _publisher(platform: Platform, name: str) -> str:
    """The plugin that declares the event."""
    return next((p.name for p in platform.registry.plugins if any(e.name == name for e in p.events)), "")
