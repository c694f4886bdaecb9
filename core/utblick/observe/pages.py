"""The page on which an administrator sees at a glance what works, what waits, and what to do."""

from utblick.bus.health import asked_for
from utblick.context import Context
from utblick.declare import Link
from utblick.i18n import _
from utblick.observe.disks import disks
from utblick.observe.findings import findings
from utblick.web.routing import Page, get, page

PLACE = "/admin/health"
_WORST_FIRST = {"bad": 0, "warn": 1, "ok": 2, "mute": 3}


@get(PLACE, permission="core.admin", slow=True)
def health(ctx: Context) -> Page:
    """Every part of the house with its light, the worst first."""
    found = findings(ctx, asked_for(ctx.platform))
    wrong = [one for one in found if one.tone == "bad"]
    waits = [one for one in found if one.tone == "warn"]
    return page(
        "observe/health.html",
        found=sorted(found, key=lambda one: _WORST_FIRST[one.tone]),
        wrong=wrong,
        waits=waits,
        disks=disks(ctx.settings),
        limit=ctx.settings.observe.disk_full_percent,
    )


ROUTES = (health,)
LINKS = (Link(title=_("Health"), url=PLACE, icon="activity", permission="core.admin", order=905),)
