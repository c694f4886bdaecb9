"""Leads as records: the pipeline, from something noticed to an agreement."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import (
    Board,
    Context,
    Field,
    Kind,
    Msg,
    RecordType,
    Section,
    Transition,
    _,
    commodity_code,
)
from utblick_export_deals import service
from utblick_export_deals.choices import LEAD_SOURCES, LEAD_STAGES, LOST_REASONS, commodity
from utblick_export_deals.models import OPEN_STAGES, Lead
from utblick_export_deals.records.agreements import SIGNING_FIELDS
from utblick_export_deals.records.partner import PARTNER_FIELDS, partner_fact

WRITE = "export_deals.write"


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.open_lead(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_lead(ctx, cast("Lead", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    return partner_fact(ctx, cast("Lead", row))


_TRANSITIONS = (
    Transition(
        name="qualify",
        label=_("Judge worth pursuing"),
        source=("opened",),
        target="qualified",
        permission=WRITE,
        perform=service.qualify_lead,
        tone="info",
    ),
    Transition(
        name="negotiate",
        label=_("Start negotiating"),
        source=("qualified",),
        target="negotiating",
        permission=WRITE,
        perform=service.negotiate_lead,
        tone="info",
    ),
    Transition(
        name="sign",
        label=_("Register the signed agreement"),
        source=("negotiating",),
        target="agreed",
        permission=WRITE,
        perform=service.sign_lead,
        tone="ok",
        fields=SIGNING_FIELDS,
    ),
    Transition(
        name="stall",
        label=_("Mark as stalled"),
        source=OPEN_STAGES,
        target="stalled",
        permission=WRITE,
        perform=service.stall_lead,
        tone="warn",
    ),
    Transition(
        name="lose",
        label=_("Mark as lost"),
        source=(*OPEN_STAGES, "stalled"),
        target="lost",
        permission=WRITE,
        perform=service.lose_lead,
        tone="bad",
        fields=(
            Field(
                name="lost_reason",
                label=_("Why it was lost"),
                kind=Kind.CHOICE,
                choices=LOST_REASONS,
                required=True,
            ),
            Field(name="comment", label=_("What can be learnt"), kind=Kind.LONG_TEXT, max_length=1000),
        ),
    ),
    Transition(
        name="reopen",
        label=_("Take up again"),
        source=("stalled", "lost"),
        target="opened",
        permission=WRITE,
        perform=service.reopen_lead,
        tone="info",
        drag=False,
    ),
)

LEADS = RecordType(
    kind="lead",
    model=Lead,
    title=_("Lead"),
    plural=_("Leads"),
    path="leads",
    icon="trending-up",
    read="export_deals.read",
    write=WRITE,
    name="title",
    lead=_("Possible export deals of companies, from something noticed to an agreement."),
    empty=_("No leads yet. Open one as soon as a company tells of a possible customer abroad."),
    fields=(
        Field(
            name="title", label=_("What it is about"), required=True, help=_("For example: Glulam to Hamburg")
        ),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION, required=True),
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY, required=True),
        Field(name="stage", label=_("Stage"), kind=Kind.CHOICE, choices=LEAD_STAGES, read_only=True),
        Field(name="stage_since", label=_("In this stage since"), kind=Kind.INSTANT, read_only=True),
        Field(name="source", label=_("How it came about"), kind=Kind.CHOICE, choices=LEAD_SOURCES),
        *PARTNER_FIELDS,
        Field(name="value", label=_("Expected value"), kind=Kind.MONEY, currency_field="currency", minimum=0),
        Field(name="currency", label=_("Currency"), kind=Kind.CURRENCY),
        Field(
            name="cn_code",
            label=_("Commodity code"),
            max_length=10,
            normalise=commodity_code,
            help=_("HS or CN code with 2, 4, 6 or 8 digits, such as 4418 for joinery of wood."),
            explain=commodity,
        ),
        Field(name="expected_on", label=_("Expected to be signed"), kind=Kind.DATE),
        Field(name="next_step", label=_("Next step")),
        Field(name="next_step_on", label=_("Next step on"), kind=Kind.DATE),
        Field(
            name="lost_reason",
            label=_("Why it was lost"),
            kind=Kind.CHOICE,
            choices=LOST_REASONS,
            read_only=True,
        ),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "organisation_id", "country", "stage", "value", "next_step_on", "owner_id"),
    filters=("organisation_id", "country", "stage", "source", "lost_reason", "owner_id", "expected_on"),
    search=("title", "partner_name", "next_step", "note"),
    state="stage",
    board=Board(
        columns=("opened", "qualified", "negotiating", "agreed", "stalled", "lost"),
        card=("organisation_id", "country", "value", "next_step", "next_step_on", "owner_id"),
        due="next_step_on",
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The lead"), fields=("title", "organisation_id", "country", "source")),
        Section(title=_("Possible customer"), fields=("confidentiality", "partner_name", "partner_id")),
        Section(title=_("The deal"), fields=("value", "currency", "cn_code", "expected_on")),
        Section(title=_("For us"), fields=("next_step", "next_step_on", "owner_id", "note")),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)
