"""Calls as records: what can be applied for, and until when."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Choice, Context, Field, Kind, Msg, RecordType, Section, _
from utblick_partnerships.choices.calls import CALL_STATES, SOURCES, STAGES
from utblick_partnerships.eligibility import rule_sets
from utblick_partnerships.models import Call, CallState
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.service import calls as service


def rules_known(ctx: Context) -> Sequence[Choice]:
    """The sets of rules that a call or a consortium can be held against."""
    return [Choice(value=one.id, label=Msg(one.name)) for one in rule_sets().values()]


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.add_call(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_call(ctx, cast("Call", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    call = cast("Call", row)
    facts: list[tuple[Msg, object]] = []
    if len(call.deadlines) > 1:
        facts.append((_("Deadlines in all"), len(call.deadlines)))
    return facts


CALLS = RecordType(
    kind="call",
    model=Call,
    title=_("Call for proposals"),
    plural=_("Calls for proposals"),
    path="calls",
    icon="broadcast",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    lead=_("What can be applied for in European programmes, and until when."),
    empty=_("No calls yet. Take in a file of the Funding & Tenders portal, or write one by hand."),
    fields=(
        Field(name="title", label=_("Title"), required=True, max_length=300),
        Field(
            name="identifier", label=_("Identifier"), max_length=120, help=_("As CERV-2027-CITIZENS-TOWN-TT")
        ),
        Field(name="programme", label=_("Programme")),
        Field(name="period", label=_("Programme period"), max_length=20),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=CALL_STATES, read_only=True),
        Field(name="source", label=_("Source"), kind=Kind.CHOICE, choices=SOURCES, read_only=True),
        Field(name="opens_on", label=_("Opens on"), kind=Kind.DATE),
        Field(name="deadline", label=_("Deadline"), kind=Kind.INSTANT),
        Field(name="stages", label=_("Stages"), kind=Kind.CHOICE, choices=STAGES),
        Field(name="action", label=_("Type of action")),
        Field(name="summary", label=_("What it is about"), kind=Kind.LONG_TEXT, max_length=10_000),
        Field(name="budget", label=_("Budget of the call"), kind=Kind.MONEY, currency="EUR", minimum=0),
        Field(name="grant_least", label=_("Smallest grant"), kind=Kind.MONEY, currency="EUR", minimum=0),
        Field(name="grant_most", label=_("Largest grant"), kind=Kind.MONEY, currency="EUR", minimum=0),
        Field(name="keywords", label=_("Keywords"), kind=Kind.TAGS),
        Field(name="countries", label=_("Countries"), kind=Kind.TAGS, each=Kind.COUNTRY),
        Field(name="rules", label=_("Rules of eligibility"), kind=Kind.CHOICE, choices_from=rules_known),
        Field(name="web_url", label=_("Web page"), kind=Kind.URL, max_length=500),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "programme", "identifier", "state", "opens_on", "deadline"),
    filters=("programme", "state", "source", "owner_id"),
    head=("programme", "identifier", "opens_on", "deadline", "rules"),
    search=("title", "identifier", "programme", "summary"),
    sort="deadline",
    state="state",
    board=Board(columns=tuple(state.value for state in CallState), card=("programme", "deadline")),
    sections=(
        Section(
            title=_("The call"), fields=("title", "identifier", "programme", "period", "web_url", "source")
        ),
        Section(title=_("When"), fields=("opens_on", "deadline", "stages")),
        Section(title=_("What"), fields=("summary", "action", "keywords", "countries", "rules")),
        Section(title=_("Money"), fields=("budget", "grant_least", "grant_most")),
        Section(title=_("For us"), fields=("owner_id", "note")),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)
