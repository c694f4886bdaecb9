"""The figures of the node: what goal M3 is made of, and what each of the three perspectives looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from utblick.api import Context
from utblick_university_node.models import (
    DONE_STATES,
    OPEN_STATES,
    Assignment,
    Institution,
    Match,
    Placement,
    Student,
    Verdict,
)

_DONE: ColumnElement[bool] = col(Assignment.state).in_(DONE_STATES)


@dataclass(frozen=True, slots=True)
class Collaboration:
    """What better collaboration of universities and business is made of."""

    delivered: int
    hosts: int
    universities: int
    first_contacts: int
    returning: int
    hours: int
    hired: int

    @property
    def repeat_rate(self) -> int:
        """How many in a hundred hosts have come back."""
        return round(100 * self.returning / self.hosts) if self.hosts else 0


def collaboration(ctx: Context) -> Collaboration:
    """The figures of all that was delivered."""
    delivered, hosts, universities, hours = ctx.session.exec(
        select(
            func.count(),
            func.count(func.distinct(Assignment.organisation_id)),
            func.count(func.distinct(Assignment.institution_id)),
            func.coalesce(func.sum(Assignment.student_hours), 0),
        ).where(_DONE)
    ).one()
    again = (
        select(Assignment.organisation_id)
        .where(_DONE)
        .group_by(col(Assignment.organisation_id))
        .having(func.count() > 1)
        .subquery()
    )
    return Collaboration(
        delivered=delivered,
        hosts=hosts,
        universities=universities,
        first_contacts=_count(ctx, col(Assignment.first_contact).is_(True)),
        returning=ctx.session.exec(select(func.count()).select_from(again)).one(),
        hours=int(hours or 0),
        hired=_count(ctx, col(Assignment.hired).is_(True)),
    )


def _count(ctx: Context, *conditions: Any) -> int:
    return ctx.session.exec(select(func.count()).select_from(Assignment).where(*conditions)).one()


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The mean grade of a perspective, and how many gave one."""

    mean: float | None
    answers: int


def satisfaction(ctx: Context) -> dict[str, Satisfaction]:
    """What each perspective thinks of what was delivered."""
    query = (
        select(Verdict.perspective, func.avg(Verdict.score), func.count())
        .where(col(Verdict.score).is_not(None))
        .group_by(Verdict.perspective)
    )
    held = {name: Satisfaction(round(float(mean), 1), count) for name, mean, count in ctx.session.exec(query)}
    return {
        name: held.get(name, Satisfaction(None, 0)) for name in ("business", "university", "municipality")
    }


def comments(ctx: Context, perspective: str, *, limit: int = 5) -> Sequence[Verdict]:
    """What was written with the latest grades of a perspective."""
    query = select(Verdict).where(Verdict.perspective == perspective, col(Verdict.score).is_not(None))
    return ctx.session.exec(query.order_by(col(Verdict.answered_on).desc()).limit(limit)).all()


def by_kind(ctx: Context, *conditions: Any) -> dict[str, int]:
    """How many assignments there are of each kind."""
    query = select(Assignment.kind, func.count()).where(*conditions).group_by(Assignment.kind)
    return dict(ctx.session.exec(query).all())


def of_companies(ctx: Context) -> dict[str, int]:
    """How many assignments of companies stand in each state."""
    query = select(Assignment.state, func.count()).where(Assignment.unit == "").group_by(Assignment.state)
    return dict(ctx.session.exec(query).all())


def of_units(ctx: Context) -> list[tuple[str, int]]:
    """The units of the municipality that host, and how many assignments each has."""
    query = select(Assignment.unit, func.count()).where(Assignment.unit != "").group_by(Assignment.unit)
    return list(ctx.session.exec(query.order_by(func.count().desc()).limit(8)).all())


def delivered_by_day(ctx: Context, since: date) -> list[tuple[date, int]]:
    """How many were delivered on each day since then; whoever draws them adds them up by month."""
    query = select(col(Assignment.delivered_on), func.count()).where(col(Assignment.delivered_on) >= since)
    return [(day, n) for day, n in ctx.session.exec(query.group_by(col(Assignment.delivered_on))) if day]


def by_university(ctx: Context) -> dict[UUID, tuple[int, int]]:
    """For each university: what is open, and what was delivered."""
    is_open = func.sum(_one_if(col(Assignment.state).in_(OPEN_STATES)))
    done = func.sum(_one_if(_DONE))
    query = (
        select(Assignment.institution_id, is_open, done)
        .join(Institution, col(Institution.id) == Assignment.institution_id)
        .group_by(col(Assignment.institution_id))
    )
    return {one: (int(first or 0), int(second or 0)) for one, first, second in ctx.session.exec(query) if one}


def _one_if(condition: ColumnElement[bool]) -> Any:
    from sqlalchemy import case

    return case((condition, 1), else_=0)


def matches_by_state(ctx: Context) -> dict[str, int]:
    """How many matches stand in each state."""
    return dict(ctx.session.exec(select(Match.state, func.count()).group_by(Match.state)).all())


def decline_reasons(ctx: Context) -> dict[str, int]:
    """Why matches were declined."""
    query = select(Match.declined_reason, func.count()).where(Match.declined_reason != "")
    return dict(ctx.session.exec(query.group_by(Match.declined_reason)).all())


def students_by_state(ctx: Context) -> dict[str, int]:
    """How many students want to be matched, rest, or have withdrawn."""
    return dict(ctx.session.exec(select(Student.state, func.count()).group_by(Student.state)).all())


def placements_by_country(ctx: Context) -> dict[str, int]:
    """How many placements there are in each country."""
    query = select(Placement.country, func.count()).where(Placement.state != "cancelled")
    return dict(ctx.session.exec(query.group_by(Placement.country)).all())
