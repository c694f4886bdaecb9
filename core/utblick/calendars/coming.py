"""The coming week on the overview: what is on in the house that is not in the reader's own week already."""

from datetime import timedelta

from utblick.calendars.agenda import agenda, calendars_of
from utblick.calendars.shown import listed
from utblick.context import Context
from utblick.declare import Panel, Slot
from utblick.i18n import _
from utblick.records.my_week import my_week
from utblick.web.routing import Page, page

DAYS = 7
MOST = 15


def coming(ctx: Context, _subject: object) -> Page | None:
    """What the calendars hold in the next seven days; None when all of it stands in the reader's week."""
    mine = {(item.url, item.due_on) for day in my_week(ctx) for item in day.items}
    found = agenda(ctx, calendars_of(ctx), ctx.today, ctx.today + timedelta(days=DAYS - 1))
    others = [entry for entry in found.entries if (entry.url, entry.first) not in mine]
    if not others:
        return None
    days = listed(ctx, ctx.today, others[:MOST])
    return page("calendars/coming_panel.html", days=days, more=len(others) - MOST)


PANELS = (
    Panel(name="core.coming", slot=Slot.OVERVIEW, title=_("The coming seven days"), load=coming, order=12),
)
