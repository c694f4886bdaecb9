"""Business meetings as records: which local firm met whom, and what came of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, RecordType, Section, Transition, _
from utblick_twinning.choices import MEETING_STATES, OUTCOMES
from utblick_twinning.models import Meeting
from utblick_twinning.permissions import READ, WRITE
from utblick_twinning.service import meetings as service

_OUTCOME = Field(
    name="outcome",
    label=_("What came of it"),
    kind=Kind.CHOICE,
    choices=OUTCOMES,
    help=_("When you choose one, the meeting has been held."),
)
_HELD_ON = Field(
    name="held_on", label=_("Day"), kind=Kind.DATE, help=_("Empty: the first day of the exchange, or today.")
)
_FOLLOW_UP = Field(
    name="follow_up_on",
    label=_("Follow up on"),
    kind=Kind.DATE,
    help=_("Becomes a task for the case officer."),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.arrange_meeting(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_meeting(ctx, cast("Meeting", row), changes)


MEETINGS = RecordType(
    kind="meeting",
    model=Meeting,
    title=_("Business meeting"),
    plural=_("Business meetings"),
    path="meetings",
    icon="briefcase",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Which of our firms met whom from our twin towns, and what came of it."),
    empty=_("No business meetings yet. Arrange one on the page of a twin town or an exchange."),
    fields=(
        Field(name="title", label=_("What it was about"), required=True),
        Field(
            name="exchange_id", label=_("At the exchange"), kind=Kind.RECORD, refers_to="twinning/exchange"
        ),
        Field(
            name="town_id",
            label=_("Twin town"),
            kind=Kind.RECORD,
            refers_to="twinning/town",
            help=_("Not needed when the exchange is given."),
        ),
        Field(name="organisation_id", label=_("Our firm"), kind=Kind.ORGANISATION, required=True),
        Field(name="partner_id", label=_("Met, in the register"), kind=Kind.ORGANISATION),
        Field(name="partner_name", label=_("Met, if not in the register")),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=MEETING_STATES, read_only=True),
        _HELD_ON,
        _OUTCOME,
        _FOLLOW_UP,
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=2000),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
    ),
    columns=("title", "town_id", "organisation_id", "partner_name", "state", "held_on", "outcome"),
    filters=("town_id", "exchange_id", "organisation_id", "state", "outcome", "held_on"),
    search=("title", "partner_name", "note"),
    sort="-held_on",
    state="state",
    board=Board(
        columns=("planned", "held", "withdrawn"),
        card=("organisation_id", "partner_name", "held_on", "outcome", "follow_up_on"),
    ),
    transitions=(
        Transition(
            name="hold",
            label=_("Note that they met"),
            source=("planned",),
            target="held",
            permission=WRITE,
            perform=service.hold_meeting,
            tone="ok",
            fields=(replace(_OUTCOME, required=True, help=None), _HELD_ON, _FOLLOW_UP),
        ),
        Transition(
            name="withdraw",
            label=_("Take it back: they did not meet"),
            source=("planned", "held"),
            target="withdrawn",
            permission=WRITE,
            perform=service.withdraw_meeting,
            tone="bad",
            fields=(
                Field(name="reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=1000, required=True),
            ),
        ),
    ),
    sections=(
        Section(title=_("The meeting"), fields=("title", "exchange_id", "town_id", "held_on")),
        Section(title=_("Who met"), fields=("organisation_id", "partner_id", "partner_name")),
        Section(title=_("What came of it"), fields=("outcome", "follow_up_on", "note", "owner_id")),
    ),
    create=_create,
    update=_update,
)
