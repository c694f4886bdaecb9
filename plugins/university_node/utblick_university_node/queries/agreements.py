"""Questions about agreements of three, and about what the perspectives think."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context
from utblick_university_node.models import Triangle, TriangleState, Verdict
from utblick_university_node.queries.finding import found


def triangle(ctx: Context, triangle_id: UUID) -> Triangle:
    """The agreement, or `NotFound`."""
    return found(ctx, Triangle, triangle_id)


def triangle_of_match(ctx: Context, match_id: UUID) -> Triangle | None:
    """The agreement of a match that has not ended, when there is one."""
    query = select(Triangle).where(Triangle.match_id == match_id, Triangle.state != TriangleState.ENDED)
    return ctx.session.exec(query).first()


def verdict(ctx: Context, verdict_id: UUID) -> Verdict:
    """The grade, given or asked for, or `NotFound`."""
    return found(ctx, Verdict, verdict_id)


def verdicts_of(ctx: Context, assignment_id: UUID) -> Sequence[Verdict]:
    """What each perspective thinks of an assignment, or has been asked."""
    query = select(Verdict).where(Verdict.assignment_id == assignment_id)
    return ctx.session.exec(query.order_by(col(Verdict.perspective))).all()
