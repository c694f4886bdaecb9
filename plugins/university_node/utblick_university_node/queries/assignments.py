"""Questions about assignments, their steps, and what was published."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context
from utblick_university_node.models import (
    BEGUN,
    DONE_STATES,
    Assignment,
    AssignmentState,
    Milestone,
    Visibility,
)
from utblick_university_node.queries.finding import found


def assignment(ctx: Context, assignment_id: UUID) -> Assignment:
    """The assignment, or `NotFound`."""
    return found(ctx, Assignment, assignment_id)


def milestone(ctx: Context, milestone_id: UUID) -> Milestone:
    """The step of an assignment, or `NotFound`."""
    return found(ctx, Milestone, milestone_id)


def milestones(ctx: Context, assignment_id: UUID) -> Sequence[Milestone]:
    """The steps of an assignment, by day."""
    query = select(Milestone).where(Milestone.assignment_id == assignment_id)
    return ctx.session.exec(query.order_by(col(Milestone.due_on), col(Milestone.id)).limit(50)).all()


def published(
    ctx: Context, *, visibilities: Sequence[str], kind: str = "", field: str = "", limit: int = 200
) -> Sequence[Assignment]:
    """What can be applied for today, the nearest last day first; without one, last."""
    query = select(Assignment).where(
        col(Assignment.visibility).in_(visibilities),
        Assignment.state == AssignmentState.PUBLISHED,
        col(Assignment.interest_until).is_(None) | (col(Assignment.interest_until) >= ctx.today),
    )
    if kind:
        query = query.where(Assignment.kind == kind)
    if field:
        query = query.where(Assignment.field == field)
    order = (col(Assignment.interest_until).is_(None), col(Assignment.interest_until), col(Assignment.id))
    return ctx.session.exec(query.order_by(*order).limit(limit)).all()


def public(ctx: Context, assignment_id: UUID) -> Assignment | None:
    """An assignment that strangers may read and apply for today; None for all others."""
    row = ctx.session.get(Assignment, assignment_id)
    if row is None or row.visibility != Visibility.PUBLIC or row.state != AssignmentState.PUBLISHED:
        return None
    return row if row.interest_until is None or row.interest_until >= ctx.today else None


def overdue(ctx: Context, among: Sequence[UUID] | None = None) -> Sequence[Assignment]:
    """Published assignments, of all or of some, whose last day has passed."""
    query = select(Assignment).where(
        Assignment.state == AssignmentState.PUBLISHED, col(Assignment.interest_until) < ctx.today
    )
    return ctx.session.exec(query if among is None else query.where(col(Assignment.id).in_(among))).all()


def of_organisation(ctx: Context, organisation_id: UUID, *, limit: int = 10) -> Sequence[Assignment]:
    """The assignments of a host, the latest changed first."""
    query = select(Assignment).where(Assignment.organisation_id == organisation_id)
    return ctx.session.exec(query.order_by(col(Assignment.updated_at).desc()).limit(limit)).all()


def has_met_a_university(ctx: Context, organisation_id: UUID, *, beside: UUID) -> bool:
    """Whether a host has had another assignment in which it met a university."""
    query = select(Assignment.id).where(
        Assignment.organisation_id == organisation_id,
        Assignment.id != beside,
        col(Assignment.state).in_(BEGUN) | col(Assignment.first_contact),
    )
    return ctx.session.exec(query.limit(1)).first() is not None


def has_delivered(ctx: Context, organisation_id: UUID, *, beside: UUID) -> bool:
    """Whether something was delivered to a host before."""
    query = select(Assignment.id).where(
        Assignment.organisation_id == organisation_id,
        Assignment.id != beside,
        col(Assignment.state).in_(DONE_STATES),
    )
    return ctx.session.exec(query.limit(1)).first() is not None


def by_state(ctx: Context) -> dict[str, int]:
    """How many assignments stand in each state."""
    return dict(ctx.session.exec(select(Assignment.state, func.count()).group_by(Assignment.state)).all())


def in_season(
    ctx: Context, season_id: UUID | None, state: str, *, filters: Sequence[object], limit: int
) -> Sequence[Assignment]:
    """The cards of one column of the board of a season; without one, of those that have none."""
    query = select(Assignment).where(
        Assignment.season_id == season_id if season_id else col(Assignment.season_id).is_(None),
        Assignment.state == state,
        *filters,  # type: ignore[arg-type]
    )
    order = (col(Assignment.updated_at).desc(), col(Assignment.id))
    return ctx.session.exec(query.order_by(*order).limit(limit)).all()


def season_counts(ctx: Context, season_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many assignments each season has."""
    query = (
        select(Assignment.season_id, func.count())
        .where(col(Assignment.season_id).in_(season_ids))
        .group_by(col(Assignment.season_id))
    )
    return {season_id: count for season_id, count in ctx.session.exec(query) if season_id}


def starting(ctx: Context, before: date, *, limit: int = 6) -> Sequence[Assignment]:
    """Agreed assignments that begin before then."""
    query = select(Assignment).where(
        Assignment.state == AssignmentState.AGREED, col(Assignment.starts_on) <= before
    )
    return ctx.session.exec(query.order_by(col(Assignment.starts_on)).limit(limit)).all()
