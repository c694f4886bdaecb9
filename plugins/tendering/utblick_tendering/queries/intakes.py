"""Questions about takings in: how far they are, and what was refused."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from utblick.api import Context, Msg, NotFound, _
from utblick_tendering.models import Intake, IntakeProblem, Source


def intake(ctx: Context, intake_id: UUID) -> Intake:
    """The taking in; raises `NotFound`."""
    found = ctx.session.get(Intake, intake_id)
    if found is None:
        raise NotFound(_("That taking in of notices is not known."))
    return found


def latest(ctx: Context, *, limit: int = 30) -> Sequence[tuple[Intake, str]]:
    """The takings in asked for last, each with the title of its source."""
    query = select(Intake, col(Source.title)).join(Source, col(Source.id) == col(Intake.source_id))
    rows = ctx.session.execute(query.order_by(col(Intake.asked_at).desc()).limit(limit)).all()
    return [(one, title) for one, title in rows]


def of_source(ctx: Context, source_id: UUID, *, limit: int = 10) -> Sequence[Intake]:
    """The last times that a source was asked."""
    query = select(Intake).where(col(Intake.source_id) == source_id)
    return ctx.session.scalars(query.order_by(col(Intake.asked_at).desc()).limit(limit)).all()


def problems(ctx: Context, intake_id: UUID, *, limit: int | None = None) -> Iterator[IntakeProblem]:
    """What was refused, in the order in which it was met."""
    query = select(IntakeProblem).where(col(IntakeProblem.intake_id) == intake_id)
    yield from ctx.session.scalars(query.order_by(col(IntakeProblem.id)).limit(limit))


def said(problem: IntakeProblem) -> Msg:
    """The sentence that says why it was refused."""
    return Msg(problem.message, **problem.arguments)
