"""The first page after signing in: where we stand, what is mine to do this week, what has happened."""

from utblick.context import Context
from utblick.declare import Link, Slot
from utblick.i18n import Msg, _
from utblick.i18n.format import format_date, locale_of
from utblick.web.panels import frames
from utblick.web.routing import Page, get, page


@get("/")
def overview(ctx: Context) -> Page:
    """The overview: boxes of the core and of every enabled plugin."""
    return page(
        "overview.html",
        greeting=_greeting(ctx),
        day=_day(ctx),
        top=frames(ctx, Slot.OVERVIEW_TOP),
        boxes=frames(ctx, Slot.OVERVIEW),
    )


def _day(ctx: Context) -> Msg:
    now = ctx.now.astimezone(ctx.settings.municipality.zone)
    weekday = locale_of(ctx.language).days["format"]["wide"][now.weekday()]
    day = format_date(now.date(), ctx.language, style="long")
    return _(
        "{weekday} {day}, week {week}", weekday=weekday.capitalize(), day=day, week=now.isocalendar().week
    )


def _greeting(ctx: Context) -> Msg:
    hour = ctx.now.astimezone(ctx.settings.municipality.zone).hour
    first = ctx.actor.name.split()[0] if ctx.actor.name.split() else ""
    if hour < 10:
        return _("Good morning, {name}", name=first)
    if hour < 18:
        return _("Hello, {name}", name=first)
    return _("Good evening, {name}", name=first)


ROUTES = (overview,)
LINKS: tuple[Link, ...] = ()
