"""The steps of assignments as records."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, RecordType, Section, Transition, _
from utblick_university_node.choices.work import MILESTONE_STATES
from utblick_university_node.models import Milestone
from utblick_university_node.permissions import READ, WRITE
from utblick_university_node.service import milestones


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return milestones.update_milestone(ctx, cast("Milestone", row), changes)


MILESTONES = RecordType(
    kind="milestone",
    model=Milestone,
    title=_("Step"),
    plural=_("Steps"),
    path="milestones",
    icon="flag",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("The steps of assignments, with the day of each; they stand among the tasks too."),
    empty=_("No steps. They are planned when an agreement is signed, or from the page of an assignment."),
    fields=(
        Field(name="title", label=_("Step"), required=True),
        Field(
            name="assignment_id",
            label=_("Assignment"),
            kind=Kind.RECORD,
            refers_to="university_node/assignment",
            required=True,
        ),
        Field(name="due_on", label=_("By"), kind=Kind.DATE, required=True),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=MILESTONE_STATES, read_only=True),
        Field(name="done_on", label=_("Done on"), kind=Kind.DATE, read_only=True),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=2000),
    ),
    columns=("title", "assignment_id", "due_on", "state"),
    filters=("assignment_id", "state", "due_on"),
    search=("title",),
    sort="due_on",
    state="state",
    sections=(Section(title=_("The step"), fields=("title", "assignment_id", "due_on", "note")),),
    transitions=(
        Transition(
            name="finish",
            label=_("Done"),
            source=("planned",),
            target="done",
            permission=WRITE,
            perform=milestones.finish_milestone,
            tone="ok",
        ),
    ),
    create=milestones.plan_milestone,
    update=_update,
    in_menu=False,
)
