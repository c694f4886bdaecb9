"""Twin towns as records: the list, the board by state, the page with what is known and decided."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import (
    NUTS,
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
from utblick_twinning.choices import CATEGORIES, INDUSTRIES, TOWN_STATES
from utblick_twinning.models import Town
from utblick_twinning.permissions import READ, WRITE
from utblick_twinning.service import towns as service

DECIDED_ON = Field(name="decided_on", label=_("Decided on"), kind=Kind.DATE, help=_("Empty: today."))
BODY = Field(
    name="body", label=_("Who decided"), max_length=120, help=_("For example: Municipal council § 45")
)
DIARY = Field(
    name="diary_number",
    label=_("Registry number"),
    max_length=60,
    help=_("As your registry writes it, for example KS 2026/00290."),
)
EXPIRES = Field(
    name="expires_on", label=_("In force until"), kind=Kind.DATE, help=_("Empty: until further notice.")
)
NOTE = Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=2000)
_REASON = Field(name="reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=1000, required=True)
_NUMBERED = Field(
    name="diary_number", label=_("Registry number"), max_length=60, required=True, help=DIARY.help
)


def _year(text: str) -> str:
    """A year with four digits; refuses what is none."""
    if not (len(text) == 4 and text.isdigit() and text >= "1800"):
        raise ValueError(_("Give the year with four digits."))
    return text


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.open_town(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_town(ctx, cast("Town", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    town = cast("Town", row)
    if town.state in ("exploring", "intent", "ended"):
        return []
    said = _("Yes, proven {day}", day=town.proven_on) if town.counts else _("No")
    return [(_("Counts for the goal"), said)]


_TRANSITIONS = (
    Transition(
        name="propose",
        label=_("Propose an agreement"),
        source=("exploring",),
        target="intent",
        permission=WRITE,
        perform=service.propose_agreement,
        tone="info",
        fields=(DECIDED_ON, BODY, DIARY, NOTE),
    ),
    Transition(
        name="decide",
        label=_("Record the council's decision"),
        source=("intent", "exploring"),
        target="decided",
        permission=WRITE,
        perform=service.decide_agreement,
        tone="info",
        fields=(DECIDED_ON, BODY, _NUMBERED, NOTE),
    ),
    Transition(
        name="sign",
        label=_("Record the signing"),
        source=("decided",),
        target="active",
        permission=WRITE,
        perform=service.sign_agreement,
        tone="ok",
        fields=(
            Field(name="decided_on", label=_("Signed on"), kind=Kind.DATE, help=_("Empty: today.")),
            EXPIRES,
            NOTE,
        ),
    ),
    Transition(
        name="start",
        label=_("Begin without an agreement"),
        source=("exploring", "intent"),
        target="active",
        permission=WRITE,
        perform=service.start_without_agreement,
        tone="ok",
        confirm=_("Only contacts and projects begin without the council's decision. Begin?"),
    ),
    Transition(
        name="renew",
        label=_("Renew the agreement"),
        source=("active", "dormant"),
        target="active",
        permission=WRITE,
        perform=service.renew_agreement,
        tone="ok",
        fields=(DECIDED_ON, BODY, _NUMBERED, EXPIRES, NOTE),
        drag=False,
    ),
    Transition(
        name="rest",
        label=_("Let the tie rest"),
        source=("active",),
        target="dormant",
        permission=WRITE,
        perform=service.rest,
        tone="warn",
        fields=(_REASON,),
    ),
    Transition(
        name="wake",
        label=_("Take the tie up again"),
        source=("dormant",),
        target="active",
        permission=WRITE,
        perform=service.wake,
        tone="ok",
    ),
    Transition(
        name="end",
        label=_("Record the decision to end"),
        source=("decided", "active", "dormant"),
        target="ended",
        permission=WRITE,
        perform=service.end_agreement,
        tone="bad",
        fields=(DECIDED_ON, BODY, _NUMBERED, _REASON),
        drag=False,
    ),
    Transition(
        name="reconsider",
        label=_("Consider again"),
        source=("ended", "intent"),
        target="exploring",
        permission=WRITE,
        perform=service.reconsider,
    ),
)

TOWNS = RecordType(
    kind="town",
    model=Town,
    title=_("Twin town"),
    plural=_("Twin towns"),
    path="towns",
    icon="heart-handshake",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Our ties with towns abroad: what was decided, how they are doing, and what is to be done."),
    empty=_("No twin towns yet. Add the first one, or let a study find it."),
    fields=(
        Field(name="title", label=_("Town"), required=True),
        Field(
            name="organisation_id",
            label=_("The municipality in the register"),
            kind=Kind.ORGANISATION,
            help=_("Leave it empty, and the municipality is added to the register."),
        ),
        Field(
            name="category",
            label=_("Category"),
            kind=Kind.CHOICE,
            choices=CATEGORIES,
            required=True,
            help=_("Partnership and friendship need the council's decision; contact and project do not."),
        ),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=TOWN_STATES, read_only=True),
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY, required=True),
        Field(name="region", label=_("Region (NUTS)"), vocabulary=NUTS),
        Field(name="population", label=_("Population"), kind=Kind.INTEGER, minimum=1),
        Field(name="languages", label=_("Languages"), kind=Kind.TAGS, each=Kind.LANGUAGE),
        Field(name="industries", label=_("Industries"), kind=Kind.TAGS, vocabulary=INDUSTRIES),
        Field(
            name="latitude",
            label=_("Latitude"),
            kind=Kind.DECIMAL,
            help=_("In degrees, such as 61.13. Without it the town stands in the middle of its country."),
        ),
        Field(
            name="longitude", label=_("Longitude"), kind=Kind.DECIMAL, help=_("In degrees, such as 21.51.")
        ),
        Field(
            name="since_year",
            label=_("Twin town since (year)"),
            max_length=4,
            normalise=_year,
            help=_("A town that has been one for years is active at once."),
        ),
        DIARY,
        Field(name="signed_on", label=_("Signed on"), kind=Kind.DATE),
        EXPIRES,
        Field(name="source", label=_("Source"), max_length=300, help=_("Where this is known from.")),
        Field(name="owner_id", label=_("Coordinator"), kind=Kind.USER),
        Field(
            name="successor_id",
            label=_("Successor"),
            kind=Kind.USER,
            help=_("Who takes over when the coordinator leaves."),
        ),
        Field(name="reason", label=_("Why it rests or ended"), kind=Kind.LONG_TEXT, read_only=True),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
        Field(name="health", label=_("Health of 100"), kind=Kind.INTEGER, read_only=True),
        Field(name="last_exchange_on", label=_("Last exchange"), kind=Kind.DATE, read_only=True),
        Field(name="last_meeting_on", label=_("Last business meeting"), kind=Kind.DATE, read_only=True),
        Field(name="counts", label=_("Active business exchange"), kind=Kind.BOOLEAN, read_only=True),
    ),
    columns=("title", "country", "category", "state", "health", "last_exchange_on", "counts", "owner_id"),
    head=("country", "category", "population", "signed_on", "expires_on", "owner_id", "successor_id"),
    filters=("country", "category", "state", "counts", "expires_on", "owner_id"),
    search=("title", "note", "diary_number"),
    sort="title",
    state="state",
    board=Board(
        columns=("exploring", "intent", "decided", "active", "dormant", "ended"),
        card=("country", "category", "health", "expires_on", "owner_id"),
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The town"), fields=("title", "country", "category", "organisation_id", "region")),
        Section(
            title=_("What is known of it"),
            fields=("population", "languages", "industries", "latitude", "longitude"),
        ),
        Section(
            title=_("The agreement"),
            fields=("since_year", "signed_on", "expires_on", "diary_number", "reason"),
            help=_("Decisions are recorded on the page of the town. This is for agreements made long ago."),
        ),
        Section(
            title=_("How the tie is doing"),
            fields=("health", "last_exchange_on", "last_meeting_on", "counts"),
        ),
        Section(title=_("For us"), fields=("owner_id", "successor_id", "source", "note")),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)
