"""Projects as records, in the terms of keep.eu; their partners stand on the page of each."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, Msg, RecordType, Section, Transition, _
from utblick_partnerships.choices.projects import PROJECT_STATES
from utblick_partnerships.models import Project, ProjectState
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.queries import projects as queries
from utblick_partnerships.service import projects as service

_TRANSITIONS = (
    Transition(
        name="start",
        label=_("It has begun"),
        source=("planned",),
        target="ongoing",
        permission=WRITE,
        perform=service.start_project,
        fields=(Field(name="starts_on", label=_("Begins on"), kind=Kind.DATE, help=_("Empty: today.")),),
        tone="ok",
    ),
    Transition(
        name="close",
        label=_("It is done"),
        source=("ongoing",),
        target="closed",
        permission=WRITE,
        perform=service.close_project,
        fields=(Field(name="ends_on", label=_("Ended on"), kind=Kind.DATE, help=_("Empty: today.")),),
        tone="mute",
    ),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.plan_project(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_project(ctx, cast("Project", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    parties = queries.parties(ctx, cast("Project", row).id)
    return [
        (_("Partners"), parties.partners),
        (_("Countries"), parties.countries),
        (_("Local small firms"), len(parties.small_firms)),
    ]


PROJECTS = RecordType(
    kind="project",
    model=Project,
    title=_("Project"),
    plural=_("Projects"),
    path="projects",
    icon="rocket",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Projects that we or our firms carry out with others, with partners and money."),
    empty=_("No projects yet. They come from approved applications, from keep.eu, or are noted here."),
    fields=(
        Field(name="title", label=_("Title"), required=True, max_length=300),
        Field(name="acronym", label=_("Acronym"), max_length=60),
        Field(name="title_en", label=_("Title in English"), max_length=300),
        Field(name="number", label=_("Number in the programme"), max_length=60),
        Field(
            name="application_id",
            label=_("Application"),
            kind=Kind.RECORD,
            refers_to="partnerships/application",
            help=_("Name, money and partners are taken from it where they are left empty."),
        ),
        Field(name="programme", label=_("Programme")),
        Field(name="period", label=_("Programme period"), max_length=20),
        Field(name="call_number", label=_("Number of the call"), max_length=20),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=PROJECT_STATES, read_only=True),
        Field(name="objective", label=_("Specific objective")),
        Field(name="themes", label=_("Themes"), kind=Kind.TAGS),
        Field(name="description", label=_("Description"), kind=Kind.LONG_TEXT, max_length=5000),
        Field(name="starts_on", label=_("Begins on"), kind=Kind.DATE),
        Field(name="ends_on", label=_("Ends on"), kind=Kind.DATE),
        Field(name="budget", label=_("Whole budget"), kind=Kind.MONEY, currency="EUR", minimum=0),
        Field(name="grant", label=_("EU funding"), kind=Kind.MONEY, currency="EUR", minimum=0),
        Field(name="report_due_on", label=_("Next report due"), kind=Kind.DATE),
        Field(name="website", label=_("Web page"), kind=Kind.URL, max_length=300),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
    ),
    columns=("title", "acronym", "programme", "state", "starts_on", "ends_on", "budget"),
    filters=("programme", "state", "starts_on", "owner_id"),
    search=("title", "acronym", "title_en", "number", "description"),
    state="state",
    board=Board(
        columns=tuple(state.value for state in ProjectState),
        card=("programme", "budget", "report_due_on"),
        due="report_due_on",
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(
            title=_("The project"), fields=("title", "acronym", "title_en", "application_id", "description")
        ),
        Section(
            title=_("The programme"),
            fields=("programme", "period", "call_number", "number", "objective", "themes"),
        ),
        Section(title=_("When"), fields=("starts_on", "ends_on", "report_due_on")),
        Section(title=_("Money"), fields=("budget", "grant")),
        Section(title=_("For us"), fields=("website", "owner_id")),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)
