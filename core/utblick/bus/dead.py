"""Dead letters: what no retry could save, to be tried again by a person or let go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select, update
from sqlmodel import Session

from utblick.bus.delivery import Delivery, Message, deliveries
from utblick.bus.event import read_wire
from utblick.bus.parking import describe, fingerprint
from utblick.bus.tables import dead_letter_table, parked_table
from utblick.context import Context
from utblick.errors import Conflict, NotFound
from utblick.i18n import _

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


def retry(ctx: Context, subscriber: str, event_id: UUID) -> DeadLetter | None:
    """Handle a dead letter now, for its subscriber only; None when that worked, else the letter as it is now.

    The event is never published again: the other subscribers have had it. A failure undoes what the
    subscriber did, and nothing else of the caller's transaction.
    """
    delivery = _delivery(ctx, subscriber)
    connection = ctx.session.connection()
    delivery.alone_with_replay(ctx.session)
    this = (_dead.subscriber == subscriber, _dead.event_id == event_id, _dead.state == "dead")
    held = connection.execute(select(_dead.subject, _dead.data).where(*this)).first()
    settled = update(dead_letter_table).where(*this).values(state="replayed", last_at=ctx.now)
    if held is None or not connection.execute(settled).rowcount:
        raise NotFound(_("This event is no longer among the failed ones."))
    try:
        with ctx.session.begin_nested():
            delivery.run(ctx.session, Message(event_id, held.subject, held.data))
    except Exception as error:
        return _still_dead(ctx, subscriber, event_id, error)
    finally:
        ctx.session.info["context"] = ctx
    return None


def retry_all(
    ctx: Context, *, subscriber: str = "", fingerprint: str = "", limit: int = 200
) -> tuple[int, int]:
    """Try the dead letters of a subscriber or a cause, the oldest first; returns handled and still dead."""
    found = letters(ctx.session, subscriber=subscriber, fingerprint=fingerprint, limit=limit)
    found.sort(key=lambda letter: (letter.first_at, letter.event_id))
    dead = sum(retry(ctx, letter.subscriber, letter.event_id) is not None for letter in found)
    return len(found) - dead, dead


def discard(session: Session, subscriber: str, event_ids: Sequence[UUID]) -> int:
    """Let dead letters go unhandled; what waited behind them goes on. Returns how many there were."""
    gone = (
        update(dead_letter_table)
        .where(_dead.subscriber == subscriber, _dead.event_id.in_(event_ids), _dead.state == "dead")
        .values(state="discarded", last_at=datetime.now(UTC))
    )
    return session.connection().execute(gone).rowcount


def _still_dead(ctx: Context, subscriber: str, event_id: UUID, error: Exception) -> DeadLetter:
    this = (_dead.subscriber == subscriber, _dead.event_id == event_id)
    connection = ctx.session.connection()
    connection.execute(
        update(dead_letter_table)
        .where(*this)
        .values(
            state="dead",
            error=describe(error),
            fingerprint=fingerprint(error),
            attempts=_dead.attempts + 1,
            last_at=ctx.now,
        )
    )
    return _letter(connection.execute(_letters().where(*this)).one())


def _delivery(ctx: Context, subscriber: str) -> Delivery:
    try:
        return deliveries(ctx.platform)[subscriber]
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
