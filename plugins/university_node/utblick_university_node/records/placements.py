"""Placements abroad as records, and the notes about markets that come home with them."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, RecordType, Section, Transition, _
from utblick_university_node.choices.abroad import (
    DIRECTIONS,
    LED_TO_LEAD,
    PLACEMENT_SOURCES,
    PLACEMENT_STATES,
)
from utblick_university_node.models import MarketNote, Placement
from utblick_university_node.permissions import READ, WRITE
from utblick_university_node.records.institutions import INSTITUTION
from utblick_university_node.service import placements as service


def _update_placement(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_placement(ctx, cast("Placement", row), changes)


def _update_note(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_note(ctx, cast("MarketNote", row), changes)


_COUNTRY = Field(name="country", label=_("Country"), kind=Kind.COUNTRY, required=True)
_SENDS = Field(name="institution_id", label=_("University"), kind=Kind.RECORD, refers_to=INSTITUTION)
_FIRM = Field(
    name="organisation_id",
    label=_("Local firm"),
    kind=Kind.ORGANISATION,
    help=_("The firm whose market the placement serves."),
)
_STUDENT = Field(name="student_id", label=_("Student"), kind=Kind.RECORD, refers_to="university_node/student")
_PLACE = Field(name="place", label=_("Where the student is"), help=_("The host abroad, and the town."))
_STARTS = Field(name="starts_on", label=_("Begins"), kind=Kind.DATE)
_ENDS = Field(name="ends_on", label=_("Ends"), kind=Kind.DATE)
_LEARNT = Field(
    name="learnt", label=_("What was learnt"), kind=Kind.LONG_TEXT, max_length=5000, required=True
)
_MET = Field(
    name="contacts", label=_("Which firms and organisations were met"), kind=Kind.LONG_TEXT, max_length=2000
)
_LED = Field(
    name="led_to_lead", label=_("Did it lead to a possible deal?"), kind=Kind.CHOICE, choices=LED_TO_LEAD
)

PLACEMENTS = RecordType(
    kind="placement",
    model=Placement,
    title=_("Placement abroad"),
    plural=_("Placements abroad"),
    path="placements",
    icon="plane",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Students abroad, and from abroad, each tied to a local firm's market."),
    empty=_("No placements yet. Suggestions come when a firm chooses a market, or are written down here."),
    fields=(
        Field(name="title", label=_("Placement"), help=_("Leave it empty to take the firm and the country.")),
        Field(name="direction", label=_("Direction"), kind=Kind.CHOICE, choices=DIRECTIONS, required=True),
        _COUNTRY,
        _PLACE,
        _FIRM,
        _SENDS,
        _STUDENT,
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=PLACEMENT_STATES, read_only=True),
        Field(
            name="source",
            label=_("How it came about"),
            kind=Kind.CHOICE,
            choices=PLACEMENT_SOURCES,
            read_only=True,
        ),
        _STARTS,
        _ENDS,
        Field(
            name="errand",
            label=_("What the student does for the firm"),
            kind=Kind.LONG_TEXT,
            max_length=2000,
        ),
        Field(name="closed_reason", label=_("Why it was cancelled"), kind=Kind.LONG_TEXT, read_only=True),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "organisation_id", "country", "state", "institution_id", "starts_on"),
    filters=("organisation_id", "country", "state", "institution_id", "direction", "source", "owner_id"),
    search=("title", "place", "errand", "note"),
    state="state",
    board=Board(
        columns=("wished", "offered", "matched", "agreed", "abroad", "home", "debriefed"),
        card=("organisation_id", "country", "starts_on", "owner_id"),
    ),
    sections=(
        Section(title=_("The placement"), fields=("title", "direction", "country", "place")),
        Section(title=_("The parties"), fields=("organisation_id", "institution_id", "student_id")),
        Section(title=_("Time and errand"), fields=("starts_on", "ends_on", "errand")),
        Section(title=_("For us"), fields=("owner_id", "note")),
    ),
    transitions=(
        Transition(
            name="offer",
            label=_("Note that there is a place"),
            source=("wished",),
            target="offered",
            permission=WRITE,
            perform=service.offer_placement,
            tone="info",
            fields=(_PLACE,),
        ),
        Transition(
            name="match",
            label=_("Tie student and firm together"),
            source=("wished", "offered"),
            target="matched",
            permission=WRITE,
            perform=service.match_placement,
            tone="info",
            fields=(_FIRM, _STUDENT, _SENDS),
        ),
        Transition(
            name="agree",
            label=_("Note that all have agreed"),
            source=("matched",),
            target="agreed",
            permission=WRITE,
            perform=service.agree_placement,
            tone="ok",
            fields=(_STARTS, _ENDS),
        ),
        Transition(
            name="start",
            label=_("Note that it has begun"),
            source=("agreed",),
            target="abroad",
            permission=WRITE,
            perform=service.start_placement,
            tone="ok",
        ),
        Transition(
            name="complete",
            label=_("Note the return"),
            source=("abroad",),
            target="home",
            permission=WRITE,
            perform=service.complete_placement,
            tone="ok",
            fields=(_ENDS,),
        ),
        Transition(
            name="debrief",
            label=_("File what was learnt"),
            source=("home",),
            target="debriefed",
            permission=WRITE,
            perform=service.debrief_placement,
            tone="ok",
            fields=(_LEARNT, _MET, _LED),
        ),
        Transition(
            name="cancel",
            label=_("Cancel"),
            source=("wished", "offered", "matched", "agreed", "abroad"),
            target="cancelled",
            permission=WRITE,
            perform=service.cancel_placement,
            tone="bad",
            fields=(
                Field(
                    name="closed_reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=500, required=True
                ),
            ),
        ),
    ),
    create=service.wish_placement,
    update=_update_placement,
)

MARKET_NOTES = RecordType(
    kind="market_note",
    model=MarketNote,
    title=_("Market note"),
    plural=_("Market notes"),
    path="market-notes",
    icon="notebook",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("What students have learnt about the markets of local firms."),
    empty=_("No notes yet. They are filed when a student has come home from a placement."),
    fields=(
        Field(name="title", label=_("Placement")),
        Field(
            name="placement_id",
            label=_("Placement in the register"),
            kind=Kind.RECORD,
            refers_to="university_node/placement",
            required=True,
        ),
        Field(name="organisation_id", label=_("Local firm"), kind=Kind.ORGANISATION, read_only=True),
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY),
        Field(name="filed_on", label=_("Filed on"), kind=Kind.DATE, read_only=True),
        _LEARNT,
        _MET,
        _LED,
    ),
    columns=("title", "organisation_id", "country", "filed_on", "led_to_lead"),
    filters=("placement_id", "organisation_id", "country", "led_to_lead"),
    search=("title", "learnt", "contacts"),
    sort="-filed_on",
    sections=(
        Section(title=_("The note"), fields=("placement_id", "country", "learnt", "contacts", "led_to_lead")),
    ),
    create=service.file_note,
    update=_update_note,
    in_menu=False,
)
