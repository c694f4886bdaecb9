"""The questions that pages, panels and the report ask about goals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Choice, Context, Indicator, Told, chain, format_date, told
from utblick_evaluation import counting, service
from utblick_evaluation.choices import LIGHTS
from utblick_evaluation.models import Evidence, Goal, Snapshot


@dataclass(frozen=True, slots=True)
class Card:
    """A goal at a glance."""

    goal: Goal
    title: str
    unit: str
    light: Choice | None
    needs: str
    points: tuple[tuple[str, Decimal], ...]
    pace: Decimal

    @property
    def trend(self) -> tuple[float, ...]:
        """The reading at the end of each month so far."""
        return tuple(float(value) for _month, value in self.points)


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


def goals(ctx: Context, *, drafts: bool = True, among: Sequence[UUID] | None = None) -> list[Goal]:
    """The goals, all or some, in their order."""
    query = select(Goal).order_by(col(Goal.place), col(Goal.code), col(Goal.title))
    if not drafts:
        query = query.where(Goal.state != "draft")
    if among is not None:
        query = query.where(col(Goal.id).in_(among))
    return list(ctx.session.exec(query).all())


def goal_title(ctx: Context, goal: Goal) -> str:
    """What a goal is called in the reader's language."""
    return goal.title_en if ctx.language == "en" and goal.title_en else goal.title


def goals_ending(ctx: Context, since: date, until: date) -> Sequence[Goal]:
    """The goals that were agreed and whose periods end on these days, both included."""
    query = select(Goal).where(Goal.state != "draft", col(Goal.ends_on).between(since, until))
    return ctx.session.exec(query.order_by(col(Goal.ends_on), col(Goal.id)).limit(500)).all()


def locked_between(ctx: Context, since: date, until: date) -> Sequence[Snapshot]:
    """The periods that were locked on these days, both included."""
    first, end = ctx.moments_of(since, until)
    query = select(Snapshot).where(Snapshot.locked_at >= first, Snapshot.locked_at < end)
    return ctx.session.exec(query.order_by(col(Snapshot.locked_at)).limit(500)).all()


def cards(ctx: Context, held: Sequence[Goal] | None = None, *, drafts: bool = True) -> list[Card]:
    """Goals at a glance, in the reader's language; all of them, when none are given."""
    chosen = goals(ctx, drafts=drafts) if held is None else held
    known = {rule.name: rule for rule in counting.indicators(ctx)}
    trends = _Trends(ctx, chosen)
    return [_card(ctx, goal, known.get(goal.indicator), trends) for goal in chosen]


def _card(ctx: Context, goal: Goal, rule: Indicator | None, trends: "_Trends") -> Card:
    return Card(
        goal=goal,
        title=goal_title(ctx, goal),
        unit=ctx.translate(rule.unit_of(goal.target)) if rule else "",
        light=next((one for one in LIGHTS if one.value == goal.light), None) if rule else None,
        needs="" if rule else service.title_of(ctx, service.awaited_plugin(goal)),
        points=tuple(trends.of(goal, rule)) if rule else (),
        pace=service.pace(goal, trends.today),
    )


class _Trends:
    """The readings of goals at the end of each month of their periods so far, by the days of the evidence.

    Evidence is read once; goals of one rule and period share what it makes.
    """

    def __init__(self, ctx: Context, held: Sequence[Goal]) -> None:
        self.today = ctx.today
        self._language = ctx.language
        self._made: dict[tuple[str, date, date], list[tuple[str, Decimal]]] = {}
        first = min((goal.starts_on for goal in held), default=self.today)
        last = max((goal.ends_on for goal in held), default=self.today)
        names = {goal.indicator for goal in held}
        self._standing = counting.standing(ctx, names, first, last) if held else {}

    def of(self, goal: Goal, rule: Indicator) -> list[tuple[str, Decimal]]:
        key = (rule.name, goal.starts_on, goal.ends_on)
        if key not in self._made:
            self._made[key] = list(self._months(goal, rule))
        return [(label, goal.baseline + value) for label, value in self._made[key]]

    def _months(self, goal: Goal, rule: Indicator) -> Iterator[tuple[str, Decimal]]:
        found = [
            row
            for row in self._standing.get(rule.name, ())
            if goal.starts_on <= row.day <= goal.ends_on and not counting.has_lapsed(rule, row, self.today)
        ]
        first = goal.starts_on.replace(day=1)
        while first <= min(self.today, goal.ends_on):
            following = (first + timedelta(days=32)).replace(day=1)
            label = format_date(first, self._language, style="month")
            yield label, counting.total(rule, [row for row in found if row.day < following])
            first = following


def proofs(ctx: Context, goal: Goal) -> list[Proof]:
    """All evidence about a goal, what counts and what does not, the latest first."""
    return proofs_of(ctx, [goal])[goal.id]


def proofs_of(ctx: Context, held: Sequence[Goal]) -> dict[UUID, list[Proof]]:
    """The same for several goals, by their ids."""
    known = {rule.name: rule for rule in counting.indicators(ctx)}
    names = {goal.indicator for goal in held} & known.keys()
    query = select(Evidence).where(col(Evidence.indicator).in_(names), col(Evidence.counts))
    rows = ctx.session.exec(query.order_by(col(Evidence.at).desc())).all() if names else []
    words = told(ctx, [row.event_id for row in rows])
    companies = ctx.organisations.names([row.organisation_id for row in rows if row.organisation_id])
    today = ctx.today
    return {
        goal.id: [
            Proof(
                row,
                words.get(row.event_id),
                companies.get(row.organisation_id, "") if row.organisation_id else "",
                counting.has_lapsed(known[row.indicator], row, today),
                goal.starts_on <= row.day <= goal.ends_on,
            )
            for row in rows
            if row.indicator == goal.indicator
        ]
        for goal in held
    }


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
