"""The day itself: who came, who did not, who came without having signed up; mistakes are taken back."""

from datetime import timedelta
from uuid import UUID

from utblick.api import Conflict, Context, _
from utblick_seminars import queries
from utblick_seminars.events import AttendanceRecorded
from utblick_seminars.models import PUBLISHED, Registration, RegistrationState, Seminar, SeminarState
from utblick_seminars.service import seats
from utblick_seminars.service.seminars import day_of
from utblick_seminars.service.telling import facts

OPENS_BEFORE = timedelta(hours=12)
"""How long before the beginning people can be checked in."""


def check_in(ctx: Context, registration_id: UUID) -> Registration:
    """Note that somebody came, also from the waiting list; the same person twice is once."""
    return _note(ctx, registration_id, RegistrationState.ATTENDED)


def miss(ctx: Context, registration_id: UUID) -> Registration:
    """Note that somebody with a seat did not come."""
    return _note(ctx, registration_id, RegistrationState.NO_SHOW)


def undo(ctx: Context, registration_id: UUID) -> Registration:
    """Take back what was noted of somebody; a walk-in is taken off the list."""
    row, seminar = _countable(ctx, registration_id)
    if row.state not in (RegistrationState.ATTENDED, RegistrationState.NO_SHOW):
        return row
    was_here = row.state == RegistrationState.ATTENDED
    row.state = RegistrationState.WITHDRAWN if row.walk_in else RegistrationState.CONFIRMED
    row.came_at = None
    if was_here:
        _tell(ctx, row, attended=False)
    seats.settle(ctx, seminar)
    return row


def walk_in(ctx: Context, seminar_id: UUID, *, audience: str, name: str = "") -> Registration:
    """Count somebody who came without having signed up; a name is not needed."""
    seminar = _open(ctx, seminar_id)
    row = Registration(
        name=name,
        seminar_id=seminar.id,
        audience=audience,
        state=RegistrationState.ATTENDED,
        walk_in=True,
        signed_up_at=ctx.now,
        came_at=ctx.now,
        seminar_on=day_of(ctx, seminar),
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    ctx.session.add(row)
    _tell(ctx, row, attended=True)
    seats.settle(ctx, seminar)
    return row


def is_open(ctx: Context, seminar: Seminar) -> bool:
    """Whether people can be checked in: from some hours before, until what it gave was written down."""
    return seminar.state in (*PUBLISHED, SeminarState.HELD) and ctx.now >= seminar.starts_at - OPENS_BEFORE


def _note(ctx: Context, registration_id: UUID, state: RegistrationState) -> Registration:
    row, seminar = _countable(ctx, registration_id)
    if row.state == state:
        return row
    if row.state == RegistrationState.WITHDRAWN:
        raise Conflict(_("The place has been given up. Count them as come without registration."))
    was_here, row.state = row.state == RegistrationState.ATTENDED, state
    is_here = state == RegistrationState.ATTENDED
    row.came_at = ctx.now if is_here else None
    if is_here or was_here:
        _tell(ctx, row, attended=is_here)
    seats.settle(ctx, seminar)
    return row


def _countable(ctx: Context, registration_id: UUID) -> tuple[Registration, Seminar]:
    row = queries.registration(ctx, registration_id)
    seminar = _open(ctx, row.seminar_id)
    ctx.session.refresh(row)
    return row, seminar


def _open(ctx: Context, seminar_id: UUID) -> Seminar:
    seminar = queries.seminar(ctx, seminar_id, lock=True)
    if not is_open(ctx, seminar):
        raise Conflict(_("The list is open from twelve hours before the seminar until it is evaluated."))
    return seminar


def _tell(ctx: Context, row: Registration, *, attended: bool) -> None:
    ctx.session.flush()
    ctx.publish(
        AttendanceRecorded(**facts(row), held_on=row.seminar_on, attended=attended, walk_in=row.walk_in)
    )
