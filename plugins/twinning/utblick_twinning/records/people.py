"""Steps of decisions, contact persons and promises as records of a town."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, RecordType, Section, Transition, _
from utblick_twinning.choices import CONTACT_STATES, PROMISE_STATES, SIDES, STEP_KINDS, STEP_OUTCOMES
from utblick_twinning.models import Contact, Promise, Step
from utblick_twinning.permissions import READ, WRITE
from utblick_twinning.records.towns import BODY, DIARY, EXPIRES, NOTE
from utblick_twinning.service import people, promises
from utblick_twinning.service.towns import note_step

TOWN = Field(name="town_id", label=_("Twin town"), kind=Kind.RECORD, refers_to="twinning/town", required=True)


def _note_step(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return note_step(ctx, values)


def _add_contact(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return people.add_contact(ctx, values)


def _update_contact(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return people.update_contact(ctx, cast("Contact", row), changes)


def _give_promise(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return promises.give_promise(ctx, values)


STEPS = RecordType(
    kind="step",
    model=Step,
    title=_("Decision step"),
    plural=_("Decision steps"),
    path="steps",
    icon="gavel",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    lead=_("Who decided what about which town, when, and under which number. Add the documents as files."),
    empty=_("No steps yet. They come when a proposal, a decision or a signing is recorded on a town."),
    fields=(
        Field(name="title", label=_("What it is about"), required=True),
        TOWN,
        Field(name="kind", label=_("Step"), kind=Kind.CHOICE, choices=STEP_KINDS, required=True),
        BODY,
        Field(name="decided_on", label=_("Day"), kind=Kind.DATE, required=True),
        DIARY,
        Field(name="outcome", label=_("Outcome"), kind=Kind.CHOICE, choices=STEP_OUTCOMES, required=True),
        EXPIRES,
        NOTE,
    ),
    columns=("title", "kind", "decided_on", "diary_number", "outcome"),
    filters=("town_id", "kind", "decided_on", "outcome"),
    search=("title", "diary_number", "body"),
    registry="diary_number",
    sort="-decided_on",
    sections=(
        Section(title=_("The step"), fields=("title", "town_id", "kind", "body", "decided_on", "outcome")),
        Section(title=_("The decision"), fields=("diary_number", "expires_on", "note")),
    ),
    create=_note_step,
)

CONTACTS = RecordType(
    kind="contact",
    model=Contact,
    title=_("Contact person"),
    plural=_("Contact persons"),
    path="contacts",
    icon="users",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    lead=_("The people who keep our ties alive, and who takes over after them."),
    empty=_("No contact persons yet. Add them on the page of the town."),
    fields=(
        Field(name="title", label=_("Role"), required=True, help=_("For example: International secretary")),
        TOWN,
        Field(name="person_id", label=_("Person"), kind=Kind.PERSON, required=True, personal=True),
        Field(name="side", label=_("Side"), kind=Kind.CHOICE, choices=SIDES, required=True),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=CONTACT_STATES, read_only=True),
        Field(name="starts_on", label=_("Since"), kind=Kind.DATE),
        Field(name="ends_on", label=_("Until"), kind=Kind.DATE, read_only=True),
        Field(name="successor_id", label=_("Successor"), kind=Kind.PERSON, personal=True),
    ),
    columns=("title", "person_id", "side", "state", "successor_id"),
    filters=("town_id", "side", "state"),
    search=("title",),
    state="state",
    transitions=(
        Transition(
            name="end",
            label=_("Note that the person has left"),
            source=("active",),
            target="ended",
            permission=WRITE,
            perform=people.end_contact,
            tone="warn",
            fields=(
                Field(name="ends_on", label=_("Left on"), kind=Kind.DATE, help=_("Empty: today.")),
                Field(
                    name="successor_id",
                    label=_("Successor"),
                    kind=Kind.PERSON,
                    personal=True,
                    help=_("Empty: nobody yet. The town shows the gap, and a task is written."),
                ),
            ),
            drag=False,
        ),
    ),
    sections=(
        Section(title=_("Who and where"), fields=("town_id", "person_id", "title", "side", "starts_on")),
        Section(title=_("Afterwards"), fields=("ends_on", "successor_id")),
    ),
    create=_add_contact,
    update=_update_contact,
)

_REASON = Field(name="reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=1000)

PROMISES = RecordType(
    kind="promise",
    model=Promise,
    title=_("Promise"),
    plural=_("Promises"),
    path="promises",
    icon="contract",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("What we have promised whom abroad, and by when. A kept promise is what trust is made of."),
    empty=_("No promises yet. Write them down at once, on the page of the town or the exchange."),
    fields=(
        Field(name="title", label=_("What we promised"), required=True),
        TOWN,
        Field(
            name="exchange_id", label=_("At which exchange"), kind=Kind.RECORD, refers_to="twinning/exchange"
        ),
        Field(name="promised_to", label=_("To whom"), help=_("An office or an organisation, not a person.")),
        Field(name="due_on", label=_("By"), kind=Kind.DATE),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=PROMISE_STATES, read_only=True),
        Field(name="settled_on", label=_("Settled on"), kind=Kind.DATE, read_only=True),
        replace(_REASON, read_only=True),
        Field(name="owner_id", label=_("Who keeps it"), kind=Kind.USER),
    ),
    columns=("title", "town_id", "promised_to", "due_on", "state", "owner_id"),
    filters=("town_id", "state", "due_on", "owner_id"),
    search=("title", "promised_to"),
    sort="due_on",
    state="state",
    board=Board(columns=("open", "kept", "broken"), card=("town_id", "promised_to", "due_on"), due="due_on"),
    transitions=(
        Transition(
            name="keep",
            label=_("Note that it was kept"),
            source=("open",),
            target="kept",
            permission=WRITE,
            perform=promises.keep_promise,
            tone="ok",
        ),
        Transition(
            name="break",
            label=_("Note that it will not be kept"),
            source=("open",),
            target="broken",
            permission=WRITE,
            perform=promises.break_promise,
            tone="bad",
            fields=(replace(_REASON, required=True),),
        ),
    ),
    sections=(
        Section(title=_("The promise"), fields=("title", "town_id", "exchange_id", "promised_to")),
        Section(title=_("For us"), fields=("due_on", "owner_id", "settled_on", "reason")),
    ),
    create=_give_promise,
)
