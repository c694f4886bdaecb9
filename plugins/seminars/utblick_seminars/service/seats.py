"""Seats: who gets one, who waits, and that a seminar is full or open by itself."""

from utblick.api import Context
from utblick_seminars import queries
from utblick_seminars.events import RegistrationPromoted, RegistrationWaitlisted, SeminarChanged
from utblick_seminars.models import PUBLISHED, Registration, RegistrationState, Seminar, SeminarState
from utblick_seminars.service import letters
from utblick_seminars.service.telling import facts, tell_card


def take_in(ctx: Context, seminar: Seminar, row: Registration) -> None:
    """Give a new registration a seat, or a place on the waiting list; where we give the places, it waits.

    Nobody passes those who wait already.
    """
    if seminar.approval:
        row.state = RegistrationState.REGISTERED
    elif free(ctx, seminar) and not queries.waiting(ctx, seminar.id, limit=1):
        row.state = RegistrationState.CONFIRMED
    else:
        row.state = RegistrationState.WAITLISTED
        ctx.publish(RegistrationWaitlisted(**facts(row)))


def promote(ctx: Context, seminar: Seminar, row: Registration) -> None:
    """Give somebody who waited a seat, and say so by letter."""
    row.state = RegistrationState.CONFIRMED
    ctx.publish(RegistrationPromoted(**facts(row)))
    letters.write(ctx, seminar, row, letters.PROMOTED)


def settle(ctx: Context, seminar: Seminar) -> None:
    """Fill free seats from the waiting list, let the state follow, and tell how many are left."""
    if seminar.state not in PUBLISHED:
        return
    if not seminar.approval and seminar.starts_at > ctx.now:
        for row in queries.waiting(ctx, seminar.id, limit=free(ctx, seminar)):
            promote(ctx, seminar, row)
    seminar.state = SeminarState.OPEN if free(ctx, seminar) else SeminarState.FULL
    tell_card(ctx, seminar, SeminarChanged)


def free(ctx: Context, seminar: Seminar) -> int:
    """How many seats are left right now."""
    ctx.session.flush()
    return queries.free_seats(seminar, queries.counts(ctx, [seminar.id])[seminar.id])
