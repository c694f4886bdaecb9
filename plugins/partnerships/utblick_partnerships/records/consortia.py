"""Consortia as records; their seats stand on the page of each."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, Msg, RecordType, Section, Transition, _
from utblick_partnerships.choices.consortia import CONSORTIUM_STATES
from utblick_partnerships.models import FILLED, Consortium, ConsortiumState
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.queries import consortia as queries
from utblick_partnerships.records.calls import rules_known
from utblick_partnerships.service import consortia as service

_TRANSITIONS = (
    Transition(
        name="complete",
        label=_("It is complete"),
        source=("building",),
        target="complete",
        permission=WRITE,
        perform=service.complete_consortium,
        fields=(
            Field(
                name="although",
                label=_("It is complete although the rules are not met"),
                kind=Kind.BOOLEAN,
            ),
        ),
        tone="ok",
    ),
    Transition(
        name="reopen",
        label=_("Go on building"),
        source=("complete", "dissolved"),
        target="building",
        permission=WRITE,
        perform=service.reopen_consortium,
        tone="info",
    ),
    Transition(
        name="dissolve",
        label=_("Dissolve"),
        source=("building", "complete"),
        target="dissolved",
        permission=WRITE,
        perform=service.dissolve_consortium,
        fields=(Field(name="reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=1000, required=True),),
        tone="bad",
    ),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.open_consortium(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_consortium(ctx, cast("Consortium", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    counts = queries.counts(ctx, cast("Consortium", row).id)
    filled = sum(counts.get(state, 0) for state in FILLED)
    return [(_("Seats"), _("{yes} of {all} have said yes", yes=filled, all=sum(counts.values())))]


def _flag(name: str, label: Msg) -> Field:
    return Field(name=name, label=label, kind=Kind.BOOLEAN)


CONSORTIA = RecordType(
    kind="consortium",
    model=Consortium,
    title=_("Consortium"),
    plural=_("Consortia"),
    path="consortia",
    icon="affiliate",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Who would carry out a project together: seats sought and filled, held against the call's rules."),
    empty=_("No consortia yet. Begin one from an idea or a call."),
    fields=(
        Field(name="title", label=_("What it is about"), required=True),
        Field(name="acronym", label=_("Acronym"), max_length=40),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=CONSORTIUM_STATES, read_only=True),
        Field(name="idea_id", label=_("Idea"), kind=Kind.RECORD, refers_to="partnerships/idea"),
        Field(name="call_id", label=_("Call"), kind=Kind.RECORD, refers_to="partnerships/call"),
        Field(
            name="rules",
            label=_("Rules of eligibility"),
            kind=Kind.CHOICE,
            choices_from=rules_known,
            help=_("Empty: those of the call, where they are known."),
        ),
        Field(name="met", label=_("The rules are met"), kind=Kind.BOOLEAN, read_only=True),
        Field(name="missing", label=_("Requirements not met"), kind=Kind.INTEGER, read_only=True),
        Field(name="starts_on", label=_("Begins on"), kind=Kind.DATE),
        Field(name="months", label=_("Months"), kind=Kind.INTEGER, minimum=1),
        Field(name="participants", label=_("Direct participants"), kind=Kind.INTEGER, minimum=0),
        Field(
            name="international", label=_("Participants from other countries"), kind=Kind.INTEGER, minimum=0
        ),
        Field(
            name="event_countries", label=_("Countries of the activities"), kind=Kind.TAGS, each=Kind.COUNTRY
        ),
        _flag("development", _("Developed together")),
        _flag("implementation", _("Carried out together")),
        _flag("staffing", _("Staffed together")),
        _flag("financing", _("Financed together")),
        Field(name="budget", label=_("Whole budget"), kind=Kind.MONEY, currency="EUR", minimum=0),
        Field(name="grant", label=_("Grant applied for"), kind=Kind.MONEY, currency="EUR", minimum=0),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "state", "rules", "met", "missing", "starts_on", "owner_id"),
    filters=("state", "rules", "met", "call_id", "owner_id"),
    search=("title", "acronym", "note"),
    state="state",
    board=Board(
        columns=tuple(state.value for state in ConsortiumState), card=("call_id", "missing", "owner_id")
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The consortium"), fields=("title", "acronym", "idea_id", "call_id", "rules")),
        Section(
            title=_("What the rules ask for"),
            fields=("starts_on", "months", "participants", "international", "event_countries"),
        ),
        Section(title=_("Cooperation"), fields=("development", "implementation", "staffing", "financing")),
        Section(title=_("Money"), fields=("budget", "grant")),
        Section(title=_("For us"), fields=("owner_id", "note")),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)
