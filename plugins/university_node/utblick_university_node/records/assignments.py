"""Assignments as records: the board, the form and the moves."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, RecordType, Section, Transition, _
from utblick_university_node.choices.fields import field_choices
from utblick_university_node.choices.work import (
    ASSIGNMENT_KINDS,
    ASSIGNMENT_STATES,
    LEVELS,
    VISIBILITIES,
)
from utblick_university_node.models import Assignment
from utblick_university_node.permissions import READ, WRITE
from utblick_university_node.records.institutions import INSTITUTION
from utblick_university_node.records.needs import UNIT
from utblick_university_node.service import assignments as service
from utblick_university_node.service import verdicts


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_assignment(ctx, cast("Assignment", row), changes)


_UNIVERSITY = Field(name="institution_id", label=_("University"), kind=Kind.RECORD, refers_to=INSTITUTION)
_STARTS = Field(name="starts_on", label=_("Begins"), kind=Kind.DATE)
_ENDS = Field(name="ends_on", label=_("To be done by"), kind=Kind.DATE)
_UNTIL = Field(name="interest_until", label=_("Last day to show interest"), kind=Kind.DATE)
_VISIBILITY = Field(
    name="visibility", label=_("Who can see it"), kind=Kind.CHOICE, choices=VISIBILITIES, required=True
)
_OPEN = ("idea", "published", "matched", "agreed", "under_way")

_TRANSITIONS = (
    Transition(
        name="publish",
        label=_("Publish"),
        source=("idea",),
        target="published",
        permission=WRITE,
        perform=service.publish_assignment,
        tone="info",
        fields=(_VISIBILITY, _UNTIL),
    ),
    Transition(
        name="match",
        label=_("Note a match that was made elsewhere"),
        source=("idea", "published"),
        target="matched",
        permission=WRITE,
        perform=service.match_assignment,
        tone="info",
        fields=(_UNIVERSITY,),
    ),
    Transition(
        name="agree",
        label=_("Note that all have agreed in writing"),
        source=("matched",),
        target="agreed",
        permission=WRITE,
        perform=service.agree_assignment,
        tone="ok",
        fields=(_STARTS, _ENDS),
    ),
    Transition(
        name="start",
        label=_("Note that the work has begun"),
        source=("agreed",),
        target="under_way",
        permission=WRITE,
        perform=service.start_assignment,
        tone="ok",
    ),
    Transition(
        name="deliver",
        label=_("Note the delivery"),
        source=("under_way",),
        target="delivered",
        permission=WRITE,
        perform=verdicts.deliver_and_ask,
        tone="ok",
        fields=(
            Field(name="delivered_on", label=_("Delivered on"), kind=Kind.DATE),
            Field(
                name="result_url",
                label=_("Link to the result"),
                kind=Kind.URL,
                max_length=300,
                help=_("For example to the thesis in DiVA."),
            ),
            Field(
                name="student_hours",
                label=_("Hours that the students worked"),
                kind=Kind.INTEGER,
                minimum=0,
                help=_("A credit is about 27 hours: 15 credits are 400 hours for each student."),
            ),
        ),
    ),
    Transition(
        name="follow_up",
        label=_("Follow up"),
        source=("delivered",),
        target="followed_up",
        permission=WRITE,
        perform=service.follow_up_assignment,
        tone="ok",
        fields=(
            Field(
                name="outcome",
                label=_("What came of it"),
                kind=Kind.LONG_TEXT,
                max_length=3000,
                required=True,
            ),
            Field(name="hired", label=_("The host hired a student"), kind=Kind.BOOLEAN),
        ),
    ),
    Transition(
        name="reopen",
        label=_("It was not delivered after all"),
        source=("delivered",),
        target="under_way",
        permission=WRITE,
        perform=service.reopen_assignment,
        tone="warn",
        confirm=_("The delivery no longer counts in any goal."),
        drag=False,
    ),
    Transition(
        name="withdraw",
        label=_("Withdraw"),
        source=_OPEN,
        target="withdrawn",
        permission=WRITE,
        perform=service.withdraw_assignment,
        tone="bad",
        fields=(
            Field(name="closed_reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=500, required=True),
        ),
    ),
    Transition(
        name="take_up",
        label=_("Take up again"),
        source=("expired", "withdrawn"),
        target="idea",
        permission=WRITE,
        perform=service.take_up_assignment,
        tone="info",
    ),
)

ASSIGNMENTS = RecordType(
    kind="assignment",
    model=Assignment,
    title=_("Assignment"),
    plural=_("Assignments"),
    path="assignments",
    icon="notebook",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("What students and researchers do for companies and for our own units."),
    empty=_("No assignments yet. They come from needs, or are written down here."),
    fields=(
        Field(name="title", label=_("Title, in Swedish"), required=True),
        Field(name="title_en", label=_("Title, in English")),
        Field(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=ASSIGNMENT_KINDS, required=True),
        Field(
            name="organisation_id",
            label=_("Host"),
            kind=Kind.ORGANISATION,
            required=True,
            help=_("The company, or the municipality itself."),
        ),
        UNIT,
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=ASSIGNMENT_STATES, read_only=True),
        Field(name="state_since", label=_("In this status since"), kind=Kind.INSTANT, read_only=True),
        _UNIVERSITY,
        Field(name="season_id", label=_("Season"), kind=Kind.RECORD, refers_to="university_node/season"),
        Field(
            name="contact_id",
            label=_("Contact at the university"),
            kind=Kind.RECORD,
            refers_to="university_node/node_contact",
        ),
        Field(
            name="need_id",
            label=_("The need it came from"),
            kind=Kind.RECORD,
            refers_to="university_node/need",
            read_only=True,
        ),
        Field(name="field", label=_("Field of study"), kind=Kind.CHOICE, choices_from=field_choices),
        Field(name="level", label=_("Level"), kind=Kind.CHOICE, choices=LEVELS),
        Field(name="credits", label=_("Credits"), kind=Kind.INTEGER, minimum=1),
        Field(name="weeks", label=_("Weeks"), kind=Kind.INTEGER, minimum=1),
        Field(name="students", label=_("Number of students"), kind=Kind.INTEGER, minimum=1),
        Field(name="country", label=_("Country that it is about"), kind=Kind.COUNTRY),
        Field(name="description", label=_("Description, in Swedish"), kind=Kind.LONG_TEXT, max_length=5000),
        Field(
            name="description_en", label=_("Description, in English"), kind=Kind.LONG_TEXT, max_length=5000
        ),
        Field(
            name="visibility",
            label=_("Who can see it"),
            kind=Kind.CHOICE,
            choices=VISIBILITIES,
            read_only=True,
        ),
        _UNTIL,
        _STARTS,
        _ENDS,
        Field(name="next_on", label=_("Next step due"), kind=Kind.DATE, read_only=True),
        Field(name="host_person_id", label=_("Supervisor at the host"), kind=Kind.PERSON, personal=True),
        Field(
            name="first_contact",
            label=_("The host's first contact ever with a university"),
            kind=Kind.BOOLEAN,
            help=_("Is set by itself. Take it away when the host has had such contacts outside of Utblick."),
        ),
        Field(name="delivered_on", label=_("Delivered on"), kind=Kind.DATE, read_only=True),
        Field(
            name="result_url", label=_("Link to the result"), kind=Kind.URL, max_length=300, read_only=True
        ),
        Field(
            name="student_hours", label=_("Hours that the students worked"), kind=Kind.INTEGER, read_only=True
        ),
        Field(name="outcome", label=_("What came of it"), kind=Kind.LONG_TEXT, read_only=True),
        Field(name="hired", label=_("The host hired a student"), kind=Kind.BOOLEAN, read_only=True),
        Field(name="closed_reason", label=_("Why it was withdrawn"), kind=Kind.LONG_TEXT, read_only=True),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "organisation_id", "kind", "state", "institution_id", "ends_on", "owner_id"),
    head=("organisation_id", "kind", "state", "institution_id", "season_id", "next_on", "ends_on"),
    filters=(
        "organisation_id",
        "institution_id",
        "season_id",
        "kind",
        "state",
        "field",
        "level",
        "visibility",
        "first_contact",
        "owner_id",
        "country",
    ),
    search=("title", "title_en", "description", "unit", "note"),
    state="state",
    board=Board(
        columns=("idea", "published", "matched", "agreed", "under_way", "delivered", "followed_up"),
        card=("organisation_id", "kind", "next_on", "owner_id"),
        due="next_on",
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(
            title=_("The assignment"),
            fields=("title", "title_en", "kind", "organisation_id", "unit", "host_person_id"),
        ),
        Section(
            title=_("University and time"),
            fields=("institution_id", "season_id", "contact_id", "interest_until", "starts_on", "ends_on"),
        ),
        Section(title=_("Extent"), fields=("field", "level", "credits", "weeks", "students", "country")),
        Section(title=_("Description"), fields=("description", "description_en")),
        Section(
            title=_("What came of it"),
            fields=("delivered_on", "result_url", "student_hours", "outcome", "hired", "closed_reason"),
        ),
        Section(
            title=_("For us"),
            fields=("need_id", "visibility", "state_since", "first_contact", "owner_id", "note"),
        ),
    ),
    create=service.note_idea,
    update=_update,
)
