"""What is held about a person in partnerships."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import select

from utblick.api import Context
from utblick_partnerships.models import ArenaParticipant, Interest, Seat


def interests(ctx: Context, person_id: UUID) -> Sequence[Interest]:
    """The expressions of interest that came from the person."""
    return ctx.people.rows(Interest, person_id, email="from_email")


def seats(ctx: Context, person_id: UUID) -> Sequence[Seat]:
    """The seats that the person was invited to for an organisation."""
    return ctx.people.rows(Seat, person_id, email="invited_email")


def participations(ctx: Context, person_id: UUID) -> Sequence[ArenaParticipant]:
    """The arena meetings that the person was asked to."""
    return ctx.people.rows(ArenaParticipant, person_id)


def consents(ctx: Context, name: str) -> Sequence[Interest]:
    """The interests in which somebody of this name has consented for a client."""
    return ctx.session.exec(select(Interest).where(Interest.consent_by == name)).all()


def answers(ctx: Context, name: str) -> Sequence[Seat]:
    """The seats for which somebody of this name has answered."""
    return ctx.session.exec(select(Seat).where(Seat.answered_by == name)).all()
