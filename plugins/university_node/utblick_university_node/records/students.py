"""Students as records, without their names in the lists of others, and matches."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, Msg, RecordType, Section, Transition, _, format_date
from utblick_university_node.choices.fields import STUDY_FIELDS
from utblick_university_node.choices.people import (
    DECLINE_REASONS,
    MATCH_ORIGINS,
    MATCH_STATES,
    PARTIES,
    STUDENT_STATES,
)
from utblick_university_node.choices.reasons import said
from utblick_university_node.choices.work import LEVELS
from utblick_university_node.models import Match, Student
from utblick_university_node.permissions import READ, WRITE
from utblick_university_node.queries.students import links_about
from utblick_university_node.records.institutions import INSTITUTION
from utblick_university_node.service import links, matches, students, triangles


def _update_student(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return students.update_student(ctx, cast("Student", row), changes)


def _match_facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    match = cast("Match", row)
    told: list[tuple[Msg, object]] = []
    if match.reasons:
        why = " ".join(ctx.translate(one) for one in said(ctx, match.reasons))
        told.append((_("Why they may fit"), why))
    sent = next(iter(links_about(ctx, match.id, links.ANSWER)), None)
    if sent is not None:
        day = format_date(sent.made_at.date(), ctx.language, style="long")
        told.append((_("Asked by mail"), f"{sent.recipient_email}, {day}"))
    return told


STUDENTS = RecordType(
    kind="student",
    model=Student,
    title=_("Student"),
    plural=_("Students"),
    path="students",
    icon="user",
    read=READ,
    write=WRITE,
    name="title",
    lead=_(
        "Students who have agreed to be known here. Interest that came to nothing is forgotten by itself."
    ),
    empty=_("No students yet. They come by the public page, or from a contact at a university."),
    fields=(
        Field(name="title", label=_("Programme and university"), read_only=True),
        Field(name="person_id", label=_("Person"), kind=Kind.PERSON, personal=True, required=True),
        Field(name="institution_id", label=_("University"), kind=Kind.RECORD, refers_to=INSTITUTION),
        Field(name="programme", label=_("Programme")),
        Field(name="level", label=_("Level"), kind=Kind.CHOICE, choices=LEVELS),
        Field(name="fields", label=_("Fields of study"), kind=Kind.TAGS, vocabulary=STUDY_FIELDS),
        Field(name="languages", label=_("Languages"), kind=Kind.TAGS, each=Kind.LANGUAGE),
        Field(name="countries", label=_("Wants to go to"), kind=Kind.TAGS, each=Kind.COUNTRY),
        Field(name="available_from", label=_("Can begin from"), kind=Kind.DATE),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=STUDENT_STATES, read_only=True),
        Field(name="consent_on", label=_("Consent given on"), kind=Kind.DATE),
        Field(name="withdrawn_on", label=_("Consent withdrawn on"), kind=Kind.DATE, read_only=True),
        Field(name="keep_until", label=_("Kept until"), kind=Kind.DATE, read_only=True),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=2000, personal=True),
    ),
    columns=("title", "person_id", "level", "state", "available_from", "keep_until"),
    filters=("institution_id", "level", "fields", "state", "available_from"),
    search=("title",),
    state="state",
    sections=(
        Section(title=_("The student"), fields=("person_id", "institution_id", "programme", "level")),
        Section(title=_("Wishes"), fields=("fields", "languages", "countries", "available_from")),
        Section(title=_("Consent"), fields=("consent_on", "note")),
    ),
    transitions=(
        Transition(
            name="send_link",
            label=_("Send the student the link to their own data"),
            source=("active", "resting"),
            target="active",
            permission=WRITE,
            perform=students.send_link,
        ),
        Transition(
            name="rest",
            label=_("Let rest"),
            source=("active",),
            target="resting",
            permission=WRITE,
            perform=students.rest_student,
        ),
        Transition(
            name="wake",
            label=_("Match again"),
            source=("resting",),
            target="active",
            permission=WRITE,
            perform=students.wake_student,
            tone="ok",
        ),
    ),
    create=students.add_student,
    update=_update_student,
)

_WAITING = ("proposed", "accepted_company", "accepted_student")

MATCHES = RecordType(
    kind="match",
    model=Match,
    title=_("Match"),
    plural=_("Matches"),
    path="matches",
    icon="heart-handshake",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Students and assignments that may fit. Company, student and university answer in turn."),
    empty=_("No matches yet. Open a published assignment and see who fits."),
    fields=(
        Field(name="title", label=_("Assignment"), read_only=True),
        Field(
            name="assignment_id",
            label=_("Assignment in the register"),
            kind=Kind.RECORD,
            refers_to="university_node/assignment",
            required=True,
        ),
        Field(
            name="student_id",
            label=_("Student"),
            kind=Kind.RECORD,
            refers_to="university_node/student",
            required=True,
        ),
        Field(name="organisation_id", label=_("Host"), kind=Kind.ORGANISATION, read_only=True),
        Field(
            name="institution_id",
            label=_("University"),
            kind=Kind.RECORD,
            refers_to=INSTITUTION,
            read_only=True,
        ),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=MATCH_STATES, read_only=True),
        Field(
            name="origin",
            label=_("How it came about"),
            kind=Kind.CHOICE,
            choices=MATCH_ORIGINS,
            read_only=True,
        ),
        Field(
            name="words",
            label=_("The student's own words"),
            kind=Kind.LONG_TEXT,
            max_length=2000,
            personal=True,
        ),
        Field(name="answer_by", label=_("To be answered by"), kind=Kind.DATE, read_only=True),
        Field(name="company_on", label=_("The company said yes on"), kind=Kind.DATE, read_only=True),
        Field(name="student_on", label=_("The student said yes on"), kind=Kind.DATE, read_only=True),
        Field(name="school_on", label=_("The university approved on"), kind=Kind.DATE, read_only=True),
        Field(name="declined_by", label=_("Declined by"), kind=Kind.CHOICE, choices=PARTIES, read_only=True),
        Field(
            name="declined_reason", label=_("Why"), kind=Kind.CHOICE, choices=DECLINE_REASONS, read_only=True
        ),
        Field(name="comment", label=_("Comment"), kind=Kind.LONG_TEXT, read_only=True),
    ),
    columns=("title", "organisation_id", "state", "origin", "answer_by", "institution_id"),
    filters=(
        "assignment_id",
        "student_id",
        "organisation_id",
        "institution_id",
        "state",
        "origin",
        "declined_reason",
    ),
    search=("title",),
    sort="-updated_at",
    state="state",
    board=Board(
        columns=(
            "proposed",
            "accepted_company",
            "accepted_student",
            "approved_school",
            "declined",
            "expired",
        ),
        card=("organisation_id", "origin", "answer_by"),
        due="answer_by",
    ),
    sections=(
        Section(title=_("The match"), fields=("assignment_id", "student_id", "words")),
        Section(
            title=_("Answers"),
            fields=(
                "answer_by",
                "company_on",
                "student_on",
                "school_on",
                "declined_by",
                "declined_reason",
                "comment",
            ),
        ),
    ),
    transitions=(
        Transition(
            name="accept_company",
            label=_("Note that the company says yes"),
            source=("proposed",),
            target="accepted_company",
            permission=WRITE,
            perform=matches.accept_for_company,
            tone="ok",
        ),
        Transition(
            name="accept_student",
            label=_("Note that the student says yes"),
            source=("accepted_company",),
            target="accepted_student",
            permission=WRITE,
            perform=matches.accept_for_student,
            tone="ok",
        ),
        Transition(
            name="approve",
            label=_("Note that the university approves"),
            source=("accepted_student",),
            target="approved_school",
            permission=WRITE,
            perform=matches.approve_for_school,
            tone="ok",
        ),
        Transition(
            name="draft_agreement",
            label=_("Draft the three-party agreement"),
            source=("approved_school",),
            target="approved_school",
            permission=WRITE,
            perform=triangles.draft_from_match,
            tone="ok",
            drag=False,
        ),
        Transition(
            name="ask_again",
            label=_("Send a new letter"),
            source=_WAITING,
            target="proposed",
            permission=WRITE,
            perform=matches.ask_again,
            drag=False,
        ),
        Transition(
            name="decline",
            label=_("Note that somebody says no"),
            source=_WAITING,
            target="declined",
            permission=WRITE,
            perform=matches.decline_match,
            tone="bad",
            fields=(
                Field(
                    name="declined_by",
                    label=_("Who says no"),
                    kind=Kind.CHOICE,
                    choices=PARTIES,
                    required=True,
                ),
                Field(
                    name="declined_reason",
                    label=_("Why"),
                    kind=Kind.CHOICE,
                    choices=DECLINE_REASONS,
                    required=True,
                ),
                Field(name="comment", label=_("Comment"), kind=Kind.LONG_TEXT, max_length=1000),
            ),
        ),
    ),
    create=matches.create_match,
    facts=_match_facts,
    editable=False,
)
