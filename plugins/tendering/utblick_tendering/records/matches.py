"""Matches as records: which lots fit which companies, and what became of the suggestion."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, Msg, RecordType, Section, Transition, _, format_money
from utblick_tendering.choices.matches import DISMISSALS, MATCH_STATES
from utblick_tendering.models import Lot, Match, Notice
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.records.dealings import DEALINGS
from utblick_tendering.records.profiles import PROFILES
from utblick_tendering.service import suggestions


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return suggestions.update_match(ctx, cast("Match", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    """Who buys, and for how much."""
    match = cast("Match", row)
    notice, lot = ctx.session.get(Notice, match.notice_id), ctx.session.get(Lot, match.lot_id)
    found: list[tuple[Msg, object]] = [(_("Buyer"), notice.buyer_name if notice else "")]
    if lot is not None and lot.value is not None:
        currency = lot.currency or "SEK"
        found.append((_("Value"), format_money(lot.value, currency, ctx.language, compact=True)))
    return found


_OPEN = ("suggested", "seen")
_TRANSITIONS = (
    Transition(
        name="accept",
        label=_("The company is interested"),
        source=_OPEN,
        target="interested",
        permission=WRITE,
        perform=suggestions.accept,
        tone="ok",
    ),
    Transition(
        name="dismiss",
        label=_("Turn down"),
        source=(*_OPEN, "interested"),
        target="dismissed",
        permission=WRITE,
        perform=suggestions.dismiss,
        tone="bad",
        fields=(
            Field(
                name="dismissed_reason",
                label=_("Why it does not fit"),
                kind=Kind.CHOICE,
                choices=DISMISSALS,
                required=True,
                help=_("The profile learns from the reason, so that the next suggestions fit better."),
            ),
            Field(name="said", label=_("In the company's own words"), kind=Kind.LONG_TEXT, max_length=1000),
        ),
    ),
    Transition(
        name="see",
        label=_("Mark as seen"),
        source=("suggested",),
        target="seen",
        permission=WRITE,
        perform=suggestions.see,
        tone="mute",
    ),
    Transition(
        name="take_up",
        label=_("Take up again"),
        source=("dismissed",),
        target="seen",
        permission=WRITE,
        perform=suggestions.take_up,
        tone="info",
        drag=False,
    ),
)

MATCHES = RecordType(
    kind="match",
    model=Match,
    title=_("Match"),
    plural=_("Matches"),
    path="matches",
    icon="target",
    read=READ,
    write=WRITE,
    name="title",
    sort="-score",
    lead=_("Procurements that fit companies of ours, and why."),
    empty=_("Nothing fits yet. Approve supplier profiles and take in notices: the rest goes by itself."),
    fields=(
        Field(name="title", label=_("What is bought"), read_only=True),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION, read_only=True),
        Field(
            name="notice_id",
            label=_("Notice"),
            kind=Kind.RECORD,
            refers_to="tendering/notice",
            read_only=True,
        ),
        Field(
            name="profile_id",
            label=_("Supplier profile"),
            kind=Kind.RECORD,
            refers_to="tendering/profile",
            read_only=True,
        ),
        Field(name="state", label=_("State"), kind=Kind.CHOICE, choices=MATCH_STATES, read_only=True),
        Field(name="live", label=_("Can be answered"), kind=Kind.BOOLEAN, read_only=True),
        Field(name="score", label=_("Points of 100"), kind=Kind.INTEGER, read_only=True),
        Field(name="deadline", label=_("Closes"), kind=Kind.INSTANT, read_only=True),
        Field(name="told_at", label=_("Suggested"), kind=Kind.INSTANT, read_only=True),
        Field(
            name="dismissed_reason",
            label=_("Why it was turned down"),
            kind=Kind.CHOICE,
            choices=DISMISSALS,
            read_only=True,
        ),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(
            name="note",
            label=_("The adviser's notes"),
            kind=Kind.LONG_TEXT,
            max_length=5000,
            help=_("Not for our own procurements: there, what is said is said to all."),
        ),
    ),
    columns=("title", "organisation_id", "score", "deadline", "state", "live"),
    filters=(
        "organisation_id",
        "state",
        "live",
        "score",
        "deadline",
        "notice_id",
        "dismissed_reason",
        "owner_id",
        "told_at",
    ),
    search=("title", "note"),
    state="state",
    board=Board(
        columns=("suggested", "seen", "interested", "dismissed"),
        card=("organisation_id", "score", "deadline"),
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The match"), fields=("profile_id", "told_at", "dismissed_reason")),
        Section(title=_("For us"), fields=("owner_id", "note")),
    ),
    creatable=False,
    update=_update,
    facts=_facts,
    no_comments=suggestions.no_comments,
)

RECORDS: tuple[RecordType, ...] = (MATCHES, PROFILES, DEALINGS)
