"""Goals side by side: what they sum up to, and the median where enough members have the same goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from statistics import median

from utblick.api import Context, Msg, _
from utblick_county_hub import queries
from utblick_county_hub.members import member_name
from utblick_county_hub.models import Goal
from utblick_county_hub.settings import CountyHubSettings

LIGHTS: dict[str, tuple[Msg, str]] = {
    "reached": (_("Reached"), "ok"),
    "on_track": (_("On track"), "ok"),
    "at_risk": (_("At risk"), "warn"),
    "behind": (_("Behind"), "bad"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands with a goal."""

    member: str
    name: str
    reading: Decimal
    target: Decimal
    light: str

    @property
    def reached(self) -> Decimal:
        """How much of the target is reached, in percent."""
        return 100 * self.reading / self.target if self.target else Decimal(0)


@dataclass(frozen=True, slots=True)
class Common:
    """A goal that members have in common: the same rule for the same period.

    `middle` is the median of how much of their targets they have reached; None while too few have the goal
    for it to tell of the county and not of one of them.
    """

    title: str
    starts_on: date
    ends_on: date
    standings: Sequence[Standing]
    middle: Decimal | None

    @property
    def reading(self) -> Decimal:
        return sum((one.reading for one in self.standings), Decimal(0))

    @property
    def target(self) -> Decimal:
        return sum((one.target for one in self.standings), Decimal(0))


def common_goals(ctx: Context) -> list[Common]:
    """The goals of all members, those in common together."""
    least = ctx.plugin_settings(CountyHubSettings).compare_from
    found = sorted(queries.goals(ctx), key=_same)
    return [_common(ctx, list(rows), least) for _key, rows in groupby(found, key=_same)]


def _same(goal: Goal) -> tuple[str, date, date]:
    return goal.indicator, goal.starts_on, goal.ends_on


def _common(ctx: Context, goals: Sequence[Goal], least: int) -> Common:
    first = next((one for one in goals if one.title), goals[0])
    titled = first.title_en if ctx.language == "en" and first.title_en else first.title
    standings = [
        Standing(one.member, member_name(one.member), one.reading, one.target, one.light)
        for one in sorted(goals, key=lambda one: member_name(one.member))
    ]
    reached = [one.reached for one in standings]
    members = {one.member for one in standings}
    return Common(
        title=titled or first.indicator,
        starts_on=first.starts_on,
        ends_on=first.ends_on,
        standings=standings,
        middle=Decimal(median(reached)) if len(members) >= least else None,
    )
