"""What has to be done about a bid by when, written down as tasks."""

from datetime import date, datetime, timedelta

from utblick.api import Context, Msg, Ref, _, add_task, finish_tasks, move_tasks
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


_MOVED = _("The buyer has moved a deadline: plan anew")
_PLANNED = (BidState.GO, BidState.DRAFTING)
Deadlines = tuple[datetime | None, datetime | None]


def plan_tasks(ctx: Context, bid: Bid) -> None:
    """Write down what has to be done before the bid's deadlines, as far as that day lies ahead."""
    for title, name, days in _BEFORE:
        due = _due(ctx, bid, name, days)
        if due is not None and due >= ctx.today:
            add_bid_task(ctx, bid, title, due)


def move_planned(ctx: Context, bid: Bid, before: Deadlines) -> int:
    """Give what was planned the days that follow from the bid's new deadlines; gives how many tasks moved.

    `before` are the deadlines of questions and of the tender as they were. What is done stays done; what had
    no deadline before is planned now.
    """
    moved, was = 0, dict(zip(("question_deadline", "deadline"), before, strict=True))
    for title, name, days in _BEFORE:
        if getattr(bid, name) == was[name]:
            continue
        due = _due(ctx, bid, name, days)
        ahead = max(due, ctx.today) if due else None
        moved += move_tasks(ctx, _ref(bid), ahead, *_spoken(ctx, title))
        if was[name] is None and due == ahead and bid.state in _PLANNED:
            add_bid_task(ctx, bid, title, due)
    return moved


def warn_of_move(ctx: Context, bid: Bid) -> None:
    """Where nothing was planned that could move: say once that the buyer has moved a deadline."""
    if not move_tasks(ctx, _ref(bid), ctx.today, *_spoken(ctx, _MOVED)):
        add_bid_task(ctx, bid, _MOVED, ctx.today)


def take_back_tasks(ctx: Context, bid: Bid) -> None:
    """Tick off what followed from an outcome that was none, and plan anew what the bid waits for again."""
    followed = [title for title, _days in (*_AFTER_WIN, _ASK, _LEARN, _AGAIN)]
    finish_tasks(ctx, _ref(bid), *(said for title in followed for said in _spoken(ctx, title)))
    if bid.state in _PLANNED:
        plan_tasks(ctx, bid)


def settle_tasks(ctx: Context, bid: Bid) -> None:
    """Tick off what is done, or no longer to be done, now that the tender is handed in or given up."""
    finish_tasks(ctx, _ref(bid))


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
    add_task(ctx, ctx.translate(title), about=_ref(bid), due_on=due, owner_id=bid.owner_id)


def _due(ctx: Context, bid: Bid, name: str, days: int) -> date | None:
    deadline: datetime | None = getattr(bid, name)
    return queries.day_of(ctx, deadline) - timedelta(days=days) if deadline else None


def _spoken(ctx: Context, title: Msg) -> set[str]:
    """The title in every language: a task keeps the words of whoever was at work."""
    return {ctx.in_language(one).translate(title) for one in (*ctx.settings.municipality.languages, "en")}


def _ref(bid: Bid) -> Ref:
    return Ref("tendering", "bid", bid.id)
