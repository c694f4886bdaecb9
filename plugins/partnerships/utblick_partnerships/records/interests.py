"""Expressions of interest as records: from received to introduced, and what came of it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, RecordType, Section, Transition, _
from utblick_partnerships.choices.profiles import CHANNELS, CLOSED_REASONS, INTEREST_STATES, QUESTIONS
from utblick_partnerships.models import Interest, InterestState
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.service import interests as service

_CONSENT_BY = Field(
    name="consent_by",
    label=_("Who at the client has consented"),
    required=True,
    personal=True,
    max_length=200,
)

_TRANSITIONS = (
    Transition(
        name="screen",
        label=_("It is in earnest and fits"),
        source=("received",),
        target="screened",
        permission=WRITE,
        perform=service.screen_interest,
        tone="info",
    ),
    Transition(
        name="forward",
        label=_("Forward to the client"),
        source=("received", "screened"),
        target="forwarded",
        permission=WRITE,
        perform=service.forward_interest,
        tone="info",
    ),
    Transition(
        name="introduce",
        label=_("Introduce them to each other"),
        source=("forwarded",),
        target="introduced",
        permission=WRITE,
        perform=service.introduce_interest,
        fields=(
            _CONSENT_BY,
            Field(name="consent_on", label=_("Consented on"), kind=Kind.DATE, help=_("Empty: today.")),
        ),
        tone="ok",
        confirm=_("The client is named to the partner now. Has the client consented?"),
        drag=False,
    ),
    Transition(
        name="talk",
        label=_("They are in talks"),
        source=("introduced",),
        target="talks",
        permission=WRITE,
        perform=service.note_talks,
        tone="ok",
    ),
    Transition(
        name="agree",
        label=_("They have agreed"),
        source=("introduced", "talks"),
        target="agreement",
        permission=WRITE,
        perform=service.note_agreement,
        tone="ok",
    ),
    Transition(
        name="close",
        label=_("Close without agreement"),
        source=("received", "screened", "forwarded", "introduced", "talks"),
        target="closed",
        permission=WRITE,
        perform=service.close_interest,
        fields=(
            Field(
                name="closed_reason", label=_("Why"), kind=Kind.CHOICE, choices=CLOSED_REASONS, required=True
            ),
            Field(name="comment", label=_("What can be learnt"), kind=Kind.LONG_TEXT, max_length=1000),
        ),
        tone="bad",
    ),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.receive_interest(ctx, values)


INTERESTS = RecordType(
    kind="interest",
    model=Interest,
    title=_("Expression of interest"),
    plural=_("Expressions of interest"),
    path="interests",
    icon="mail-opened",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Who abroad wants to know more of a profile. They learn who the client is when it has consented."),
    empty=_("No interest yet. It comes from other advisers, or by the public page of a profile."),
    fields=(
        Field(name="title", label=_("What it is about"), help=_("Empty: who is interested, and in what.")),
        Field(
            name="profile_id",
            label=_("Profile"),
            kind=Kind.RECORD,
            refers_to="partnerships/profile",
            required=True,
        ),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=INTEREST_STATES, read_only=True),
        Field(name="channel", label=_("How it came"), kind=Kind.CHOICE, choices=CHANNELS),
        Field(name="organisation_id", label=_("Organisation in the register"), kind=Kind.ORGANISATION),
        Field(name="from_organisation", label=_("Organisation, as they write it")),
        Field(name="from_name", label=_("Who writes"), personal=True),
        Field(name="from_email", label=_("E-mail"), kind=Kind.EMAIL, personal=True, max_length=254),
        Field(name="person_id", label=_("Person in the register"), kind=Kind.PERSON, personal=True),
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY),
        *(Field(name=name, label=text, kind=Kind.LONG_TEXT, max_length=2000) for name, text in QUESTIONS),
        Field(name="received_on", label=_("Received on"), kind=Kind.DATE),
        Field(name="consent_by", label=_("Consented for the client"), personal=True, read_only=True),
        Field(name="consent_on", label=_("Consented on"), kind=Kind.DATE, read_only=True),
        Field(
            name="closed_reason",
            label=_("Why it was closed"),
            kind=Kind.CHOICE,
            choices=CLOSED_REASONS,
            read_only=True,
        ),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "profile_id", "country", "state", "channel", "received_on", "owner_id"),
    filters=("profile_id", "country", "state", "channel", "closed_reason", "owner_id"),
    search=("title", "from_organisation", "who", "why", "note"),
    state="state",
    board=Board(
        columns=tuple(state.value for state in InterestState), card=("profile_id", "country", "received_on")
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The interest"), fields=("title", "profile_id", "channel", "received_on")),
        Section(
            title=_("From whom"),
            fields=(
                "organisation_id",
                "from_organisation",
                "country",
                "from_name",
                "from_email",
                "person_id",
            ),
        ),
        Section(title=_("Their three answers"), fields=tuple(name for name, _text in QUESTIONS)),
        Section(title=_("Consent"), fields=("consent_by", "consent_on", "closed_reason")),
        Section(title=_("For us"), fields=("owner_id", "note")),
    ),
    create=_create,
)
