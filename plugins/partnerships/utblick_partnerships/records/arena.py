"""Arena meetings and guidelines as records."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, RecordType, Section, Transition, _
from utblick_partnerships.choices.arena import GUIDELINE_STATES, MEETING_STATES
from utblick_partnerships.models import ArenaMeeting, Guideline, GuidelineState, MeetingState
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.service import arena as service

_MINUTES = Field(name="minutes", label=_("Minutes"), kind=Kind.LONG_TEXT, max_length=10_000, required=True)
_DECISIONS = Field(name="decisions", label=_("What was decided"), kind=Kind.LONG_TEXT, max_length=5000)
_MEETING = Field(
    name="meeting_id",
    label=_("At which meeting"),
    kind=Kind.RECORD,
    refers_to="partnerships/arena_meeting",
)
_TEXT = Field(name="text", label=_("What it says"), kind=Kind.LONG_TEXT, max_length=5000)
_ADOPTED_ON = Field(name="adopted_on", label=_("Adopted on"), kind=Kind.DATE, help=_("Empty: today."))


def _plan(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.plan_meeting(ctx, values)


def _propose(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.propose_guideline(ctx, values)


MEETINGS = RecordType(
    kind="arena_meeting",
    model=ArenaMeeting,
    title=_("Arena meeting"),
    plural=_("Arena meetings"),
    path="meetings",
    icon="users",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    lead=_("Where municipality, business and university meet."),
    empty=_("No meetings yet. Plan the first one, and ask one of each: firm, university and municipality."),
    fields=(
        Field(name="title", label=_("What it is about"), required=True),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=MEETING_STATES, read_only=True),
        Field(name="held_on", label=_("Day"), kind=Kind.DATE, required=True),
        Field(name="place", label=_("Place")),
        Field(name="agenda", label=_("Agenda"), kind=Kind.LONG_TEXT, max_length=5000),
        Field(name="minutes", label=_("Minutes"), kind=Kind.LONG_TEXT, max_length=10_000, read_only=True),
        Field(
            name="decisions",
            label=_("What was decided"),
            kind=Kind.LONG_TEXT,
            max_length=5000,
            read_only=True,
        ),
        Field(name="business", label=_("Business and firms"), kind=Kind.INTEGER, read_only=True),
        Field(name="university", label=_("University"), kind=Kind.INTEGER, read_only=True),
        Field(name="municipality", label=_("Public sector"), kind=Kind.INTEGER, read_only=True),
        Field(name="helices", label=_("Helices that came"), kind=Kind.INTEGER, read_only=True),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
    ),
    columns=("title", "held_on", "state", "place", "helices"),
    filters=("state", "held_on", "owner_id"),
    search=("title", "place", "minutes", "decisions"),
    sort="-held_on",
    state="state",
    board=Board(columns=tuple(s.value for s in MeetingState), card=("held_on", "place", "helices")),
    transitions=(
        Transition(
            name="hold",
            label=_("It has been held"),
            source=("planned",),
            target="held",
            permission=WRITE,
            perform=service.hold_meeting,
            fields=(Field(name="held_on", label=_("Day"), kind=Kind.DATE, help=_("Empty: as planned.")),),
            tone="ok",
            drag=False,
        ),
        Transition(
            name="minute",
            label=_("Write the minutes"),
            source=("held",),
            target="minuted",
            permission=WRITE,
            perform=service.write_minutes,
            fields=(_MINUTES, _DECISIONS),
            tone="ok",
        ),
        Transition(
            name="cancel",
            label=_("Call it off"),
            source=("planned",),
            target="cancelled",
            permission=WRITE,
            perform=service.cancel_meeting,
            tone="bad",
        ),
    ),
    sections=(
        Section(title=_("The meeting"), fields=("title", "held_on", "place", "owner_id")),
        Section(title=_("What it holds"), fields=("agenda",)),
        Section(title=_("What came of it"), fields=("decisions", "minutes")),
        Section(title=_("Who came"), fields=("business", "university", "municipality")),
    ),
    create=_plan,
)

GUIDELINES = RecordType(
    kind="guideline",
    model=Guideline,
    title=_("Guideline"),
    plural=_("Guidelines"),
    path="guidelines",
    icon="book",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    lead=_("What municipality, business and university have agreed to hold to."),
    empty=_("No guidelines yet. Propose one, and let a meeting adopt it."),
    fields=(
        Field(name="title", label=_("Guideline"), required=True),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=GUIDELINE_STATES, read_only=True),
        _TEXT,
        _MEETING,
        Field(name="wording", label=_("Wording no."), kind=Kind.INTEGER, read_only=True),
        Field(name="adopted_on", label=_("Adopted on"), kind=Kind.DATE, read_only=True),
        Field(name="review_on", label=_("Look at it again on"), kind=Kind.DATE),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
    ),
    columns=("title", "state", "wording", "adopted_on", "review_on"),
    filters=("state", "meeting_id", "owner_id"),
    search=("title", "text"),
    state="state",
    board=Board(
        columns=tuple(s.value for s in GuidelineState), card=("adopted_on", "review_on"), due="review_on"
    ),
    transitions=(
        Transition(
            name="adopt",
            label=_("Adopted"),
            source=("proposed",),
            target="adopted",
            permission=WRITE,
            perform=service.adopt_guideline,
            fields=(
                _MEETING,
                _ADOPTED_ON,
                Field(name="review_on", label=_("Look at it again on"), kind=Kind.DATE),
            ),
            tone="ok",
        ),
        Transition(
            name="revise",
            label=_("A new wording was adopted"),
            source=("adopted", "revised"),
            target="revised",
            permission=WRITE,
            perform=service.revise_guideline,
            fields=(
                Field(
                    name="text", label=_("What it says"), kind=Kind.LONG_TEXT, max_length=5000, required=True
                ),
                _MEETING,
                _ADOPTED_ON,
            ),
            tone="ok",
            drag=False,
        ),
        Transition(
            name="drop",
            label=_("It no longer holds"),
            source=("proposed", "adopted", "revised"),
            target="dropped",
            permission=WRITE,
            perform=service.drop_guideline,
            tone="bad",
        ),
    ),
    sections=(
        Section(title=_("The guideline"), fields=("title", "text", "meeting_id")),
        Section(title=_("For us"), fields=("review_on", "owner_id")),
    ),
    create=_propose,
)

RECORDS: tuple[RecordType, ...] = (MEETINGS, GUIDELINES)
