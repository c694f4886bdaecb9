"""Applications as records; their states mirror the programme's own system."""

from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, Msg, RecordType, Section, Tone, Transition, _
from utblick_partnerships.choices.projects import APPLICATION_STATES
from utblick_partnerships.models import Application, ApplicationState
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.service import applications as service

_SUBMITTED_ON = Field(name="submitted_on", label=_("Handed in on"), kind=Kind.DATE, help=_("Empty: today."))
_REQUESTED = Field(name="requested", label=_("Applied for"), kind=Kind.MONEY, currency="EUR", minimum=0)
_REFERENCE = Field(name="reference", label=_("Number in the programme's system"), max_length=60)
_DECIDED_ON = Field(name="decided_on", label=_("Decided on"), kind=Kind.DATE, help=_("Empty: today."))
_GRANTED = Field(
    name="granted",
    label=_("Granted"),
    kind=Kind.MONEY,
    currency="EUR",
    minimum=0,
    help=_("Empty: what was applied for."),
)
_DECISION = Field(name="decision", label=_("The decision in short"), kind=Kind.LONG_TEXT, max_length=2000)
_LESSON = Field(name="lesson", label=_("What can be learnt"), kind=Kind.LONG_TEXT, max_length=2000)


def _mirror(target: ApplicationState) -> Callable[[Context, UUID, Mapping[str, Any]], object]:
    return lambda ctx, record_id, _answers: service.mirror_state(ctx, record_id, target)


def _mirrored(
    name: str, label: Msg, source: tuple[str, ...], target: ApplicationState, tone: Tone
) -> Transition:
    return Transition(
        name=name,
        label=label,
        source=source,
        target=target.value,
        permission=WRITE,
        perform=_mirror(target),
        tone=tone,
    )


_IN_PLAY = ("submitted", "eligible", "returned_to_applicant")

_TRANSITIONS = (
    Transition(
        name="submit",
        label=_("It has been handed in"),
        source=("draft", "returned_to_applicant"),
        target="submitted",
        permission=WRITE,
        perform=service.submit_application,
        fields=(_SUBMITTED_ON, _REQUESTED, _REFERENCE),
        tone="info",
    ),
    _mirrored("give_back", _("Returned to us"), ("submitted", "eligible"), ApplicationState.RETURNED, "warn"),
    _mirrored("find_eligible", _("Found eligible"), ("submitted",), ApplicationState.ELIGIBLE, "info"),
    _mirrored("find_ineligible", _("Found ineligible"), ("submitted",), ApplicationState.INELIGIBLE, "bad"),
    Transition(
        name="approve",
        label=_("Approved"),
        source=_IN_PLAY,
        target="approved",
        permission=WRITE,
        perform=service.approve_application,
        fields=(
            _DECIDED_ON,
            _GRANTED,
            Field(name="conditions", label=_("There are conditions"), kind=Kind.BOOLEAN),
            _DECISION,
        ),
        tone="ok",
    ),
    Transition(
        name="reject",
        label=_("Not approved"),
        source=_IN_PLAY,
        target="not_approved",
        permission=WRITE,
        perform=service.reject_application,
        fields=(_DECIDED_ON, _DECISION, _LESSON),
        tone="bad",
    ),
    _mirrored(
        "contract",
        _("The contract is signed"),
        ("approved", "approved_with_conditions", "in_modification"),
        ApplicationState.CONTRACTED,
        "ok",
    ),
    _mirrored("modify", _("It is being modified"), ("contracted",), ApplicationState.MODIFICATION, "warn"),
    _mirrored(
        "close",
        _("It is closed"),
        ("contracted", "not_approved", "ineligible"),
        ApplicationState.CLOSED,
        "mute",
    ),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.draft_application(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_application(ctx, cast("Application", row), changes)


APPLICATIONS = RecordType(
    kind="application",
    model=Application,
    title=_("Application"),
    plural=_("Applications"),
    path="applications",
    icon="send",
    read=READ,
    write=WRITE,
    name="title",
    lead=_(
        "What we have applied for or take part in. The application itself stands in the programme's system."
    ),
    empty=_("No applications yet. They come from consortia, or are noted here."),
    fields=(
        Field(name="title", label=_("What it is about"), required=True),
        Field(name="acronym", label=_("Acronym"), max_length=40),
        Field(
            name="consortium_id",
            label=_("Consortium"),
            kind=Kind.RECORD,
            refers_to="partnerships/consortium",
            help=_("What is left empty below is filled in from it."),
        ),
        Field(name="call_id", label=_("Call"), kind=Kind.RECORD, refers_to="partnerships/call"),
        Field(name="organisation_id", label=_("Lead partner"), kind=Kind.ORGANISATION),
        Field(name="programme", label=_("Programme")),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=APPLICATION_STATES, read_only=True),
        Field(name="deadline", label=_("Deadline"), kind=Kind.INSTANT),
        Field(name="submitted_on", label=_("Handed in on"), kind=Kind.DATE, read_only=True),
        Field(name="decided_on", label=_("Decided on"), kind=Kind.DATE, read_only=True),
        _REFERENCE,
        Field(name="budget", label=_("Whole budget"), kind=Kind.MONEY, currency="EUR", minimum=0),
        _REQUESTED,
        Field(name="granted", label=_("Granted"), kind=Kind.MONEY, currency="EUR", minimum=0, read_only=True),
        _DECISION,
        _LESSON,
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "programme", "state", "deadline", "requested", "granted", "owner_id"),
    filters=("programme", "state", "call_id", "submitted_on", "owner_id"),
    search=("title", "acronym", "reference", "decision", "lesson"),
    state="state",
    board=Board(
        columns=tuple(state.value for state in ApplicationState), card=("programme", "requested", "deadline")
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The application"), fields=("title", "acronym", "consortium_id", "organisation_id")),
        Section(title=_("To whom"), fields=("call_id", "programme", "deadline", "reference")),
        Section(title=_("Money"), fields=("budget", "requested")),
        Section(title=_("The decision"), fields=("submitted_on", "decided_on", "decision", "lesson")),
        Section(title=_("For us"), fields=("owner_id", "note")),
    ),
    create=_create,
    update=_update,
)
