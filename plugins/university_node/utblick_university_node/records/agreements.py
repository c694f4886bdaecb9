"""Agreements of three as records, and what the perspectives think of what was delivered."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Choice, Context, Field, Kind, Label, Msg, RecordType, Ref, Section, Transition, _
from utblick_university_node.choices.people import PERSPECTIVES, TRIANGLE_STATES, VERDICT_STATES
from utblick_university_node.models import Triangle, Verdict
from utblick_university_node.permissions import READ, WRITE
from utblick_university_node.records.institutions import INSTITUTION
from utblick_university_node.service import triangles, verdicts


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return triangles.update_triangle(ctx, cast("Triangle", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    triangle = cast("Triangle", row)
    document = Label(
        ref=Ref("university_node", "triangle", triangle.id),
        name=ctx.translate(_("Open the document (PDF)")),
        url=f"/university_node/triangles/{triangle.id}/agreement.pdf",
        kind=_("Document"),
        icon="file-text",
    )
    return [(_("To be signed"), document)]


def _duties(name: str, label: Msg) -> Field:
    return Field(
        name=name,
        label=label,
        kind=Kind.LONG_TEXT,
        max_length=3000,
        help=_("Leave it empty to take the usual words."),
    )


def _signing(party: str, label: Msg, done: Msg) -> Transition:
    verb = {
        "student": triangles.sign_for_student,
        "host": triangles.sign_for_host,
        "school": triangles.sign_for_school,
    }[party]
    return Transition(
        name=f"sign_{party}",
        label=label,
        source=("drafted",),
        target="signed",
        permission=WRITE,
        perform=verb,
        tone="ok",
        fields=(Field(name=f"{party}_signed_on", label=done, kind=Kind.DATE),),
        drag=False,
    )


TRIANGLES = RecordType(
    kind="triangle",
    model=Triangle,
    title=_("Three-party agreement"),
    plural=_("Three-party agreements"),
    path="triangles",
    icon="certificate",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Who does what, by when: student, host and university sign the same document."),
    empty=_("No agreements yet. They are drafted from a match to which all three have said yes."),
    fields=(
        Field(name="title", label=_("Assignment")),
        Field(
            name="assignment_id",
            label=_("Assignment in the register"),
            kind=Kind.RECORD,
            refers_to="university_node/assignment",
            required=True,
        ),
        Field(
            name="match_id",
            label=_("Match"),
            kind=Kind.RECORD,
            refers_to="university_node/match",
            read_only=True,
        ),
        Field(name="student_id", label=_("Student"), kind=Kind.RECORD, refers_to="university_node/student"),
        Field(name="organisation_id", label=_("Host"), kind=Kind.ORGANISATION, read_only=True),
        Field(name="institution_id", label=_("University"), kind=Kind.RECORD, refers_to=INSTITUTION),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=TRIANGLE_STATES, read_only=True),
        Field(name="starts_on", label=_("Begins"), kind=Kind.DATE, required=True),
        Field(name="ends_on", label=_("To be done by"), kind=Kind.DATE, required=True),
        _duties("student_duties", _("What the student does")),
        _duties("host_duties", _("What the host does")),
        _duties("school_duties", _("What the university does")),
        _duties("terms", _("Terms")),
        Field(name="host_person_id", label=_("Signs for the host"), kind=Kind.PERSON, personal=True),
        Field(name="school_person_id", label=_("Signs for the university"), kind=Kind.PERSON, personal=True),
        Field(name="student_signed_on", label=_("Student signed on"), kind=Kind.DATE, read_only=True),
        Field(name="host_signed_on", label=_("Host signed on"), kind=Kind.DATE, read_only=True),
        Field(name="school_signed_on", label=_("University signed on"), kind=Kind.DATE, read_only=True),
    ),
    columns=("title", "organisation_id", "institution_id", "state", "starts_on", "ends_on"),
    head=(
        "organisation_id",
        "institution_id",
        "state",
        "student_signed_on",
        "host_signed_on",
        "school_signed_on",
    ),
    filters=("assignment_id", "organisation_id", "institution_id", "state"),
    search=("title",),
    state="state",
    sections=(
        Section(
            title=_("The parties"),
            fields=("assignment_id", "student_id", "host_person_id", "school_person_id"),
        ),
        Section(title=_("Days"), fields=("starts_on", "ends_on")),
        Section(title=_("Duties"), fields=("student_duties", "host_duties", "school_duties", "terms")),
    ),
    transitions=(
        _signing("student", _("Note the student's signature"), _("Student signed on")),
        _signing("host", _("Note the host's signature"), _("Host signed on")),
        _signing("school", _("Note the university's signature"), _("University signed on")),
        Transition(
            name="end",
            label=_("End the agreement"),
            source=("drafted", "signed"),
            target="ended",
            permission=WRITE,
            perform=triangles.end_triangle,
            tone="bad",
            confirm=_("The agreement no longer holds. A new one can be drafted."),
            drag=False,
        ),
    ),
    create=triangles.draft_triangle,
    update=_update,
    facts=_facts,
    in_menu=False,
)

SCORES = (
    Choice(value="5", label=_("5 – very good")),
    Choice(value="4", label=_("4 – good")),
    Choice(value="3", label=_("3 – fairly good")),
    Choice(value="2", label=_("2 – not so good")),
    Choice(value="1", label=_("1 – poor")),
)

VERDICTS = RecordType(
    kind="verdict",
    model=Verdict,
    title=_("Grade"),
    plural=_("Grades of delivered assignments"),
    path="verdicts",
    icon="mood-smile",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("What business, university and municipality think of each delivered assignment, from 1 to 5."),
    empty=_("No grades yet. All three are asked when an assignment is delivered."),
    fields=(
        Field(name="title", label=_("Assignment")),
        Field(
            name="assignment_id",
            label=_("Assignment in the register"),
            kind=Kind.RECORD,
            refers_to="university_node/assignment",
        ),
        Field(name="organisation_id", label=_("Host"), kind=Kind.ORGANISATION),
        Field(name="perspective", label=_("Perspective"), kind=Kind.CHOICE, choices=PERSPECTIVES),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=VERDICT_STATES),
        Field(name="asked_on", label=_("Asked on"), kind=Kind.DATE),
        Field(name="answered_on", label=_("Answered on"), kind=Kind.DATE),
        Field(name="score", label=_("Grade, 1 to 5"), kind=Kind.INTEGER),
        Field(name="comment", label=_("Comment"), kind=Kind.LONG_TEXT),
    ),
    columns=("title", "perspective", "state", "score", "asked_on", "answered_on"),
    filters=("assignment_id", "organisation_id", "perspective", "state", "score"),
    search=("title", "comment"),
    sort="-asked_on",
    state="state",
    sections=(
        Section(title=_("The question"), fields=("assignment_id", "perspective", "asked_on")),
        Section(title=_("The answer"), fields=("answered_on", "score", "comment")),
    ),
    transitions=(
        Transition(
            name="grade",
            label=_("Note the grade"),
            source=("asked",),
            target="answered",
            permission=WRITE,
            perform=verdicts.grade,
            tone="ok",
            fields=(
                Field(
                    name="score", label=_("How good was it?"), kind=Kind.CHOICE, choices=SCORES, required=True
                ),
                Field(name="comment", label=_("Comment"), kind=Kind.LONG_TEXT, max_length=2000),
            ),
        ),
    ),
    creatable=False,
    editable=False,
    in_menu=False,
)
