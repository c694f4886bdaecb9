"""Greetings as records, and who may do what with them."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from utblick.api import Board, Choice, Context, Field, Kind, Permission, RecordType, Section, Transition, _
from utblick.hello import service
from utblick.hello.models import Greeting

_READ, _WRITE = "hello.read", "hello.write"
_STATES = (
    Choice(value="planned", label=_("Planned"), tone="info"),
    Choice(value="sent", label=_("Sent"), tone="ok"),
    Choice(value="missed", label=_("Missed"), tone="bad"),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.plan_greeting(ctx, values)


GREETINGS = RecordType(
    kind="greeting",
    model=Greeting,
    title=_("Greeting"),
    plural=_("Greetings"),
    path="greetings",
    icon="mail",
    read=_READ,
    write=_WRITE,
    name="title",
    lead=_("Whom we greet, when, and what we say."),
    empty=_("No greeting is planned yet."),
    fields=(
        Field(name="title", label=_("Occasion"), required=True),
        Field(name="organisation_id", label=_("Organisation"), kind=Kind.ORGANISATION, required=True),
        Field(name="person_id", label=_("Person"), kind=Kind.PERSON, personal=True),
        Field(name="state", label=_("State"), kind=Kind.CHOICE, choices=_STATES, read_only=True),
        Field(name="due_on", label=_("To be sent on"), kind=Kind.DATE, required=True),
        Field(name="sent_on", label=_("Sent on"), kind=Kind.DATE, read_only=True),
        Field(name="words", label=_("What we say"), kind=Kind.LONG_TEXT, max_length=2000),
    ),
    columns=("title", "organisation_id", "state", "due_on", "sent_on"),
    filters=("organisation_id", "state", "due_on"),
    search=("title",),
    state="state",
    board=Board(columns=("planned", "sent", "missed"), card=("organisation_id", "due_on")),
    transitions=(
        Transition(
            name="send",
            label=_("Note as sent"),
            source=("planned", "missed"),
            target="sent",
            permission=_WRITE,
            perform=service.send_greeting,
            tone="ok",
            fields=(Field(name="sent_on", label=_("Sent on"), kind=Kind.DATE),),
        ),
    ),
    sections=(
        Section(title=_("Whom and when"), fields=("title", "organisation_id", "person_id", "due_on")),
        Section(title=_("The greeting"), fields=("words",)),
    ),
    create=_create,
    delete=True,
)

RECORDS = (GREETINGS,)

PERMISSIONS = (
    Permission(name=_READ, title=_("See greetings"), roles=("reader", "officer", "coordinator")),
    Permission(name=_WRITE, title=_("Plan and send greetings")),
)
