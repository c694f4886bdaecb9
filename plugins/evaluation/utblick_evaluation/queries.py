"""The questions that pages, panels and the report ask about goals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Choice, Context, Indicator, Told, chain, told
from utblick_evaluation import counting, service
from utblick_evaluation.models import Evidence, Goal, Snapshot
from utblick_evaluation.records import LIGHTS


@dataclass(frozen=True, slots=True)
class Card:
    """A goal at a glance."""

    goal: Goal
    title: str
    unit: str
    light: Choice | None
    needs: str
    trend: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: the event in words, whose it is, and whether it counts now and why not."""

    row: Evidence
    told: Told | None
    company: str
    lapsed: bool
    in_period: bool

    @property
    def counts_now(self) -> bool:
        return self.row.stands and not self.lapsed and self.in_period


def goals(ctx: Context, *, drafts: bool = True) -> list[Goal]:
    """The goals in their order."""
    query = select(Goal).order_by(col(Goal.place), col(Goal.code), col(Goal.title))
    if not drafts:
        query = query.where(Goal.state != "draft")
    return list(ctx.session.exec(query).all())


def cards(ctx: Context, *, drafts: bool = True) -> list[Card]:
    """Every goal at a glance."""
    return [card(ctx, goal) for goal in goals(ctx, drafts=drafts)]


def card(ctx: Context, goal: Goal) -> Card:
    """One goal at a glance, in the reader's language."""
    rule = service.rule(ctx, goal.indicator)
    return Card(
        goal=goal,
        title=goal.title_en if ctx.language == "en" and goal.title_en else goal.title,
        unit=ctx.translate(rule.unit) if rule else "",
        light=next((one for one in LIGHTS if one.value == goal.light), None) if rule else None,
        needs=service.needed_plugin(ctx, goal),
        trend=tuple(float(value) for _label, value in progress(ctx, goal, rule)) if rule else (),
    )


def progress(ctx: Context, goal: Goal, rule: Indicator) -> list[tuple[str, Decimal]]:
    """The reading at the end of each month of the period so far, by the day that evidence is dated."""
    found = counting.read(ctx, rule, goal.starts_on, goal.ends_on).evidence
    today = ctx.now.astimezone(ctx.settings.municipality.zone).date()
    points, first = [], goal.starts_on.replace(day=1)
    while first <= min(today, goal.ends_on):
        following = (first + timedelta(days=32)).replace(day=1)
        until = [row for row in found if row.day < following]
        points.append((f"{first:%Y-%m}", goal.baseline + counting.total(rule, until)))
        first = following
    return points


def proofs(ctx: Context, goal: Goal) -> list[Proof]:
    """All evidence about a goal, what counts and what does not, the latest first."""
    rule = service.rule(ctx, goal.indicator)
    if rule is None:
        return []
    rows = ctx.session.exec(
        select(Evidence)
        .where(Evidence.indicator == rule.name, col(Evidence.counts))
        .order_by(col(Evidence.at).desc())
    ).all()
    words = told(ctx, [row.event_id for row in rows])
    names = ctx.organisations.names([row.organisation_id for row in rows if row.organisation_id])
    today = ctx.now.date()
    return [
        Proof(
            row,
            words.get(row.event_id),
            names.get(row.organisation_id, "") if row.organisation_id else "",
            counting.has_lapsed(rule, row, today),
            goal.starts_on <= row.day <= goal.ends_on,
        )
        for row in rows
    ]


def why(ctx: Context, event_id: UUID) -> Sequence[Told]:
    """The chain of causes behind an event."""
    return chain(ctx, event_id)


def snapshots(ctx: Context) -> list[Snapshot]:
    """Locked periods, the latest first."""
    return list(ctx.session.exec(select(Snapshot).order_by(col(Snapshot.locked_at).desc())).all())


def this_period(ctx: Context) -> tuple[date, date]:
    """The period that the goals span; this year when there are none."""
    held = goals(ctx)
    if not held:
        return date(ctx.now.year, 1, 1), date(ctx.now.year, 12, 31)
    return min(goal.starts_on for goal in held), max(goal.ends_on for goal in held)
