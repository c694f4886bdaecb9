"""The county on the overview: how many members are there, and where all of their goals stand."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_county_hub import comparing, queries
from utblick_county_hub.members import members
from utblick_county_hub.permissions import READ


def county(ctx: Context, subject: Any) -> Page | None:
    """The members and their goals in figures."""
    found = members(ctx)
    if not found:
        return None
    return page(
        "county_hub/panels/county.html",
        members=found,
        up=sum(one.up is True for one in found),
        goals=comparing.common_goals(ctx)[:6],
        questions=len(queries.open_questions(ctx)),
    )


PANELS = (
    Panel(
        name="county_hub.county",
        slot=Slot.OVERVIEW,
        title=_("The county"),
        load=county,
        permission=READ,
        wide=True,
        order=5,
    ),
)
