"""What has a day in the node: seasons, assignments, steps."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from utblick.api import Context
from utblick_university_node.models import Assignment, Milestone, Season


def seasons_with_days(ctx: Context, since: date, until: date) -> Sequence[Season]:
    """The seasons that close or begin between two days."""
    within = col(Season.advertise_until).between(since, until) | col(Season.starts_on).between(since, until)
    return ctx.session.exec(select(Season).where(within).order_by(col(Season.starts_on)).limit(500)).all()


def assignments_with_days(ctx: Context, since: date, until: date) -> Sequence[Assignment]:
    """The assignments of which something is to be done between two days."""
    query = select(Assignment).where(col(Assignment.next_on).between(since, until))
    return ctx.session.exec(query.order_by(col(Assignment.next_on)).limit(1000)).all()


def steps_with_days(ctx: Context, since: date, until: date) -> Sequence[tuple[Milestone, str]]:
    """The steps that are not done and lie between two days, with the titles of their assignments."""
    query = (
        select(Milestone, col(Assignment.title))
        .join(Assignment, col(Assignment.id) == Milestone.assignment_id)
        .where(Milestone.state == "planned", col(Milestone.due_on).between(since, until))
        .order_by(col(Milestone.due_on))
        .limit(1000)
    )
    return ctx.session.exec(query).all()
