"""Where events wait that could not be handled: for their next try, or behind an earlier one of their key."""

import hashlib
import math
import traceback
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from utblick.bus.delivery import Delivery, Message, Unreadable
from utblick.bus.tables import dead_letter_table, inbox_table, insert_new, parked_table
from utblick.db.turn import Turn
from utblick.errors import UtblickError

_ROOM = str(Path(__file__).parent)
_PORTION = 200
_TOGETHER = 64

_Row = Mapping[Any, Any]


class Parking:
    """The waiting events of one subscriber, and its dead letters.

    A failure is kept here, not on the bus: so it never holds up other events, its error can be read,
    and a key of an ordered subscriber stands still until its first waiting event is dealt with.
    """

    def __init__(self, delivery: Delivery, alone: Turn | None = None) -> None:
        """`alone` is one for the process.

        What has never raised may be what ends the process. Of such events only one subscriber's are tried
        at a time, or those of others would be blamed for the death, too.
        """
        self._delivery = delivery
        self.alone = alone or Turn()
        self._name = delivery.name
        self._retry = delivery.subscriber.retry
        self._ordered = delivery.subscriber.ordered
        self._database = delivery.platform.database

    def park(self, messages: Iterable[Message]) -> None:
        """Let events wait that were not tried yet."""
        with self._database.write() as session:
            self.park_in(session, messages)

    def park_in(self, session: Session, messages: Iterable[Message]) -> None:
        """The same within the caller's transaction."""
        self._park(session.connection(), messages, attempts=0, error="")

    def failed(self, message: Message, error: Exception) -> None:
        """Keep an event whose first try failed: to be tried again, or dead when that is no use."""
        with self._database.write() as session:
            if not self._retry or isinstance(error, Unreadable):
                self.bury_in(session, message, error)
            else:
                self._park(session.connection(), [message], attempts=1, error=describe(error))

    def gave_up(self, message: Message, error: Exception) -> None:
        """Keep an event that its subscriber never gave back, as one that failed, perhaps again."""
        rows = parked_table.c
        here = select(parked_table).where(rows.subscriber == self._name, rows.event_id == message.id)
        with self._database.read() as session:
            row = session.connection().execute(here).mappings().first()
        if row is None:
            self.failed(message, error)
        else:
            self._failed_again(row, error)

    def bury_in(self, session: Session, message: Message, error: Exception) -> None:
        """Make a dead letter of an event at once, within the caller's transaction."""
        connection = session.connection()
        self._park(connection, [message], attempts=1, error="")
        rows = parked_table.c
        look = select(parked_table).where(rows.subscriber == self._name, rows.event_id == message.id)
        for row in connection.execute(look).mappings().all():
            self._bury(connection, row, describe(error), fingerprint(error))

    def try_again(self) -> bool:
        """Try what is due, oldest first; returns whether anything moved.

        Each try is counted before it is made: an event that ends the whole process runs out of tries too.
        Events that were never tried go together at first, and one by one once that has failed.
        """
        due = self._due()
        fresh = [row for row in due if not row["attempts"]][:_TOGETHER]
        if len(fresh) > 1 and self._retry:
            with self.alone.at_once() as mine:
                if not mine:
                    return False  # another subscriber is at it, and may be for long: the next look will tell
                counted = self._count(fresh)
                return self._together(counted) or sum(self._try(row) for row in counted) > 0
        return sum(self._bury_if_spent(row) or self._count_and_try(row) for row in due) > 0

    def blocked_keys(self) -> set[str]:
        """The keys of an ordered subscriber that stand still: one of their events is parked or dead."""
        if not self._ordered:
            return set()
        with self._database.read() as session:
            parked = select(parked_table.c.key).where(parked_table.c.subscriber == self._name)
            return set(session.connection().scalars(parked.union(self._dead_keys())))

    def seconds_to_next(self) -> float:
        """How long until a parked event may be tried; infinite when none may."""
        rows = parked_table.c
        look = select(func.min(rows.due_at)).where(rows.subscriber == self._name, *self._in_turn())
        with self._database.read() as session:
            due = session.connection().execute(look).scalar()
        return math.inf if due is None else max(0.0, (due - self._database.now()).total_seconds())

    def _park(
        self, connection: Connection, messages: Iterable[Message], *, attempts: int, error: str
    ) -> None:
        now = self._database.now()
        found = {message.id: message for message in messages}
        inbox = inbox_table.c
        settled = select(inbox.event_id).where(inbox.subscriber == self._name, inbox.event_id.in_(found))
        for handled in connection.scalars(settled).all():
            del found[handled]
        rows = [
            {
                "subscriber": self._name,
                "event_id": message.id,
                "key": message.key,
                "subject": message.subject,
                "data": message.raw,
                "attempts": attempts,
                "error": error,
                "first_at": now,
                "due_at": now + self._pause(attempts),
            }
            for message in found.values()
        ]
        if rows:
            connection.execute(insert_new(connection, parked_table), rows)

    def _due(self) -> list[_Row]:
        """What may be tried now, the oldest first."""
        rows = parked_table.c
        due = (rows.subscriber == self._name, rows.due_at <= self._database.now(), *self._in_turn())
        look = select(parked_table).where(*due)
        with self._database.read() as session:
            return list(session.connection().execute(look.order_by(rows.position).limit(_PORTION)).mappings())

    def _in_turn(self) -> tuple[ColumnElement[bool], ...]:
        """The condition that an event of an ordered subscriber is the first of its key."""
        if not self._ordered:
            return ()
        rows = parked_table.c
        first = select(func.min(rows.position)).where(rows.subscriber == self._name).group_by(rows.key)
        return rows.position.in_(first), rows.key.not_in(self._dead_keys())

    def _count_and_try(self, row: _Row) -> bool:
        if row["error"]:
            return any(map(self._try, self._count([row])))
        with self.alone.at_once() as mine:
            return mine and any(map(self._try, self._count([row])))

    def _together(self, rows: Sequence[_Row]) -> bool:
        try:
            self._handle(rows)
        except Exception:
            return False  # each will say by itself what is wrong with it
        return bool(rows)

    def _try(self, row: _Row) -> bool:
        try:
            self._handle([row])
        except Exception as error:
            return self._failed_again(row, error)
        return True

    def _handle(self, rows: Sequence[_Row]) -> None:
        messages = [Message(row["event_id"], row["subject"], row["data"]) for row in rows]
        with self._database.write() as session:
            self._delivery.alone_with_replay(session)
            self._delivery.handle(session, messages)
            for row in rows:
                session.connection().execute(_this(row))

    def _count(self, rows: Sequence[_Row]) -> list[_Row]:
        """Count a try before it is made; leaves out what another process was quicker to take."""
        counted: list[_Row] = []
        with self._database.write() as session:
            for row in rows:
                attempts = row["attempts"] + 1
                claim = (
                    update(parked_table)
                    .where(
                        parked_table.c.position == row["position"], parked_table.c.attempts == row["attempts"]
                    )
                    .values(attempts=attempts, due_at=self._database.now() + self._pause(attempts))
                )
                if session.connection().execute(claim).rowcount:
                    counted.append({**row, "attempts": attempts})
        return counted

    def _bury_if_spent(self, row: _Row) -> bool:
        """Give up an event whose tries have all been counted and none has ended."""
        if row["attempts"] <= len(self._retry):
            return False
        with self._database.write() as session:
            words = row["error"] or "The process ended while the event was handled."
            self._bury(session.connection(), row, words, fingerprint(None))
        return True

    def _failed_again(self, row: _Row, error: Exception) -> bool:
        last = row["attempts"] > len(self._retry) or isinstance(error, Unreadable)
        with self._database.write() as session:
            connection = session.connection()
            if last:
                self._bury(connection, row, describe(error), fingerprint(error))
            else:
                here = parked_table.c.position == row["position"]
                connection.execute(update(parked_table).where(here).values(error=describe(error)))
        return last

    def _bury(self, connection: Connection, row: _Row, error: str, mark: str) -> None:
        """Make a dead letter of a parked event: settled for the bus, waiting for a person."""
        dead = dead_letter_table.c
        kept = {
            name: row[name]
            for name in ("subscriber", "event_id", "key", "subject", "data", "attempts", "first_at")
        }
        same = (dead.subscriber == self._name, dead.event_id == row["event_id"])
        connection.execute(_this(row))
        connection.execute(delete(dead_letter_table).where(*same))
        now = self._database.now()
        more = {"error": error, "fingerprint": mark, "last_at": now, "state": "dead"}
        connection.execute(insert(dead_letter_table), kept | more)
        connection.execute(
            insert_new(connection, inbox_table), {"subscriber": self._name, "event_id": row["event_id"]}
        )

    def _dead_keys(self) -> Select[tuple[str]]:
        dead = dead_letter_table.c
        return select(dead.key).where(dead.subscriber == self._name, dead.state == "dead")

    def _pause(self, attempts: int) -> timedelta:
        """How long to wait after so many tries."""
        if not attempts or not self._retry:
            return timedelta()
        return timedelta(seconds=self._retry[min(attempts, len(self._retry)) - 1])


def describe(error: BaseException) -> str:
    """What went wrong and where, for the administrator: no values, which might be about people."""
    if isinstance(error, UtblickError):
        words = str(error)
    elif isinstance(error, DBAPIError):
        words = type(error.orig).__name__  # the statement's parameters are data
    else:
        words = str(error)
    places = [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in _frames(error)]
    return "\n".join([f"{type(error).__name__}: {words}"[:500], *places])


def fingerprint(error: BaseException | None) -> str:
    """The same for failures of one cause: the kind of error and where it was raised."""
    if error is None:
        return hashlib.sha256(b"process ended").hexdigest()[:12]
    frames = _frames(error)
    place = f"{frames[-1].filename}:{frames[-1].name}" if frames else ""
    return hashlib.sha256(f"{type(error).__qualname__} {place}".encode()).hexdigest()[:12]


def _frames(error: BaseException) -> list[traceback.FrameSummary]:
    """The way to the error through the code of subscribers: not the bus's own, not that of libraries."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f for f in frames if not f.filename.startswith(_ROOM) and "site-packages" not in f.filename][-8:]


def _this(row: _Row) -> Any:
    return delete(parked_table).where(parked_table.c.position == row["position"])
