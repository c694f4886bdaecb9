"""Where a notice that is held stands, by what is held beside it, and what closes by the clock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, or_, select
from sqlmodel import col

from utblick.api import Context, in_steps
from utblick_tendering.matching.states import names_of, state_of
from utblick_tendering.models import OPEN_NOTICES, Lot, Notice, NoticeCode, NoticeState
from utblick_tendering.queries import notices as queries
from utblick_tendering.reading import Notice as Published
from utblick_tendering.service import outcomes
from utblick_tendering.service.batch import Batch
from utblick_tendering.service.facts import STALE, moment, open_deadline


def settle(
    batch: Batch, row: Notice, notice: Published, *, open_lots: Iterable[str], decided: bool = True
) -> NoticeState:
    """Give the record the state that follows from all that is held, and return it.

    `open_lots` are the numbers of the lots that can still be answered; with `decided` false nobody has
    told the end of any of them.
    """
    changing = [one for one in batch.changing(names_of(notice)) if one.id != row.id]
    cancelled: dict[str, bool] = {}
    for one in changing:
        ends = one.change_reason == "cancel"
        cancelled[one.changes_notice] = cancelled.get(one.changes_notice, False) or ends
    row.replaced_by_id = changing[-1].id if changing else None
    found = state_of(notice, batch.now, cancelled)
    end = outcomes.end_of(batch.ctx, row, frozenset(open_lots)) if decided and _has_end(found) else None
    state = _state(row, notice, found, end, batch.now)
    if row.state != state:
        row.state, row.state_since = state, batch.now
    return state


def forget_codes(ctx: Context, ids: Iterable[UUID]) -> None:
    """What can no longer be answered is no longer looked for by the radar."""
    ctx.session.connection().execute(delete(NoticeCode).where(col(NoticeCode.notice_id).in_(list(ids))))


def close_passed(ctx: Context) -> int:
    """Close what has passed its last deadline, and move on to the next one where lots are still open.

    Returns how many were closed. Only rows that are due are read.
    """
    return in_steps(ctx, lambda looking: looking.session.scalars(_due(looking, col(Notice.id))), _close)


def _close(ctx: Context, ids: Sequence[UUID]) -> int:
    gone = []
    for row in ctx.session.scalars(_due(ctx, Notice).where(col(Notice.id).in_(ids))).all():
        following = _next_deadline(ctx, row)
        if following is None:
            row.state, row.state_since = NoticeState.CLOSED, ctx.now
            gone.append(row.id)
        else:
            row.deadline = following
        ctx.session.add(row)
    ctx.session.flush()
    forget_codes(ctx, gone)
    return len(gone)


def _due(ctx: Context, what: Any) -> Any:
    """Open notices whose deadline has passed, and those without any that have stood for a year."""
    stale = (ctx.now - STALE).date()
    return select(what).where(
        col(Notice.state).in_(OPEN_NOTICES),
        or_(
            col(Notice.deadline) < ctx.now,
            and_(col(Notice.deadline).is_(None), col(Notice.published_on) < stale),
        ),
    )


def _next_deadline(ctx: Context, row: Notice) -> datetime | None:
    """The next deadline of a notice that is open; its lots are given theirs."""
    published = queries.current(ctx, row.id)
    given = {lot.id: lot.deadlines for lot in published.lots}
    for lot in ctx.session.scalars(select(Lot).where(col(Lot.notice_id) == row.id)):
        if lot.number in given:
            lot.deadline = open_deadline(given[lot.number], ctx.now)
    ends = [moment(one) for one in published.deadlines]
    return min((one for one in ends if one >= ctx.now), default=None)


def _has_end(found: str) -> bool:
    """Whether results of lots can decide on it."""
    return found not in {*outcomes.GONE, "registration", "result"}


def _state(row: Notice, notice: Published, found: str, end: NoticeState | None, now: datetime) -> NoticeState:
    if found in outcomes.GONE:
        return NoticeState(found)
    if found == "registration":
        return NoticeState.CLOSED
    if found == "result":
        return outcomes.own_end(notice) or NoticeState.CLOSED
    if end is not None:
        return end
    if found == "closed" or _is_stale(row, now):
        return NoticeState.CLOSED
    return NoticeState.CHANGED if _was_changed(row, notice) else NoticeState.IMPORTED


def _is_stale(row: Notice, now: datetime) -> bool:
    return row.deadline is None and row.published_on is not None and row.published_on < (now - STALE).date()


def _was_changed(row: Notice, notice: Published) -> bool:
    """Whether it stands changed: a notice that changes another one, or one of which a newer version came."""
    return bool(row.changes_notice) or row.state == NoticeState.CHANGED
