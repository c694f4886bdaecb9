"""Profiles as records: three questions, the groundwork, the text, and its way through two reviews."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, Msg, RecordType, Section, Transition, _
from utblick_partnerships.choices.profiles import CHECKLIST, EXCHANGED, IPR, MONEY, STAGES, STATES, TYPES
from utblick_partnerships.models import Profile, ProfileState
from utblick_partnerships.permissions import READ, REVIEW, WRITE
from utblick_partnerships.service import profiles as service

_STATES = tuple(state.value for state in ProfileState)
_COMMENT = Field(name="comment", label=_("Comment"), kind=Kind.LONG_TEXT, max_length=2000)
_NEEDED_COMMENT = Field(
    name="comment",
    label=_("What is to be changed, or why"),
    kind=Kind.LONG_TEXT,
    max_length=2000,
    required=True,
)
_LEAK_REASON = Field(
    name="leak_reason",
    label=_("Why what the anonymity check found may stand"),
    kind=Kind.LONG_TEXT,
    max_length=1000,
    help=_("Only when the check has found something, and you know that it tells nobody who the client is."),
)

_TRANSITIONS = (
    Transition(
        name="send",
        label=_("Send to internal review"),
        source=("draft",),
        target="internal_review",
        permission=WRITE,
        perform=service.send_to_review,
        fields=(_LEAK_REASON, _COMMENT),
        tone="info",
        drag=False,
    ),
    Transition(
        name="approve",
        label=_("Approve, and send to external review"),
        source=("internal_review",),
        target="external_review",
        permission=REVIEW,
        perform=service.approve_profile,
        fields=(_COMMENT, _LEAK_REASON),
        tone="info",
        drag=False,
    ),
    Transition(
        name="publish",
        label=_("Publish"),
        source=("external_review",),
        target="published",
        permission=REVIEW,
        perform=service.publish_profile,
        fields=(
            Field(
                name="external_by",
                label=_("Who in the network has reviewed it"),
                required=True,
                help=_("The regional node of the Enterprise Europe Network, or whoever files it there."),
            ),
            _COMMENT,
            _LEAK_REASON,
        ),
        tone="ok",
        drag=False,
    ),
    Transition(
        name="back",
        label=_("Send back to draft"),
        source=tuple(state for state in _STATES if state != "draft"),
        target="draft",
        permission=WRITE,
        perform=service.send_back,
        fields=(_NEEDED_COMMENT,),
        tone="warn",
        drag=False,
    ),
    Transition(
        name="renew",
        label=_("Renew"),
        source=("published", "renewed", "expired"),
        target="renewed",
        permission=WRITE,
        perform=service.renew_profile,
        fields=(_LEAK_REASON,),
        tone="ok",
        drag=False,
    ),
    Transition(
        name="withdraw",
        label=_("Withdraw"),
        source=tuple(state for state in _STATES if state != "withdrawn"),
        target="withdrawn",
        permission=WRITE,
        perform=service.withdraw_profile,
        fields=(_NEEDED_COMMENT,),
        tone="bad",
        drag=False,
    ),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.draft_profile(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_profile(ctx, cast("Profile", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    profile = cast("Profile", row)
    facts: list[tuple[Msg, object]] = []
    if profile.leak_reason:
        facts.append((_("Why findings may stand"), profile.leak_reason))
    if profile.external_by:
        facts.append((_("Reviewed in the network by"), profile.external_by))
    return facts


_TEXT_HELP = _(
    "Name nobody: no company, brand, person, address or number. The check marks what gives it away."
)

PROFILES = RecordType(
    kind="profile",
    model=Profile,
    title=_("Cooperation profile"),
    plural=_("Cooperation profiles"),
    path="profiles",
    icon="speakerphone",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("What our clients offer or seek abroad, written so that nobody can tell who they are."),
    empty=_("No profiles yet. Begin one when a client has said what it offers or seeks."),
    fields=(
        Field(
            name="title",
            label=_("Our name for it"),
            required=True,
            help=_("Only we see it: the client may be named here."),
        ),
        Field(name="organisation_id", label=_("Client"), kind=Kind.ORGANISATION, required=True),
        Field(name="type", label=_("Type"), kind=Kind.CHOICE, choices=TYPES, read_only=True),
        Field(name="money", label=_("Which way does the money flow?"), kind=Kind.CHOICE, choices=MONEY),
        Field(name="exchanged", label=_("What is exchanged?"), kind=Kind.CHOICE, choices=EXCHANGED),
        Field(
            name="for_call",
            label=_("Is a partner sought for an application to a research programme?"),
            kind=Kind.BOOLEAN,
        ),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=STATES, read_only=True),
        *(Field(name=name, label=text, kind=Kind.BOOLEAN) for name, text in CHECKLIST),
        Field(
            name="short_title",
            label=_("Short title"),
            help=_("In English, such as: Swedish maker of window frames seeks distributors in Finland"),
        ),
        Field(name="summary", label=_("Summary"), kind=Kind.LONG_TEXT, max_length=500, help=_TEXT_HELP),
        Field(name="description", label=_("Description"), kind=Kind.LONG_TEXT, max_length=4000),
        Field(name="advantages", label=_("Advantages and innovations"), kind=Kind.LONG_TEXT, max_length=2000),
        Field(name="stage", label=_("Stage of development"), kind=Kind.CHOICE, choices=STAGES),
        Field(name="ipr", label=_("Intellectual property"), kind=Kind.CHOICE, choices=IPR),
        Field(
            name="sought",
            label=_("Partner sought"),
            kind=Kind.LONG_TEXT,
            max_length=2000,
            help=_("What sort of organisation, how large, and what it would do."),
        ),
        Field(
            name="partnership_types",
            label=_("Type of partnership"),
            kind=Kind.TAGS,
            help=_("For example: commercial agreement, supplier agreement, outsourcing agreement"),
        ),
        Field(name="countries", label=_("Countries aimed at"), kind=Kind.TAGS, each=Kind.COUNTRY),
        Field(name="keywords", label=_("Keywords"), kind=Kind.TAGS),
        Field(name="sdgs", label=_("Global goals (SDG), by number"), kind=Kind.TAGS),
        Field(
            name="brands",
            label=_("Brands and other names of the client"),
            kind=Kind.TAGS,
            help=_("They are not shown to anybody: the check looks for them in the text."),
        ),
        Field(name="leaks", label=_("Findings"), kind=Kind.INTEGER, read_only=True),
        Field(name="call_id", label=_("Call"), kind=Kind.RECORD, refers_to="partnerships/call"),
        Field(name="interest_deadline", label=_("Interest wanted by"), kind=Kind.DATE),
        Field(name="reference", label=_("Reference in the network"), read_only=True),
        Field(name="published_on", label=_("Published on"), kind=Kind.DATE, read_only=True),
        Field(name="valid_until", label=_("Valid until"), kind=Kind.DATE, read_only=True),
        Field(name="reviewer_id", label=_("Reviewed by"), kind=Kind.USER, read_only=True),
        Field(name="author_id", label=_("Text last written by"), kind=Kind.USER, read_only=True),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
    ),
    columns=("title", "organisation_id", "type", "state", "leaks", "valid_until", "owner_id"),
    filters=("organisation_id", "type", "state", "valid_until", "owner_id"),
    search=("title", "short_title", "summary", "description", "reference"),
    state="state",
    board=Board(
        columns=_STATES, card=("organisation_id", "type", "valid_until", "owner_id"), due="valid_until"
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The client"), fields=("title", "organisation_id", "owner_id")),
        Section(
            title=_("Three questions"),
            fields=("money", "exchanged", "for_call"),
            help=_("The type of the profile follows from the answers."),
        ),
        Section(title=_("Groundwork"), fields=tuple(name for name, _text in CHECKLIST)),
        Section(
            title=_("What others read"),
            fields=(
                "short_title",
                "summary",
                "description",
                "advantages",
                "stage",
                "ipr",
                "sdgs",
                "keywords",
            ),
        ),
        Section(title=_("Partner sought"), fields=("sought", "partnership_types", "countries")),
        Section(title=_("A call"), fields=("call_id", "interest_deadline")),
        Section(title=_("For the anonymity check"), fields=("brands",)),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)
