"""Registrations as records: who has a place, who waits, who came; the list that can be taken out."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, RecordType, Section, Transition, _
from utblick_seminars.choices import BASES, LANGUAGES, REGISTRATION_STATES
from utblick_seminars.models import Registration
from utblick_seminars.permissions import READ, WRITE
from utblick_seminars.service import checking_in
from utblick_seminars.service import registrations as service
from utblick_seminars.words import audience_choices


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.register(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_registration(ctx, cast("Registration", row), changes)


def _attend(ctx: Context, registration_id: UUID, answers: Mapping[str, Any]) -> object:
    return checking_in.check_in(ctx, registration_id)


def _miss(ctx: Context, registration_id: UUID, answers: Mapping[str, Any]) -> object:
    return checking_in.miss(ctx, registration_id)


_TRANSITIONS = (
    Transition(
        name="confirm",
        label=_("Give a place"),
        source=("registered", "waitlisted"),
        target="confirmed",
        permission=WRITE,
        perform=service.confirm,
        tone="ok",
    ),
    Transition(
        name="attend",
        label=_("Check in"),
        source=("registered", "waitlisted", "confirmed", "no_show"),
        target="attended",
        permission=WRITE,
        perform=_attend,
        tone="ok",
    ),
    Transition(
        name="miss",
        label=_("Note as absent"),
        source=("confirmed", "attended"),
        target="no_show",
        permission=WRITE,
        perform=_miss,
        tone="warn",
    ),
    Transition(
        name="withdraw",
        label=_("Give up the place"),
        source=("registered", "waitlisted", "confirmed"),
        target="withdrawn",
        permission=WRITE,
        perform=service.withdraw,
        tone="bad",
    ),
)

REGISTRATIONS = RecordType(
    kind="registration",
    model=Registration,
    title=_("Registration"),
    plural=_("Registrations"),
    path="registrations",
    icon="clipboard-list",
    read=READ,
    write=WRITE,
    name="name",
    part_of="seminar_id",
    lead=_("Who has a place, who waits and who came. Choose a seminar to take its list out."),
    empty=_("Nobody has signed up yet."),
    fields=(
        Field(name="name", label=_("Name"), required=True, personal=True),
        Field(
            name="seminar_id",
            label=_("Seminar"),
            kind=Kind.RECORD,
            refers_to="seminars/seminar",
            required=True,
        ),
        Field(
            name="audience",
            label=_("Comes as"),
            kind=Kind.CHOICE,
            choices_from=audience_choices,
            required=True,
        ),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=REGISTRATION_STATES, read_only=True),
        Field(name="email", label=_("E-mail"), kind=Kind.EMAIL, personal=True, max_length=254),
        Field(name="person_id", label=_("Person in the register"), kind=Kind.PERSON, personal=True),
        Field(name="organisation_id", label=_("Organisation in the register"), kind=Kind.ORGANISATION),
        Field(
            name="organisation_name",
            label=_("Organisation, if it is not in the register"),
        ),
        Field(name="language", label=_("Language of letters"), kind=Kind.CHOICE, choices=LANGUAGES),
        Field(name="basis", label=_("Legal basis"), kind=Kind.CHOICE, choices=BASES),
        Field(name="walk_in", label=_("Came without registration"), kind=Kind.BOOLEAN, read_only=True),
        Field(name="signed_up_at", label=_("Signed up"), kind=Kind.INSTANT, read_only=True),
        Field(name="came_at", label=_("Checked in"), kind=Kind.INSTANT, read_only=True),
    ),
    columns=(
        "name",
        "seminar_id",
        "state",
        "audience",
        "organisation_id",
        "organisation_name",
        "signed_up_at",
    ),
    filters=("seminar_id", "state", "audience", "organisation_id", "signed_up_at"),
    search=("name", "email", "organisation_name"),
    sort="-signed_up_at",
    state="state",
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("Who it is"), fields=("name", "email", "person_id", "audience")),
        Section(title=_("For whom"), fields=("organisation_id", "organisation_name")),
        Section(title=_("The place"), fields=("seminar_id", "signed_up_at", "came_at", "walk_in")),
        Section(title=_("Letters and personal data"), fields=("language", "basis")),
    ),
    create=_create,
    update=_update,
)
