"""When a town counts as one with active business exchange, with its proofs, and how healthy a tie is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from utblick.api import Context, Msg, _, months_after
from utblick_twinning import health
from utblick_twinning.events import RelationLapsed, TownCounted, TownUncounted
from utblick_twinning.models import Exchange, Meeting, Town, TownState
from utblick_twinning.queries import exchanges as queries
from utblick_twinning.queries import towns as town_queries
from utblick_twinning.settings import TwinningSettings


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that the rule asks for: how many are needed and had, and the records that prove it."""

    label: Msg
    needed: int
    had: int
    proofs: tuple[tuple[str, str, date | None], ...] = ()
    """Each a name, an address and a day."""

    @property
    def met(self) -> bool:
        return self.had >= self.needed


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a town counts, why, since when and for how long."""

    conditions: tuple[Condition, ...]
    proven_on: date | None
    lasts_until: date | None
    cause: UUID | None
    exchanges: int
    firms: int
    meetings: int

    @property
    def met(self) -> bool:
        return all(one.met for one in self.conditions)


def verdict(ctx: Context, town: Town) -> Verdict:
    """Hold a town against the rule: active, and business exchange, firms and meetings lately enough."""
    rule = ctx.plugin_settings(TwinningSettings)
    since = months_after(ctx.today, -rule.active_within_months)
    exchanges = queries.business_exchanges(ctx, town.id, since)
    meetings = queries.held_meetings(ctx, town.id, since)
    counts = queries.counted(ctx, [one.id for one in exchanges])
    firms = queries.local_firms(ctx, {firm for one in counts.values() for firm in one.firms})
    names = ctx.organisations.names(list(firms))
    conditions = (
        Condition(_("The tie is active"), 1, int(town.state == TownState.ACTIVE)),
        Condition(
            _("Held exchanges for business"),
            rule.exchanges_needed,
            len(exchanges),
            tuple((one.title, f"/twinning/exchanges/{one.id}", one.ends_on) for one in exchanges),
        ),
        Condition(
            _("Local firms that attended"),
            rule.firms_needed,
            len(firms),
            tuple((names[one], f"/organisations/{one}", None) for one in sorted(firms) if one in names),
        ),
        Condition(
            _("Held business meetings"),
            rule.meetings_needed,
            len(meetings),
            tuple((one.title, f"/twinning/meetings/{one.id}", one.held_on) for one in meetings),
        ),
    )
    return Verdict(
        conditions,
        *_days(exchanges, meetings, rule),
        _latest_event(exchanges, meetings),
        len(exchanges),
        len(firms),
        len(meetings),
    )


def reckon(ctx: Context, town: Town) -> None:
    """Bring a town's health up to date, and tell when it comes to count or no longer does."""
    ctx.session.flush()
    signs = town_queries.signs(ctx, [town.id])[town.id]
    town.last_exchange_on, town.last_meeting_on = signs.last_exchange_on, signs.last_meeting_on
    town.health = health.reckon(signs).score if town.state in town_queries.LIVING else None
    found = verdict(ctx, town)
    if found.met and found.proven_on and found.lasts_until:
        if not town.counts or town.proven_on != found.proven_on:
            _count(ctx, town, found, found.proven_on, found.lasts_until)
    elif town.counts:
        told = TownUncounted(**_facts(town))
        ctx.publish(told, retracts=town.counted_event_id)
        town.counts, town.proven_on, town.counted_event_id = False, None, None


def reckon_all(ctx: Context) -> int:
    """Look at every town that may have changed by time alone; gives how many began or ceased to count."""
    changed = 0
    for town in town_queries.towns(ctx, *town_queries.LIVING, limit=5000):
        before = town.counts
        reckon(ctx, town)
        changed += town.counts != before
    return changed


def note_lapsed(ctx: Context) -> int:
    """Tell of active towns with which nothing has happened for the set time, once; gives how many."""
    months = ctx.plugin_settings(TwinningSettings).lapses_after_months
    limit, n = months_after(ctx.today, -months), 0
    for town in town_queries.towns(ctx, TownState.ACTIVE, limit=5000):
        days = [day for day in (town.last_exchange_on, town.last_meeting_on) if day]
        heard = max([*days, town.state_since.date()])
        if heard < limit and (town.lapsed_on is None or town.lapsed_on < heard):
            town.lapsed_on = ctx.today
            ctx.publish(RelationLapsed(**_facts(town), months=months))
            n += 1
    return n


def _count(ctx: Context, town: Town, found: Verdict, proven_on: date, lasts_until: date) -> None:
    told = TownCounted(
        **_facts(town),
        proven_on=proven_on,
        lasts_until=lasts_until,
        exchanges=found.exchanges,
        firms=found.firms,
        meetings=found.meetings,
    )
    town.counted_event_id = replace(ctx, cause=found.cause or ctx.cause).publish(told)
    town.counts, town.proven_on = True, proven_on


def _days(
    exchanges: Sequence[Exchange], meetings: Sequence[Meeting], rule: TwinningSettings
) -> tuple[date | None, date | None]:
    """The day of the latest proof, and the last day on which those that are needed are recent."""
    if len(exchanges) < rule.exchanges_needed or len(meetings) < rule.meetings_needed:
        return None, None
    latest = max(exchanges[0].ends_on, meetings[0].held_on)
    oldest = min(exchanges[rule.exchanges_needed - 1].ends_on, meetings[rule.meetings_needed - 1].held_on)
    return latest, months_after(oldest, rule.active_within_months)


def _latest_event(exchanges: Sequence[Exchange], meetings: Sequence[Meeting]) -> UUID | None:
    told = [(one.ends_on, one.held_event_id) for one in exchanges[:1]]
    told += [(one.held_on, one.held_event_id) for one in meetings[:1]]
    return max(told, key=lambda one: one[0])[1] if told else None


def _facts(town: Town) -> dict[str, object]:
    from utblick_twinning.service.towns import facts

    return facts(town)
