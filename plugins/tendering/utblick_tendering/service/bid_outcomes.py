"""What follows for bids when the buyer moves a deadline, cancels, or tells who won."""

from datetime import date, timedelta
from uuid import UUID

from sqlmodel import select

from utblick.api import Context, _
from utblick_tendering.choices.bids import NO_WINNER, UNKNOWN_REASON
from utblick_tendering.events import BidReminded, BidUnsettled
from utblick_tendering.models import OPEN_BIDS, Bid, BidState, Lot, Notice
from utblick_tendering.queries import bids as queries
from utblick_tendering.queries.outcomes import NOBODY, WON, Outcome, awards_of, outcome_of
from utblick_tendering.service.bid_tasks import add_bid_task, move_planned, warn_of_move
from utblick_tendering.service.bids import facts, follow_deadlines, lose_bid, tell, win_bid


def follow_change(ctx: Context, notice_id: UUID, *, replaced_by: UUID | None = None) -> int:
    """Move the open bids of a notice to its newest deadlines, and say so; gives how many were moved."""
    notice = ctx.session.get(Notice, replaced_by or notice_id)
    if notice is None:
        return 0
    moved = 0
    for bid in queries.bids_of_notice(ctx, notice_id, *OPEN_BIDS):
        _move_to(ctx, bid, notice)
        before = (bid.question_deadline, bid.deadline)
        follow_deadlines(ctx, bid, notice)
        if (bid.question_deadline, bid.deadline) != before:
            moved += 1
            tell(ctx, bid, BidUnsettled(**facts(ctx, bid), what="deadline", deadline=bid.deadline))
            if not move_planned(ctx, bid, before):
                warn_of_move(ctx, bid)
    return moved


def follow_cancellation(ctx: Context, notice_id: UUID) -> int:
    """Say that the bids of a cancelled notice lead nowhere, and propose to withdraw them; gives how many."""
    bids = queries.bids_of_notice(ctx, notice_id, *OPEN_BIDS, BidState.SUBMITTED)
    for bid in bids:
        tell(ctx, bid, BidUnsettled(**facts(ctx, bid), what="cancelled"))
        add_bid_task(ctx, bid, _("The procurement is cancelled: withdraw the bid"), ctx.today)
    return len(bids)


def follow_award(ctx: Context, notice_id: UUID, outcome_id: UUID | None) -> int:
    """Close the submitted bids that a result notice decides, and propose what comes next; gives how many."""
    if outcome_id is None:
        return 0
    awards = awards_of(ctx, outcome_id)
    closed = 0
    for bid in queries.bids_of_notice(ctx, notice_id, BidState.SUBMITTED):
        outcome = outcome_of(ctx, bid, awards)
        if outcome is not None:
            _close(ctx, bid, outcome)
            bid.outcome_id, bid.outcome_proposed = outcome_id, True
            closed += 1
    return closed


def remind(ctx: Context, days: int) -> int:
    """Remind of deadlines within so many days, each once; gives how many reminders were given."""
    given = 0
    until = ctx.now + timedelta(days=days)
    for bid in queries.with_deadlines(ctx, after=ctx.now, until=until):
        for what, deadline in (("question", bid.question_deadline), ("tender", bid.deadline)):
            if deadline is None or not ctx.now <= deadline <= until:
                continue
            if bid.reminded.get(what) != deadline.isoformat():
                bid.reminded = {**bid.reminded, what: deadline.isoformat()}
                tell(ctx, bid, BidReminded(**facts(ctx, bid), what=what, deadline=deadline))
                given += 1
    return given


def _close(ctx: Context, bid: Bid, outcome: Outcome) -> None:
    day = _not_after_today(ctx, outcome.on)
    if outcome.verdict == WON:
        known = {"won_value": outcome.price, "currency": outcome.currency} if outcome.price else {}
        win_bid(ctx, bid.id, {"ended_on": day, **known})
    else:
        reason = NO_WINNER if outcome.verdict == NOBODY else UNKNOWN_REASON
        lose_bid(ctx, bid.id, {"ended_on": day, "loss_reason": reason})


def _not_after_today(ctx: Context, day: date | None) -> date:
    return min(day, ctx.today) if day else ctx.today


def _move_to(ctx: Context, bid: Bid, notice: Notice) -> None:
    """Have the bid point at the notice that took the old one's place, and at the lot of the same number."""
    if bid.notice_id == notice.id:
        return
    lot = ctx.session.get(Lot, bid.lot_id) if bid.lot_id else None
    bid.notice_id = notice.id
    if lot is not None:
        query = select(Lot).where(Lot.notice_id == notice.id, Lot.number == lot.number)
        same = ctx.session.exec(query).first()
        bid.lot_id = same.id if same else None
