"""Bids as records: the board from an idea to its outcome."""

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
)
from utblick_tendering.choices.bids import BID_STATES, LOSS_REASONS
from utblick_tendering.models import OPEN_BIDS, Bid
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.queries import bids as queries
from utblick_tendering.records.groups import GROUPS
from utblick_tendering.service import bids as service

_CURRENCY = Field(name="currency", label=_("Currency"), kind=Kind.CURRENCY)
_VALUE = Field(
    name="value",
    label=_("Value of the tender"),
    kind=Kind.MONEY,
    currency_field="currency",
    minimum=0,
    help=_("What the company offers, or what the buyer has reckoned with. Empty when it is not known."),
)
_ENDED_ON = Field(
    name="ended_on", label=_("Decided on"), kind=Kind.DATE, help=_("The day of the decision. Empty: today.")
)
_LOSS_REASON = Field(
    name="loss_reason", label=_("Why it was lost"), kind=Kind.CHOICE, choices=LOSS_REASONS, required=True
)
_LEARNT = Field(name="learnt", label=_("What was learnt"), kind=Kind.LONG_TEXT, max_length=2000)
_WITHDRAWN = Field(
    name="withdrawn_reason",
    label=_("Why there is no tender"),
    kind=Kind.LONG_TEXT,
    max_length=500,
    required=True,
)

_TRANSITIONS = (
    Transition(
        name="go",
        label=_("Decide to bid"),
        source=("considering",),
        target="go",
        permission=WRITE,
        perform=service.decide_to_bid,
        tone="info",
        fields=(
            Field(
                name="although",
                label=_("Decide although the checklist is not fully answered"),
                kind=Kind.BOOLEAN,
                help=_("Not needed when every question is answered."),
            ),
        ),
    ),
    Transition(
        name="write",
        label=_("Start writing"),
        source=("go",),
        target="drafting",
        permission=WRITE,
        perform=service.start_writing,
        tone="info",
    ),
    Transition(
        name="submit",
        label=_("Note that it was handed in"),
        source=("go", "drafting"),
        target="submitted",
        permission=WRITE,
        perform=service.submit_bid,
        tone="ok",
        fields=(
            Field(
                name="submitted_on",
                label=_("Handed in on"),
                kind=Kind.DATE,
                help=_("Empty: today."),
            ),
            _VALUE,
            _CURRENCY,
        ),
    ),
    Transition(
        name="win",
        label=_("Note that it was won"),
        source=("submitted",),
        target="won",
        permission=WRITE,
        perform=service.win_bid,
        tone="ok",
        fields=(
            Field(
                name="won_value",
                label=_("Value of the contract"),
                kind=Kind.MONEY,
                currency_field="currency",
                minimum=0,
                help=_("Empty when it is not known; it is then not counted."),
            ),
            _CURRENCY,
            _ENDED_ON,
        ),
    ),
    Transition(
        name="lose",
        label=_("Note that it was lost"),
        source=("submitted",),
        target="lost",
        permission=WRITE,
        perform=service.lose_bid,
        tone="bad",
        fields=(_LOSS_REASON, _LEARNT, _ENDED_ON),
    ),
    Transition(
        name="withdraw",
        label=_("Withdraw"),
        source=(*OPEN_BIDS, "submitted"),
        target="withdrawn",
        permission=WRITE,
        perform=service.withdraw_bid,
        tone="warn",
        fields=(_WITHDRAWN,),
    ),
    Transition(
        name="reopen",
        label=_("Take back what was noted"),
        source=("submitted", "won", "lost", "withdrawn"),
        target="considering",
        permission=WRITE,
        perform=service.reopen_bid,
        tone="warn",
        confirm=_("The bid goes back one step, and what the mistake counted no longer counts."),
        drag=False,
    ),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.open_bid(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_bid(ctx, cast("Bid", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    bid = cast("Bid", row)
    answered = queries.checklist(ctx, bid.id)
    said = _("{count} of {all} answered", count=answered.count, all=len(answered.lines))
    found: list[tuple[Msg, object]] = [(_("Checklist"), said)]
    if bid.outcome_proposed:
        found.append((_("Outcome noted by"), _("The platform, from the buyer's award notice")))
    return found


BIDS = RecordType(
    kind="bid",
    model=Bid,
    title=_("Bid"),
    plural=_("Bids"),
    path="bids",
    icon="target",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Companies on their way to a tender, from an idea to what came of it."),
    empty=_("No bids yet. Start one from a match or a procurement, or here."),
    fields=(
        Field(name="title", label=_("What it is about"), required=True, max_length=300),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION, required=True),
        Field(name="notice_id", label=_("Procurement"), kind=Kind.RECORD, refers_to="tendering/notice"),
        Field(name="group_id", label=_("Joint bid"), kind=Kind.RECORD, refers_to="tendering/group"),
        Field(
            name="match_id",
            label=_("The match it came from"),
            kind=Kind.RECORD,
            refers_to="tendering/match",
            read_only=True,
        ),
        Field(name="state", label=_("Stage"), kind=Kind.CHOICE, choices=BID_STATES, read_only=True),
        Field(name="state_since", label=_("In this stage since"), kind=Kind.INSTANT, read_only=True),
        Field(name="buyer_name", label=_("Buyer"), max_length=300),
        Field(name="deadline", label=_("Last day for tenders"), kind=Kind.INSTANT),
        Field(name="question_deadline", label=_("Last day for questions"), kind=Kind.INSTANT),
        _VALUE,
        _CURRENCY,
        Field(
            name="won_value",
            label=_("Value of the contract"),
            kind=Kind.MONEY,
            currency_field="currency",
            read_only=True,
        ),
        Field(name="decided_on", label=_("Decided to bid on"), kind=Kind.DATE, read_only=True),
        Field(name="submitted_on", label=_("Handed in on"), kind=Kind.DATE, read_only=True),
        Field(name="ended_on", label=_("Decided on"), kind=Kind.DATE, read_only=True),
        Field(name="first_bid", label=_("The company's first tender"), kind=Kind.BOOLEAN, read_only=True),
        Field(name="loss_reason", label=_("Why it was lost"), kind=Kind.CHOICE, choices=LOSS_REASONS),
        _LEARNT,
        Field(
            name="withdrawn_reason",
            label=_("Why there is no tender"),
            kind=Kind.LONG_TEXT,
            max_length=500,
            read_only=True,
        ),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "organisation_id", "buyer_name", "state", "deadline", "value", "owner_id"),
    filters=("organisation_id", "state", "deadline", "loss_reason", "first_bid", "owner_id", "submitted_on"),
    search=("title", "buyer_name", "learnt", "note"),
    state="state",
    board=Board(
        columns=("considering", "go", "drafting", "submitted", "won", "lost", "withdrawn"),
        card=("organisation_id", "buyer_name", "deadline", "value"),
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The bid"), fields=("title", "organisation_id", "buyer_name", "value", "currency")),
        Section(title=_("Deadlines"), fields=("deadline", "question_deadline")),
        Section(
            title=_("How it went"),
            fields=(
                "decided_on",
                "submitted_on",
                "first_bid",
                "ended_on",
                "won_value",
                "loss_reason",
                "learnt",
                "withdrawn_reason",
            ),
        ),
        Section(title=_("Background"), fields=("notice_id", "match_id", "group_id", "owner_id", "note")),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)

RECORDS: tuple[RecordType, ...] = (BIDS, GROUPS)
