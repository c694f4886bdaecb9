"""Exchanges as records: from plan to report."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, RecordType, Section, Transition, _
from utblick_twinning.choices import DIRECTIONS, EXCHANGE_STATES, FUNDINGS, LEADS, THEMES
from utblick_twinning.models import Exchange
from utblick_twinning.permissions import READ, WRITE
from utblick_twinning.service import exchanges as service

_REASON = Field(name="reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=1000, required=True)
_FUNDING = Field(name="funding", label=_("Money"), kind=Kind.CHOICE, choices=FUNDINGS, required=True)
_NUMBER = Field(name="funding_number", label=_("Number of the grant"), max_length=80)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.plan_exchange(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_exchange(ctx, cast("Exchange", row), changes)


def _count(name: str, label: Any, help_text: Any = None, *, read_only: bool = False) -> Field:
    return Field(name=name, label=label, kind=Kind.INTEGER, minimum=0, help=help_text, read_only=read_only)


_TRANSITIONS = (
    Transition(
        name="fund",
        label=_("Note that it is funded"),
        source=("planned",),
        target="funded",
        permission=WRITE,
        perform=service.fund_exchange,
        tone="info",
        fields=(_FUNDING, _NUMBER),
    ),
    Transition(
        name="hold",
        label=_("Close the list: it was held"),
        source=("planned", "funded"),
        target="held",
        permission=WRITE,
        perform=service.hold_exchange,
        tone="ok",
        confirm=_("The numbers at the door are then the proof. Corrections afterwards are kept. Close?"),
    ),
    Transition(
        name="report",
        label=_("Write the report"),
        source=("held",),
        target="reported",
        permission=WRITE,
        perform=service.report_exchange,
        tone="ok",
        fields=(
            Field(
                name="report",
                label=_("Report"),
                kind=Kind.LONG_TEXT,
                max_length=10000,
                required=True,
                help=_("What was done, what came of it, what we promised. Add pictures and lists as files."),
            ),
        ),
    ),
    Transition(
        name="reopen",
        label=_("Open the list again"),
        source=("held", "reported"),
        target="funded",
        permission=WRITE,
        perform=service.reopen_list,
        tone="warn",
        fields=(_REASON,),
        drag=False,
    ),
    Transition(
        name="cancel",
        label=_("Cancel"),
        source=("planned", "funded"),
        target="cancelled",
        permission=WRITE,
        perform=service.cancel_exchange,
        tone="bad",
        fields=(_REASON,),
    ),
)

EXCHANGES = RecordType(
    kind="exchange",
    model=Exchange,
    title=_("Exchange"),
    plural=_("Exchanges"),
    path="exchanges",
    icon="arrows-exchange",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Visits to and from our twin towns, from plan to report. Those who come are counted at the door."),
    empty=_("No exchanges yet. Plan the first one on the page of a twin town."),
    fields=(
        Field(
            name="title", label=_("What it is about"), required=True, help=_("For example: Wood days in May")
        ),
        Field(
            name="town_id", label=_("Twin town"), kind=Kind.RECORD, refers_to="twinning/town", required=True
        ),
        Field(name="theme", label=_("Theme"), kind=Kind.CHOICE, choices=THEMES, required=True),
        Field(name="direction", label=_("Direction"), kind=Kind.CHOICE, choices=DIRECTIONS, required=True),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=EXCHANGE_STATES, read_only=True),
        Field(name="starts_on", label=_("First day"), kind=Kind.DATE, required=True),
        Field(name="ends_on", label=_("Last day"), kind=Kind.DATE, help=_("Empty: the same day.")),
        Field(name="place", label=_("Place")),
        Field(name="goal", label=_("What it is to lead to"), kind=Kind.LONG_TEXT, max_length=2000),
        _count("planned_local", _("Planned participants of the host country")),
        _count("planned_international", _("Planned participants from abroad")),
        Field(
            name="countries",
            label=_("Other countries whose municipalities take part"),
            kind=Kind.TAGS,
            each=Kind.COUNTRY,
            help=_("Sweden and the country of the twin town are there already."),
        ),
        Field(
            name="lead", label=_("Who applies for the money"), kind=Kind.CHOICE, choices=LEADS, required=True
        ),
        _count(
            "project_months",
            _("Length of the project in months"),
            _("With preparation and report. Only needed for a grant."),
        ),
        _FUNDING,
        _NUMBER,
        Field(
            name="interpreters",
            label=_("Interpreters for"),
            kind=Kind.TAGS,
            each=Kind.LANGUAGE,
            help=_("Name the languages here; ask for the interpreters on the page of the exchange."),
        ),
        _count("counted_local", _("Counted, of the host country"), read_only=True),
        _count("counted_international", _("Counted, from abroad"), read_only=True),
        _count("counted_firms", _("Local firms that came"), read_only=True),
        Field(name="reported_on", label=_("Reported on"), kind=Kind.DATE, read_only=True),
        Field(name="report", label=_("Report"), kind=Kind.LONG_TEXT, read_only=True, max_length=10000),
        Field(
            name="reason",
            label=_("Why it was cancelled or opened again"),
            kind=Kind.LONG_TEXT,
            read_only=True,
        ),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
    ),
    columns=("title", "town_id", "theme", "state", "starts_on", "counted_local", "counted_international"),
    head=("town_id", "theme", "direction", "starts_on", "ends_on", "place", "owner_id"),
    filters=("town_id", "theme", "direction", "state", "starts_on", "funding", "owner_id"),
    search=("title", "place", "goal", "report"),
    sort="-starts_on",
    state="state",
    board=Board(
        columns=("planned", "funded", "held", "reported", "cancelled"),
        card=("town_id", "theme", "starts_on", "owner_id"),
        due="starts_on",
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(
            title=_("The exchange"),
            fields=("title", "town_id", "theme", "direction", "starts_on", "ends_on", "place", "goal"),
        ),
        Section(
            title=_("Who is to come"),
            fields=("planned_local", "planned_international", "countries", "interpreters"),
        ),
        Section(title=_("Money"), fields=("funding", "funding_number", "lead", "project_months")),
        Section(
            title=_("What came of it"),
            fields=(
                "counted_local",
                "counted_international",
                "counted_firms",
                "reported_on",
                "report",
                "reason",
            ),
        ),
        Section(title=_("For us"), fields=("owner_id",)),
    ),
    create=_create,
    update=_update,
)
