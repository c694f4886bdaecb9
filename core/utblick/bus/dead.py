"""Dead letters: what no retry could save, to be tried again by a person or let go."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select, update
from sqlmodel import Session

from utblick.bus.delivery import Delivery, deliveries
from utblick.bus.event import read_wire
from utblick.bus.parking import describe, fingerprint
from utblick.bus.tables import dead_letter_table, parked_table
from utblick.errors import Conflict, NotFound
from utblick.i18n import _

if TYPE_CHECKING:
    from utblick.platform import Platform

_dead = dead_letter_table.c


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An event that one subscriber could not handle; `waiting` is how many of its key wait behind it."""

    subscriber: str
    event_id: UUID
    event: str
    key: str
    error: str
    fingerprint: str
    attempts: int
    first_at: datetime
    last_at: datetime
    state: str
    waiting: int

    @property
    def reason(self) -> str:
        """The first line of the error."""
        return self.error.partition("\n")[0]


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """Dead letters of one subscriber with one cause."""

    subscriber: str
    fingerprint: str
    reason: str
    count: int
    first_at: datetime
    last_at: datetime


def letters(
    session: Session, *, state: str = "dead", subscriber: str = "", fingerprint: str = "", limit: int = 200
) -> list[DeadLetter]:
    """Dead letters, the latest first."""
    look = _letters().where(_dead.state == state).order_by(_dead.last_at.desc(), _dead.event_id).limit(limit)
    if subscriber:
        look = look.where(_dead.subscriber == subscriber)
    if fingerprint:
        look = look.where(_dead.fingerprint == fingerprint)
    return [_letter(row) for row in session.connection().execute(look)]


def groups(session: Session) -> list[FailureGroup]:
    """The dead letters by subscriber and cause, the latest first."""
    look = (
        select(
            _dead.subscriber,
            _dead.fingerprint,
            func.max(_dead.error),
            func.count(),
            func.min(_dead.first_at),
            func.max(_dead.last_at),
        )
        .where(_dead.state == "dead")
        .group_by(_dead.subscriber, _dead.fingerprint)
        .order_by(func.max(_dead.last_at).desc())
    )
    return [
        FailureGroup(subscriber, mark, error.partition("\n")[0], count, first, last)
        for subscriber, mark, error, count, first, last in session.connection().execute(look)
    ]


def retry(platform: "Platform", subscriber: str, event_id: UUID) -> DeadLetter | None:
    """Handle a dead letter now, for its subscriber only; None when that worked, else the letter as it is now.

    The event is never published again: the other subscribers have had it.
    """
    delivery = _delivery(platform, subscriber)
    this = (_dead.subscriber == subscriber, _dead.event_id == event_id, _dead.state == "dead")
    try:
        with platform.database.write() as session:
            delivery.alone_with_replay(session)
            connection = session.connection()
            raw = connection.execute(select(_dead.data).where(*this)).scalar()
            settled = (
                update(dead_letter_table).where(*this).values(state="replayed", last_at=datetime.now(UTC))
            )
            if raw is not None and connection.execute(settled).rowcount:
                delivery.run(session, raw)
    except Exception as error:
        return _still_dead(platform, this, error)
    if raw is None:
        raise NotFound(_("This event is no longer among the failed ones."))
    return None


def retry_all(platform: "Platform", *, subscriber: str = "", fingerprint: str = "") -> tuple[int, int]:
    """Try every dead letter of a subscriber or a cause, the oldest first; returns handled and still dead."""
    with platform.database.read() as session:
        found = letters(session, subscriber=subscriber, fingerprint=fingerprint, limit=10_000)
    handled = dead = 0
    for letter in sorted(found, key=lambda one: (one.first_at, one.event_id)):
        with suppress(NotFound):  # somebody else was quicker
            if retry(platform, letter.subscriber, letter.event_id) is None:
                handled += 1
            else:
                dead += 1
    return handled, dead


def discard(session: Session, subscriber: str, event_ids: Sequence[UUID]) -> int:
    """Let dead letters go unhandled; what waited behind them goes on. Returns how many there were."""
    gone = (
        update(dead_letter_table)
        .where(_dead.subscriber == subscriber, _dead.event_id.in_(event_ids), _dead.state == "dead")
        .values(state="discarded", last_at=datetime.now(UTC))
    )
    return session.connection().execute(gone).rowcount


def _still_dead(platform: "Platform", this: tuple[Any, ...], error: Exception) -> DeadLetter:
    again = update(dead_letter_table).where(*this)
    with platform.database.write() as session:
        connection = session.connection()
        connection.execute(
            again.values(
                error=describe(error),
                fingerprint=fingerprint(error),
                attempts=_dead.attempts + 1,
                last_at=datetime.now(UTC),
            )
        )
        return _letter(connection.execute(_letters().where(*this)).one())


def _delivery(platform: "Platform", subscriber: str) -> Delivery:
    try:
        return deliveries(platform)[subscriber]
    except KeyError:
        raise Conflict(
            _("No enabled plugin has the subscriber {name}. Enable its plugin first.", name=subscriber)
        ) from None


def _letters() -> Select[Any]:
    waiting = (
        select(func.count())
        .where(parked_table.c.subscriber == _dead.subscriber, parked_table.c.key == _dead.key)
        .scalar_subquery()
    )
    return select(dead_letter_table, waiting.label("waiting"))


def _letter(row: Row[Any]) -> DeadLetter:
    try:
        name = read_wire(row.data).name
    except ValueError:
        name = row.subject
    return DeadLetter(
        subscriber=row.subscriber,
        event_id=row.event_id,
        event=name,
        key=row.key,
        error=row.error,
        fingerprint=row.fingerprint,
        attempts=row.attempts,
        first_at=row.first_at,
        last_at=row.last_at,
        state=row.state,
        waiting=row.waiting,
    )
