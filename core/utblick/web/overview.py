"""The first page after signing in: where we stand, what is mine to do this week, what has happened."""

from utblick.context import Context
from utblick.declare import Link, Slot
from utblick.i18n import Msg, _
from utblick.web.panels import frames
from utblick.web.routing import Page, get, page


@get("/")
def overview(ctx: Context) -> Page:
    """The overview: boxes of the core and of every enabled plugin."""
    return page(
        "overview.html",
        greeting=_greeting(ctx),
        top=frames(ctx, Slot.OVERVIEW_TOP),
        boxes=frames(ctx, Slot.OVERVIEW),
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
