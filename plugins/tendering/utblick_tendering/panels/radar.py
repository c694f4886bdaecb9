"""What the radar shows elsewhere: new and closing on the overview, and what a watch finds on its page."""

from typing import Any
from urllib.parse import urlencode

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_tendering.models import Watch
from utblick_tendering.panels.notices import days_left
from utblick_tendering.permissions import READ
from utblick_tendering.queries import radar

_DAYS = 7


def overview(ctx: Context, subject: Any) -> Page | None:
    """How many came in day by day this week, and what closes next."""
    arrived = radar.arrived(ctx, _DAYS)
    closing = radar.find(ctx, radar.Search(), "closing", limit=5).rows
    if not closing and not any(n for _day, n in arrived):
        return None
    return page(
        "tendering/panels/radar.html",
        arrived=[(f"{day.day}/{day.month}", n) for day, n in arrived],
        rows=[(row, days_left(row.deadline, ctx.now)) for row in closing],
    )


def watch(ctx: Context, subject: Any) -> Page | None:
    """What the watch finds now, and the way to its calendar."""
    held = ctx.session.get(Watch, subject)
    if held is None:
        return None
    search = radar.of_watch(held)
    found = radar.find(ctx, search, "closing", limit=10)
    return page(
        "tendering/panels/watch.html",
        watch=held,
        rows=[(row, days_left(row.deadline, ctx.now)) for row in found.rows],
        address=f"/tendering/radar?{urlencode(radar.as_query(search))}",
    )


PANELS: tuple[Panel, ...] = (
    Panel(
        name="tendering.radar",
        slot=Slot.OVERVIEW,
        title=_("Procurements"),
        load=overview,
        permission=READ,
        order=25,
        refresh_on=("tendering.notice.>",),
    ),
    Panel(
        name="tendering.watch",
        slot=Slot.RECORD,
        record="tendering/watch",
        title=_("What it finds now"),
        load=watch,
        permission=READ,
        wide=True,
        refresh_on=("tendering.notice.>",),
    ),
)
