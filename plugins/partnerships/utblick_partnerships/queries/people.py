"""What is held about a person in partnerships."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, func, or_, select

from utblick.api import Context
from utblick_partnerships.models import ArenaParticipant, Interest, Seat


def interests(ctx: Context, person_id: UUID) -> Sequence[Interest]:
    """The expressions of interest that came from the person."""
    mine = or_(
        col(Interest.person_id) == person_id,
        func.lower(Interest.from_email).in_(ctx.people.addresses(person_id)),
    )
    return ctx.session.exec(select(Interest).where(mine).order_by(col(Interest.received_on).desc())).all()


def seats(ctx: Context, person_id: UUID) -> Sequence[Seat]:
    """The seats that the person was invited to for an organisation."""
    mine = or_(
        col(Seat.person_id) == person_id, func.lower(Seat.invited_email).in_(ctx.people.addresses(person_id))
    )
    return ctx.session.exec(select(Seat).where(mine).order_by(col(Seat.invited_on).desc())).all()


def participations(ctx: Context, person_id: UUID) -> Sequence[ArenaParticipant]:
    """The arena meetings that the person was asked to."""
    return ctx.session.exec(select(ArenaParticipant).where(ArenaParticipant.person_id == person_id)).all()


def consents(ctx: Context, name: str) -> Sequence[Interest]:
    """The interests in which somebody of this name has consented for a client."""
    return ctx.session.exec(select(Interest).where(Interest.consent_by == name)).all()


def answers(ctx: Context, name: str) -> Sequence[Seat]:
    """The seats for which somebody of this name has answered."""
    return ctx.session.exec(select(Seat).where(Seat.answered_by == name)).all()
