"""What is on in partnerships between two days, for calendars."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from utblick.api import Context
from utblick_partnerships.models import (
    PUBLIC_STATES,
    Application,
    ApplicationState,
    ArenaMeeting,
    Call,
    Consortium,
    ConsortiumState,
    Profile,
    Project,
    ProjectState,
)

_MOST = 500


def calls(ctx: Context, since: date, until: date) -> Sequence[Call]:
    """Calls that have their next deadline then."""
    first, end = ctx.moments_of(since, until)
    query = select(Call).where(col(Call.deadline) >= first, col(Call.deadline) < end)
    return ctx.session.exec(query.order_by(col(Call.deadline)).limit(_MOST)).all()


def applications(ctx: Context, since: date, until: date) -> Sequence[Application]:
    """Drafts that must be handed in then."""
    first, end = ctx.moments_of(since, until)
    query = select(Application).where(
        Application.state == ApplicationState.DRAFT,
        col(Application.deadline) >= first,
        col(Application.deadline) < end,
    )
    return ctx.session.exec(query.order_by(col(Application.deadline)).limit(_MOST)).all()


def reports(ctx: Context, since: date, until: date) -> Sequence[Project]:
    """Projects that must report then."""
    query = select(Project).where(
        Project.state == ProjectState.ONGOING, col(Project.report_due_on).between(since, until)
    )
    return ctx.session.exec(query.order_by(col(Project.report_due_on)).limit(_MOST)).all()


def profiles(ctx: Context, since: date, until: date) -> Sequence[Profile]:
    """Profiles whose last day lies then."""
    query = select(Profile).where(
        col(Profile.state).in_(PUBLIC_STATES), col(Profile.valid_until).between(since, until)
    )
    return ctx.session.exec(query.order_by(col(Profile.valid_until)).limit(_MOST)).all()


def begun(ctx: Context, since: date, until: date) -> Sequence[Consortium]:
    """Consortia whose project would begin then."""
    query = select(Consortium).where(
        Consortium.state != ConsortiumState.DISSOLVED, col(Consortium.starts_on).between(since, until)
    )
    return ctx.session.exec(query.order_by(col(Consortium.starts_on)).limit(_MOST)).all()


def meetings(ctx: Context, since: date, until: date) -> Sequence[ArenaMeeting]:
    """Arena meetings then, also those that were called off."""
    query = select(ArenaMeeting).where(col(ArenaMeeting.held_on).between(since, until))
    return ctx.session.exec(query.order_by(col(ArenaMeeting.held_on)).limit(_MOST)).all()
