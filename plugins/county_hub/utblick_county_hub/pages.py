"""The county at a glance: its members, their goals, ways, calls, seminars, stories and questions."""

from functools import partial

from utblick.api import Context, Link, Page, _, country_name, get, page
from utblick_county_hub import comparing, queries
from utblick_county_hub.members import member_name, members, places
from utblick_county_hub.permissions import READ
from utblick_county_hub.settings import CountyHubSettings

KINDS = {
    "export": _("Export"),
    "school": _("School and education"),
    "twinning": _("Twin towns"),
    "tender": _("Procurement"),
    "other": _("Other"),
}
"""The kinds of stories, as members name them."""


@get("/county_hub/county", permission=READ)
def show(ctx: Context) -> Page:
    """Everything that the members share."""
    found = members(ctx)
    ways = queries.ways_by_country(ctx)
    stories = queries.stories(ctx)
    return page(
        "county_hub/county.html",
        members=found,
        places=places(ctx, found),
        goals=comparing.common_goals(ctx),
        lights=comparing.LIGHTS,
        compare_from=ctx.plugin_settings(CountyHubSettings).compare_from,
        ways=ways,
        by_country={code: count for code, count, _members in ways},
        calls=_calls(ctx),
        seminars=queries.free_seminars(ctx),
        stories=[(member_name(code), count) for code, count in stories],
        published=queries.told_stories(ctx),
        kinds=KINDS,
        told=sum(count for _code, count in stories),
        questions=queries.open_questions(ctx),
        member_name=member_name,
        country=partial(country_name, language=ctx.language),
    )


def _calls(ctx: Context) -> list[dict[str, object]]:
    """Open calls, each once, with those who follow it."""
    found: dict[str, dict[str, object]] = {}
    followers: dict[str, list[str]] = {}
    for call in queries.open_calls(ctx):
        found.setdefault(call.identifier, {"call": call})
        followers.setdefault(call.identifier, []).append(member_name(call.member))
    return [{**one, "followers": ", ".join(sorted(followers[name]))} for name, one in found.items()]


LINKS = (
    Link(title=_("The county at a glance"), url="/county_hub/county", icon="map-2", permission=READ, order=5),
)
ROUTES = (show,)
