"""What has to be done about a bid by when, written down as tasks."""

from datetime import date, datetime, timedelta

from utblick.api import Context, Msg, Ref, _, add_task, finish_tasks
from utblick_tendering.choices.bids import NO_WINNER, UNKNOWN_REASON
from utblick_tendering.models import Bid, BidState
from utblick_tendering.queries import bids as queries

_BEFORE = (
    (_("Ask the buyer about what is unclear"), "question_deadline", 1),
    (_("Have the whole draft read by somebody else"), "deadline", 3),
    (_("Hand the tender in, a day before the last"), "deadline", 1),
)
"""What is to be done, before which deadline, and how many days before."""

_AFTER_WIN = (
    (_("Ask the buyer whether it may be named as a reference"), 30),
    (_("Write the story of how the tender was won"), 30),
    (_("Ask how the contract goes, and when it can be extended"), 180),
)
_ASK = (_("Ask the buyer for the award decision and the evaluation"), 3)
_LEARN = (_("Fill in why the tender was lost, and what was learnt"), 14)
_AGAIN = (_("Watch for the procurement to be made anew"), 30)


def plan_tasks(ctx: Context, bid: Bid) -> None:
    """Write down what has to be done before the bid's deadlines, as far as that day lies ahead."""
    for title, name, days in _BEFORE:
        deadline: datetime | None = getattr(bid, name)
        due = queries.day_of(ctx, deadline) - timedelta(days=days) if deadline else None
        if due is not None and due >= ctx.today:
            add_bid_task(ctx, bid, title, due)


def settle_tasks(ctx: Context, bid: Bid) -> None:
    """Tick off what is done, or no longer to be done, now that the tender is handed in or given up."""
    finish_tasks(ctx, Ref("tendering", "bid", bid.id))


def propose_next(ctx: Context, bid: Bid) -> None:
    """Write down what usually comes after the outcome that the bid has had."""
    proposed: tuple[tuple[Msg, int], ...] = (_ASK,)
    if bid.state == BidState.WON:
        proposed = _AFTER_WIN
    elif bid.loss_reason == NO_WINNER:
        proposed = (_AGAIN,)
    elif bid.loss_reason == UNKNOWN_REASON:
        proposed = (_ASK, _LEARN)
    for title, days in proposed:
        add_bid_task(ctx, bid, title, ctx.today + timedelta(days=days))


def add_bid_task(ctx: Context, bid: Bid, title: Msg, due: date | None) -> None:
    """Write down what is to be done about a bid, for its case officer."""
    ref = Ref("tendering", "bid", bid.id)
    add_task(ctx, ctx.translate(title), about=ref, due_on=due, owner_id=bid.owner_id)
