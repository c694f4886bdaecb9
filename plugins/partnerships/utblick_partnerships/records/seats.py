"""Seats as records: who changed what of them is kept, and programs read and fill them."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, RecordType, Section, Transition, _
from utblick_partnerships.choices.consortia import KINDS, ROLES, SEAT_STATES, SIZES
from utblick_partnerships.models import Seat
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.service import consortia as service
from utblick_partnerships.service import invitations

_ANSWER = Field(name="answer", label=_("In its own words"), kind=Kind.LONG_TEXT, max_length=1000)
_OPEN = ("candidate", "invited", "declined")


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.add_seat(ctx, values["consortium_id"], values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_seat(ctx, cast("Seat", row), changes)


def _accept(ctx: Context, seat_id: UUID, answers: Mapping[str, Any]) -> object:
    return invitations.note_answer(ctx, seat_id, accepts=True, answer=answers.get("answer") or "")


def _decline(ctx: Context, seat_id: UUID, answers: Mapping[str, Any]) -> object:
    return invitations.note_answer(ctx, seat_id, accepts=False, answer=answers.get("answer") or "")


def _sign(ctx: Context, seat_id: UUID, _answers: Mapping[str, Any]) -> object:
    return invitations.note_signature(ctx, seat_id)


def _free(ctx: Context, seat_id: UUID, _answers: Mapping[str, Any]) -> object:
    return service.free_seat(ctx, seat_id)


_TRANSITIONS = (
    Transition(
        name="invite",
        label=_("Send the invitation"),
        source=_OPEN,
        target="invited",
        permission=WRITE,
        perform=invitations.invite,
        tone="info",
        fields=(
            Field(
                name="email",
                label=_("E-mail"),
                kind=Kind.EMAIL,
                personal=True,
                help=_("Empty: the organisation's main contact."),
            ),
        ),
    ),
    Transition(
        name="accept",
        label=_("Note that it takes part"),
        source=_OPEN,
        target="accepted",
        permission=WRITE,
        perform=_accept,
        tone="ok",
        fields=(_ANSWER,),
    ),
    Transition(
        name="decline",
        label=_("Note that it does not take part"),
        source=("candidate", "invited"),
        target="declined",
        permission=WRITE,
        perform=_decline,
        tone="bad",
        fields=(_ANSWER,),
    ),
    Transition(
        name="sign",
        label=_("The letter of intent is signed"),
        source=("accepted",),
        target="signed",
        permission=WRITE,
        perform=_sign,
        tone="ok",
    ),
    Transition(
        name="free",
        label=_("Free the seat"),
        source=(*_OPEN, "accepted"),
        target="needed",
        permission=WRITE,
        perform=_free,
        tone="warn",
        confirm=_("The organisation is taken off the seat, and links sent to it stop working."),
    ),
)

SEATS = RecordType(
    kind="seat",
    model=Seat,
    title=_("Seat"),
    plural=_("Seats"),
    path="seats",
    icon="affiliate",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    part_of="consortium_id",
    lead=_("The seats of all consortia: what is sought, and who is thought of, invited or has said yes."),
    empty=_("No seats yet. They are added where a consortium is built."),
    fields=(
        Field(name="title", label=_("Seat"), read_only=True),
        Field(
            name="consortium_id",
            label=_("Consortium"),
            kind=Kind.RECORD,
            refers_to="partnerships/consortium",
            required=True,
        ),
        Field(name="role", label=_("Role"), kind=Kind.CHOICE, choices=ROLES, required=True),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=SEAT_STATES, read_only=True),
        Field(name="organisation_id", label=_("Organisation"), kind=Kind.ORGANISATION),
        Field(name="wanted_kind", label=_("Kind sought"), kind=Kind.CHOICE, choices=KINDS),
        Field(name="wanted_country", label=_("Country sought"), kind=Kind.COUNTRY),
        Field(name="wanted_size", label=_("Size sought"), kind=Kind.CHOICE, choices=SIZES),
        Field(name="task", label=_("What it would do"), kind=Kind.LONG_TEXT, max_length=1000),
        Field(name="budget", label=_("Budget of the partner"), kind=Kind.MONEY, currency="EUR", minimum=0),
        Field(name="own_share", label=_("Own share, percent"), kind=Kind.DECIMAL, minimum=0),
        Field(name="person_id", label=_("Who was invited"), kind=Kind.PERSON, read_only=True, personal=True),
        Field(name="invited_email", label=_("Invited at"), kind=Kind.EMAIL, read_only=True, personal=True),
        Field(name="invited_on", label=_("Invited on"), kind=Kind.DATE, read_only=True),
        Field(name="answered_on", label=_("Answered on"), kind=Kind.DATE, read_only=True),
        Field(name="answered_by", label=_("Answered by"), read_only=True, personal=True),
        Field(name="answer", label=_("Answer"), kind=Kind.LONG_TEXT, max_length=1000, read_only=True),
        Field(name="signed_on", label=_("Signed on"), kind=Kind.DATE, read_only=True),
    ),
    columns=("title", "consortium_id", "role", "state", "wanted_kind", "wanted_country", "budget"),
    head=("consortium_id", "role", "organisation_id", "budget", "own_share"),
    filters=("consortium_id", "role", "state", "organisation_id", "wanted_country"),
    search=("title", "task"),
    state="state",
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The seat"), fields=("consortium_id", "role", "organisation_id", "task")),
        Section(title=_("What is sought"), fields=("wanted_kind", "wanted_country", "wanted_size")),
        Section(title=_("Money"), fields=("budget", "own_share")),
        Section(
            title=_("Invitation and answer"),
            fields=(
                *("invited_on", "person_id", "invited_email"),
                *("answered_on", "answered_by", "answer", "signed_on"),
            ),
        ),
    ),
    create=_create,
    update=_update,
)
