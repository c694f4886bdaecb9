"""The members as they are at this moment: whose line is up, when each was heard of, where they lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from utblick.api import Context, Msg, _, charts, county, find_municipality
from utblick_county_hub import queries
from utblick_county_hub.settings import CountyHubSettings

PLACES = {
    "2101": (16.72, 60.89), "2104": (16.29, 60.55), "2121": (15.82, 61.38), "2132": (17.06, 61.98),
    "2161": (16.09, 61.83), "2180": (17.14, 60.67), "2181": (16.77, 60.62), "2182": (17.06, 61.30),
    "2183": (16.39, 61.35), "2184": (17.11, 61.73), "2281": (17.31, 62.39),
}  # fmt: skip
"""The seats of the municipalities of Gävleborg, and of Sundsvall beside it."""


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality of the county. `up` is None for one whose line is not asked."""

    code: str
    name: str
    up: bool | None
    heard_at: datetime | None
    told_at: datetime | None
    events: int
    quiet: bool

    @property
    def state(self) -> tuple[Msg, str]:
        """The state of its line in words, and their tone."""
        if self.up is None:
            return _("No line"), "mute"
        if not self.up:
            return _("Line down"), "bad"
        return (_("Up, but quiet"), "warn") if self.quiet else (_("Up"), "ok")


def member_name(code: str) -> str:
    """What a municipality is called."""
    known = find_municipality(code)
    return known.name if known else code


def members(ctx: Context) -> list[Member]:
    """Every member of the settings, and whoever has told something before, by name."""
    lines, told = county.contacts(ctx), queries.everything_heard(ctx)
    quiet_before = ctx.now - timedelta(hours=ctx.plugin_settings(CountyHubSettings).quiet_after_hours)
    found = []
    for code in {*ctx.settings.county.members, *told}:
        line, heard = lines.get(code), told.get(code)
        found.append(
            Member(
                code=code,
                name=member_name(code),
                up=line.up if line else None,
                heard_at=line.heard_at if line else None,
                told_at=heard.last_at if heard else None,
                events=heard.events if heard else 0,
                quiet=heard is None or heard.last_at < quiet_before,
            )
        )
    return sorted(found, key=lambda one: one.name)


def places(ctx: Context, found: Sequence[Member]) -> list[charts.Place]:
    """The members on the map."""
    known = PLACES | dict(ctx.plugin_settings(CountyHubSettings).places)
    return [
        charts.Place(
            name=one.name,
            country="SE",
            longitude=known[one.code][0],
            latitude=known[one.code][1],
            note=ctx.translate(one.state[0]),
            tone=one.state[1] if one.state[1] in {"ok", "warn", "bad"} else "",
        )
        for one in found
        if one.code in known
    ]
