"""Markets as records: which countries a company considers, has chosen, sells in or has left."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, RecordType, Section, Transition, _
from utblick_export_deals import service
from utblick_export_deals.choices import MARKET_STAGES
from utblick_export_deals.models import Market

WRITE = "export_deals.write"


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.consider_market(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_market(ctx, cast("Market", row), changes)


def _reason(*, required: bool) -> Field:
    return Field(name="reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=1000, required=required)


_TRANSITIONS = (
    Transition(
        name="choose",
        label=_("Choose the market"),
        source=("considered", "left"),
        target="chosen",
        permission=WRITE,
        perform=service.choose_market,
        tone="info",
        fields=(Field(name="chosen_on", label=_("Chosen on"), kind=Kind.DATE), _reason(required=False)),
    ),
    Transition(
        name="enter",
        label=_("Note the first sale"),
        source=("chosen",),
        target="entered",
        permission=WRITE,
        perform=service.enter_market,
        tone="ok",
        fields=(Field(name="entered_on", label=_("Sells there since"), kind=Kind.DATE),),
    ),
    Transition(
        name="leave",
        label=_("Leave the market"),
        source=("considered", "chosen", "entered"),
        target="left",
        permission=WRITE,
        perform=service.leave_market,
        tone="bad",
        fields=(_reason(required=True),),
    ),
)

MARKETS = RecordType(
    kind="market",
    model=Market,
    title=_("Market"),
    plural=_("Markets"),
    path="markets",
    icon="map-2",
    read="export_deals.read",
    write=WRITE,
    name="title",
    lead=_("Which countries companies consider, have chosen, sell in or have left."),
    empty=_("No company has a market yet. Add the first one from the company's page or here."),
    fields=(
        Field(name="title", label=_("Market"), read_only=True),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION, required=True),
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY, required=True),
        Field(name="stage", label=_("Stage"), kind=Kind.CHOICE, choices=MARKET_STAGES, read_only=True),
        Field(name="reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=1000),
        Field(name="chosen_on", label=_("Chosen on"), kind=Kind.DATE, read_only=True),
        Field(name="entered_on", label=_("Sells there since"), kind=Kind.DATE, read_only=True),
        Field(name="left_on", label=_("Left on"), kind=Kind.DATE, read_only=True),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "stage", "country", "chosen_on", "entered_on", "owner_id"),
    filters=("organisation_id", "country", "stage", "owner_id"),
    search=("title", "reason", "note"),
    state="stage",
    board=Board(columns=("considered", "chosen", "entered", "left"), card=("organisation_id", "country")),
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("Company and country"), fields=("organisation_id", "country", "reason")),
        Section(title=_("For us"), fields=("owner_id", "note")),
    ),
    create=_create,
    update=_update,
)
