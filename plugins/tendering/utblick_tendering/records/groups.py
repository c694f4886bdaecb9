"""Joint bids as records: who bids together, and whether they have agreed."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, Msg, RecordType, Section, Transition, _
from utblick_tendering.choices.bids import GROUP_FORMS, GROUP_STATES
from utblick_tendering.models import BidGroup, MemberState
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.queries import bids as queries
from utblick_tendering.service import groups as service

_AGREEMENT = Field(
    name="agreement",
    label=_("What was agreed"),
    kind=Kind.LONG_TEXT,
    max_length=5000,
    help=_("Who leads, who answers for what, how income and risk are shared, what happens if one drops out."),
)

_TRANSITIONS = (
    Transition(
        name="agree",
        label=_("Note that they have agreed"),
        source=("forming",),
        target="agreed",
        permission=WRITE,
        perform=service.agree_group,
        tone="ok",
        fields=(
            Field(name="agreed_on", label=_("Agreed on"), kind=Kind.DATE, help=_("Empty: today.")),
            _AGREEMENT,
        ),
    ),
    Transition(
        name="dissolve",
        label=_("Dissolve"),
        source=("forming", "agreed"),
        target="dissolved",
        permission=WRITE,
        perform=service.dissolve_group,
        tone="bad",
        fields=(Field(name="reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=1000, required=True),),
    ),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.form_group(ctx, values)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    members = queries.members(ctx, cast("BidGroup", row).id)
    joined = sum(member.state == MemberState.ACCEPTED for member in members)
    return [(_("Companies"), _("{yes} of {all} have said yes", yes=joined, all=len(members)))]


GROUPS = RecordType(
    kind="group",
    model=BidGroup,
    title=_("Joint bid"),
    plural=_("Joint bids"),
    path="groups",
    icon="users",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Companies that bid together because none of them can alone."),
    empty=_("No joint bids yet. Open a procurement and choose “Bid together” there."),
    fields=(
        Field(name="title", label=_("What it is about"), required=True, max_length=300),
        Field(name="organisation_id", label=_("Company that leads"), kind=Kind.ORGANISATION, required=True),
        Field(name="notice_id", label=_("Procurement"), kind=Kind.RECORD, refers_to="tendering/notice"),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=GROUP_STATES, read_only=True),
        Field(name="form", label=_("How they bid together"), kind=Kind.CHOICE, choices=GROUP_FORMS),
        Field(name="agreed_on", label=_("Agreed on"), kind=Kind.DATE, read_only=True),
        _AGREEMENT,
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "organisation_id", "state", "form", "agreed_on", "owner_id"),
    filters=("organisation_id", "state", "form", "owner_id"),
    search=("title", "agreement", "note"),
    state="state",
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The joint bid"), fields=("title", "organisation_id", "notice_id", "form")),
        Section(title=_("The agreement"), fields=("agreed_on", "agreement")),
        Section(title=_("Background"), fields=("owner_id", "note")),
    ),
    create=_create,
    facts=_facts,
)
