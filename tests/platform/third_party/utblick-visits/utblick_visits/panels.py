"""What visits show on the overview and on the page of an organisation."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_visits import queries


def coming(ctx: Context, _subject: Any) -> Page:
    """Who comes next, and how many deals were confirmed meanwhile."""
    return page("visits/coming.html", visits=queries.coming(ctx), deals=queries.confirmed_deals(ctx))


def deals(ctx: Context, organisation_id: Any) -> Page | None:
    """How many deals with this company were confirmed."""
    count = queries.confirmed_deals(ctx, organisation_id)
    return page("visits/deals.html", deals=count) if count else None


PANELS = (
    Panel(
        name="visits.coming",
        slot=Slot.OVERVIEW,
        title=_("Delegations to come"),
        load=coming,
        permission="visits.read",
        refresh_on=("visits.>", "export_deals.agreement.confirmed"),
    ),
    Panel(
        name="visits.deals",
        slot=Slot.ORGANISATION,
        title=_("Confirmed deals"),
        load=deals,
        permission="visits.read",
        refresh_on=("export_deals.agreement.confirmed",),
    ),
)
