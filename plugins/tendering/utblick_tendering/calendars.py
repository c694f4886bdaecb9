"""The days of tendering: until when to answer what one follows, what a watch finds, and what is bid for."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from utblick.api import Calendar, Context, Occasion, Ref, _
from utblick_tendering.models import BidState, NoticeState, Watch
from utblick_tendering.permissions import READ
from utblick_tendering.queries import bids, radar
from utblick_tendering.queries import notices as held


def notices(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """The deadlines of the procurements that the reader follows, also of those that were called off."""
    for row in held.followed_with_deadline(ctx, since, until):
        yield _deadline(row)


def of_watch(ctx: Context, watch: Watch) -> Iterator[Occasion]:
    """The deadlines of what a watch finds."""
    for row in radar.find(ctx, radar.of_watch(watch), "closing", limit=500).rows:
        yield _deadline(row)


def of_bids(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """Until when to ask and to hand in, for every bid that is open or was withdrawn."""
    first, end = ctx.moments_of(since, until)
    for bid in bids.with_deadlines(ctx, after=first, until=end, withdrawn=True):
        told: dict[str, Any] = {
            "changed_at": bid.updated_at,
            "text": bid.buyer_name,
            "link": Ref("tendering", "bid", bid.id),
            "cancelled": bid.state == BidState.WITHDRAWN,
        }
        if bid.question_deadline is not None:
            title = _("Last day for questions: {title}", title=bid.title)
            yield Occasion(key=f"{bid.id}-questions", title=title, start=bid.question_deadline, **told)
        if bid.deadline is not None:
            title = _("Hand in the bid: {title}", title=bid.title)
            yield Occasion(key=bid.id, title=title, start=bid.deadline, **told)


def _deadline(row: Any) -> Occasion:
    return Occasion(
        key=row.id,
        title=_("Deadline: {title}", title=row.title),
        start=row.deadline,
        changed_at=row.state_since,
        text=row.buyer_name,
        link=f"/tendering/notices/{row.id}",
        cancelled=row.state == NoticeState.CANCELLED,
    )


NOTICES = Calendar(
    name="tendering.notices",
    title=_("Procurements that I follow"),
    load=notices,
    permission=READ,
    icon="star",
)
CALENDARS = (
    NOTICES,
    Calendar(name="tendering.bids", title=_("Bids"), load=of_bids, permission=READ, icon="gavel"),
)
