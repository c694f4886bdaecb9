"""Questions about arena meetings, guidelines and the pilot group."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context, NotFound
from utblick_partnerships.models import (
    ArenaMeeting,
    ArenaParticipant,
    Guideline,
    GuidelineState,
    MeetingState,
    Pilot,
)

HELD = (MeetingState.HELD, MeetingState.MINUTED)


def meeting(ctx: Context, meeting_id: UUID) -> ArenaMeeting:
    """The meeting, or `NotFound`."""
    found = ctx.session.get(ArenaMeeting, meeting_id)
    if found is None:
        raise NotFound
    return found


def guideline(ctx: Context, guideline_id: UUID) -> Guideline:
    """The guideline, or `NotFound`."""
    found = ctx.session.get(Guideline, guideline_id)
    if found is None:
        raise NotFound
    return found


def pilot(ctx: Context, pilot_id: UUID) -> Pilot:
    """The pilot firm, or `NotFound`."""
    found = ctx.session.get(Pilot, pilot_id)
    if found is None:
        raise NotFound
    return found


def participants(ctx: Context, meeting_id: UUID) -> Sequence[ArenaParticipant]:
    """Who is asked to a meeting."""
    query = select(ArenaParticipant).where(ArenaParticipant.meeting_id == meeting_id)
    return ctx.session.exec(query.order_by(col(ArenaParticipant.created_at), col(ArenaParticipant.id))).all()


def meetings(ctx: Context, *, limit: int = 24) -> Sequence[ArenaMeeting]:
    """The meetings, the latest first."""
    query = select(ArenaMeeting).where(ArenaMeeting.state != MeetingState.CANCELLED)
    return ctx.session.exec(query.order_by(col(ArenaMeeting.held_on).desc()).limit(limit)).all()


def next_meeting(ctx: Context, today: date) -> ArenaMeeting | None:
    """The next meeting that is planned."""
    query = select(ArenaMeeting).where(
        ArenaMeeting.state == MeetingState.PLANNED, ArenaMeeting.held_on >= today
    )
    return ctx.session.exec(query.order_by(col(ArenaMeeting.held_on)).limit(1)).first()


def shares(ctx: Context) -> dict[int, int]:
    """How many held meetings had so many helices."""
    query = select(ArenaMeeting.helices, func.count()).where(col(ArenaMeeting.state).in_(HELD))
    return dict(ctx.session.exec(query.group_by(col(ArenaMeeting.helices))).all())


def guidelines(ctx: Context, *, limit: int = 30) -> Sequence[Guideline]:
    """The guidelines that hold or are proposed, the latest adopted first."""
    query = select(Guideline).where(Guideline.state != GuidelineState.DROPPED)
    latest = (col(Guideline.adopted_on).is_(None), col(Guideline.adopted_on).desc(), col(Guideline.id))
    return ctx.session.exec(query.order_by(*latest).limit(limit)).all()


def pilots(ctx: Context, *, limit: int = 200) -> Sequence[Pilot]:
    """The firms of the pilot group, the latest invited first."""
    return ctx.session.exec(select(Pilot).order_by(col(Pilot.invited_on).desc()).limit(limit)).all()


def pilots_of(ctx: Context, organisation_id: UUID) -> Sequence[Pilot]:
    """A firm's part in the pilot."""
    return ctx.session.exec(select(Pilot).where(Pilot.organisation_id == organisation_id)).all()


def of_person(ctx: Context, person_id: UUID, *, limit: int = 8) -> Sequence[ArenaMeeting]:
    """The meetings that a person has come to, the latest first."""
    query = (
        select(ArenaMeeting)
        .join(ArenaParticipant, col(ArenaParticipant.meeting_id) == col(ArenaMeeting.id))
        .where(ArenaParticipant.person_id == person_id, col(ArenaParticipant.came))
        .order_by(col(ArenaMeeting.held_on).desc())
    )
    return ctx.session.exec(query.limit(limit)).all()
