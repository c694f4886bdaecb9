"""The verbs of registrations: signed up, changed, given up, given a place, and letters that are owed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import (
    Conflict,
    Context,
    Gone,
    Invalid,
    NotFound,
    _,
    in_steps,
    link_key,
    link_nonce,
    token_hash,
)
from utblick_seminars import queries
from utblick_seminars.events import RegistrationReceived, RegistrationWithdrawn
from utblick_seminars.models import (
    EXPECTED,
    PUBLISHED,
    Registration,
    RegistrationState,
    Seminar,
    SeminarState,
)
from utblick_seminars.service import letters, seats
from utblick_seminars.service.seminars import day_of
from utblick_seminars.service.telling import facts


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody who signs up now will stand; nobody is told by it whether an address is there already."""

    state: str
    line: int = 0


def sign_up(ctx: Context, seminar_id: UUID, values: Mapping[str, Any]) -> Standing:
    """Take a registration from the public page: a seat, or a place in line, and a letter with the own link.

    Whoever is there already gets the letter once more, and the page says the same as to others.
    """
    seminar = queries.seminar(ctx, seminar_id, lock=True)
    closed = closed_why(ctx, seminar)
    if closed is not None:
        raise closed
    held = queries.registration_with(ctx, seminar.id, values["email"])
    if held is not None:
        standing = _standing(ctx, seminar)
        letters.write(ctx, seminar, held, letters.PLACE)
        return standing
    row = _enter(ctx, seminar, values)
    line = queries.place_in_line(ctx, row) if row.state == RegistrationState.WAITLISTED else 0
    return Standing(row.state, line)


def register(ctx: Context, values: Mapping[str, Any]) -> Registration:
    """Note somebody who has signed up by telephone or at the counter."""
    seminar = queries.seminar(ctx, values["seminar_id"], lock=True)
    if seminar.state not in (SeminarState.PLANNED, *PUBLISHED):
        raise Invalid({"seminar_id": _("The seminar is over, or has been cancelled.")})
    email = values.get("email") or ""
    if email and queries.registration_with(ctx, seminar.id, email) is not None:
        raise Invalid({"email": _("This address has signed up already.")})
    return _enter(ctx, seminar, values)


def update_registration(ctx: Context, row: Registration, changes: Mapping[str, Any]) -> Registration:
    """Correct what is known of somebody who has signed up."""
    if changes.get("seminar_id", row.seminar_id) != row.seminar_id:
        raise Invalid({"seminar_id": _("Sign up for the other seminar, and give up this place.")})
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def place_of(ctx: Context, key: str) -> tuple[Registration, Seminar]:
    """The registration that an own link stands for, as long as that works."""
    row = queries.registration_of_key(ctx, key)
    if row is None:
        raise NotFound(_("The link is not known. Check that the whole address was copied from the mail."))
    seminar = queries.seminar(ctx, row.seminar_id)
    if seminar.state == SeminarState.CANCELLED:
        raise Gone(_("The seminar has been cancelled."))
    if seminar.state not in PUBLISHED or ctx.now > letters.link_until(seminar):
        raise Gone(_("The seminar is over. Thank you for your interest."))
    return row, seminar


def change_place(ctx: Context, key: str, values: Mapping[str, Any]) -> Registration:
    """Correct one's own name, organisation and audience by the own link."""
    row, _seminar = place_of(ctx, key)
    if row.state not in EXPECTED:
        raise Conflict(_("You have given up your place. Sign up again if you want to come."))
    update_registration(ctx, row, {**values, **_organisation(ctx, values)})
    return row


def give_up(ctx: Context, key: str) -> Registration:
    """Give up one's own place by the own link; whoever waits first gets it."""
    row, _seminar = place_of(ctx, key)
    return row if row.state == RegistrationState.WITHDRAWN else withdraw(ctx, row.id, {})


def withdraw(ctx: Context, registration_id: UUID, answers: Mapping[str, Any]) -> Registration:
    """Take somebody off the list, who cannot come."""
    row = queries.registration(ctx, registration_id)
    seminar = queries.seminar(ctx, row.seminar_id, lock=True)
    ctx.session.refresh(row)
    if row.state not in EXPECTED:
        raise Conflict(_("The registration has already moved on. Load the page again."))
    row.state = RegistrationState.WITHDRAWN
    row.owed = ""
    ctx.session.flush()
    ctx.publish(RegistrationWithdrawn(**facts(row)))
    seats.settle(ctx, seminar)
    return row


def confirm(ctx: Context, registration_id: UUID, answers: Mapping[str, Any]) -> Registration:
    """Give somebody a place, and say so by letter."""
    row = queries.registration(ctx, registration_id)
    seminar = queries.seminar(ctx, row.seminar_id, lock=True)
    ctx.session.refresh(row)
    if row.state not in (RegistrationState.REGISTERED, RegistrationState.WAITLISTED):
        raise Conflict(_("The registration has already moved on. Load the page again."))
    if not seats.free(ctx, seminar):
        raise Conflict(_("All seats are taken. Raise their number first, or wait until one is given up."))
    seats.promote(ctx, seminar, row)
    seats.settle(ctx, seminar)
    return row


def remind(ctx: Context) -> int:
    """Remind those with a seat at a seminar of tomorrow; gives how many."""
    until = ctx.moments_of(ctx.today, ctx.today + timedelta(days=1))[1]

    def act(writing: Context, some: Sequence[UUID]) -> int:
        due = queries.to_remind(writing, until, some)
        for row, seminar in due:
            row.reminded_at = writing.now
            letters.write(writing, seminar, row, letters.REMINDER)
        return len(due)

    return in_steps(ctx, lambda looking: [row.id for row, _of in queries.to_remind(looking, until)], act)


def send_owed(ctx: Context) -> int:
    """Write the letters of what happened to whole seminars: moved, cancelled, held; gives how many."""

    def act(writing: Context, some: Sequence[UUID]) -> int:
        due = queries.owed(writing, some)
        for row in due:
            letters.write(writing, queries.seminar(writing, row.seminar_id), row, row.owed)
            row.owed = ""
        return len(due)

    return in_steps(ctx, lambda looking: [row.id for row in queries.owed(looking)], act)


def closed_why(ctx: Context, seminar: Seminar) -> Gone | None:
    """Why nobody can sign up (any more); None as long as one can."""
    if seminar.state == SeminarState.CANCELLED:
        return Gone(_("The seminar has been cancelled."))
    late = seminar.sign_up_until is not None and ctx.today > seminar.sign_up_until
    if seminar.state not in PUBLISHED or late or ctx.now >= seminar.starts_at:
        return Gone(_("It is too late to sign up. Look at what else there is."))
    return None


def _enter(ctx: Context, seminar: Seminar, values: Mapping[str, Any]) -> Registration:
    given = {name: value for name, value in values.items() if value is not None}
    row = Registration(
        **{**given, "seminar_id": seminar.id, **_organisation(ctx, values)},
        signed_up_at=queries.moment_in_line(ctx, seminar.id),
        seminar_on=day_of(ctx, seminar),
        nonce=link_nonce(ctx),
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    row.key_hash = token_hash(link_key(ctx, "seminars.place", row.id, row.nonce))
    person = ctx.people.find(email=row.email) if row.email and row.person_id is None else None
    row.person_id = person.id if person else row.person_id
    ctx.session.add(row)
    ctx.publish(RegistrationReceived(**facts(row)))
    ctx.session.flush()
    seats.take_in(ctx, seminar, row)
    letters.write(ctx, seminar, row, letters.PLACE)
    seats.settle(ctx, seminar)
    return row


def _standing(ctx: Context, seminar: Seminar) -> Standing:
    if seminar.approval:
        return Standing(RegistrationState.REGISTERED)
    waiting = queries.counts(ctx, [seminar.id])[seminar.id].get(RegistrationState.WAITLISTED, 0)
    if seats.free(ctx, seminar) and not waiting:
        return Standing(RegistrationState.CONFIRMED)
    return Standing(RegistrationState.WAITLISTED, waiting + 1)


def _organisation(ctx: Context, values: Mapping[str, Any]) -> dict[str, Any]:
    """The organisation in the register with exactly the name that was typed, else the name itself."""
    if values.get("organisation_id"):
        return {}
    typed = values.get("organisation_name") or ""
    found = ctx.organisations.find(name=typed) if typed else None
    return {"organisation_id": found.id if found else None, "organisation_name": "" if found else typed}
