"""Partner agreements as records: drafted, signed, ended, and whether they count."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, RecordType, Section, Transition, _
from utblick_partnerships.choices.projects import AGREEMENT_STATES
from utblick_partnerships.models import Agreement, AgreementState
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.service import agreements as service

_REGISTRY = Field(
    name="registry_number",
    label=_("Registry number"),
    max_length=40,
    help=_("Of the municipality's own register, as KS 2026/00412"),
)

_TRANSITIONS = (
    Transition(
        name="sign",
        label=_("All partners have signed"),
        source=("drafted",),
        target="signed",
        permission=WRITE,
        perform=service.sign_agreement,
        fields=(
            Field(name="signed_on", label=_("Signed on"), kind=Kind.DATE, help=_("Empty: today.")),
            _REGISTRY,
        ),
        tone="ok",
    ),
    Transition(
        name="end",
        label=_("It has ended"),
        source=("drafted", "signed"),
        target="ended",
        permission=WRITE,
        perform=service.end_agreement,
        fields=(
            Field(name="ended_on", label=_("Ended on"), kind=Kind.DATE, help=_("Empty: today.")),
            Field(name="ended_reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=1000, required=True),
        ),
        tone="bad",
    ),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.draft_agreement(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_agreement(ctx, cast("Agreement", row), changes)


AGREEMENTS = RecordType(
    kind="agreement",
    model=Agreement,
    title=_("Partner agreement"),
    plural=_("Partner agreements"),
    path="agreements",
    icon="heart-handshake",
    read=READ,
    write=WRITE,
    name="title",
    lead=_(
        "Agreements between the partners of projects. One counts with a local small firm and two countries."
    ),
    empty=_("No agreements yet. Begin one on the page of a project."),
    fields=(
        Field(name="title", label=_("Title"), help=_("Empty: the name of the project.")),
        Field(
            name="project_id",
            label=_("Project"),
            kind=Kind.RECORD,
            refers_to="partnerships/project",
            required=True,
        ),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=AGREEMENT_STATES, read_only=True),
        _REGISTRY,
        Field(name="signed_on", label=_("Signed on"), kind=Kind.DATE, read_only=True),
        Field(name="starts_on", label=_("In force from"), kind=Kind.DATE),
        Field(name="ends_on", label=_("In force until"), kind=Kind.DATE),
        Field(name="ended_on", label=_("Ended on"), kind=Kind.DATE, read_only=True),
        Field(
            name="ended_reason",
            label=_("Why it ended"),
            kind=Kind.LONG_TEXT,
            max_length=1000,
            read_only=True,
        ),
        Field(name="countries", label=_("Countries"), kind=Kind.INTEGER, read_only=True),
        Field(name="small_firms", label=_("Local small firms"), kind=Kind.INTEGER, read_only=True),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "project_id", "state", "signed_on", "countries", "small_firms"),
    filters=("project_id", "state", "signed_on", "owner_id"),
    search=("title", "registry_number", "note"),
    registry="registry_number",
    state="state",
    board=Board(
        columns=tuple(state.value for state in AgreementState),
        card=("project_id", "signed_on", "small_firms"),
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The agreement"), fields=("title", "project_id", "registry_number")),
        Section(title=_("When"), fields=("starts_on", "ends_on")),
        Section(title=_("For us"), fields=("owner_id", "note")),
    ),
    create=_create,
    update=_update,
)
