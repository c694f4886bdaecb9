"""Seminars as records: from plan to what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, Msg, RecordType, Section, Transition, _
from utblick_seminars import queries
from utblick_seminars.choices import KINDS, LANGUAGES, SEMINAR_STATES, SHARES
from utblick_seminars.models import Seminar
from utblick_seminars.permissions import READ, WRITE
from utblick_seminars.service import seminars as service
from utblick_seminars.words import AUDIENCES, WORK_FORMS


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.plan_seminar(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_seminar(ctx, cast("Seminar", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    seminar = cast("Seminar", row)
    by_state = queries.counts(ctx, [seminar.id])[seminar.id]
    return (
        (
            _("Free seats"),
            _("{free} of {seats}", free=queries.free_seats(seminar, by_state), seats=seminar.seats),
        ),
    )


_TRANSITIONS = (
    Transition(
        name="publish",
        label=_("Open the registration"),
        source=("planned",),
        target="open",
        permission=WRITE,
        perform=service.publish_seminar,
        tone="info",
    ),
    Transition(
        name="hold",
        label=_("Close the list: it was held"),
        source=("open", "full"),
        target="held",
        permission=WRITE,
        perform=service.hold_seminar,
        tone="ok",
        confirm=_("Whoever has a place and was not checked in is noted as absent. Close the list?"),
    ),
    Transition(
        name="evaluate",
        label=_("Note what it gave"),
        source=("held",),
        target="evaluated",
        permission=WRITE,
        perform=service.evaluate_seminar,
        tone="ok",
        fields=(
            Field(
                name="lessons",
                label=_("What we learnt"),
                kind=Kind.LONG_TEXT,
                max_length=5000,
                help=_("What worked, what we do in another way next time. The survey stands beside it."),
            ),
        ),
    ),
    Transition(
        name="cancel",
        label=_("Cancel"),
        source=("planned", "open", "full"),
        target="cancelled",
        permission=WRITE,
        perform=service.cancel_seminar,
        tone="bad",
        fields=(
            Field(
                name="reason",
                label=_("Why"),
                kind=Kind.LONG_TEXT,
                max_length=1000,
                required=True,
                help=_("It stands in the mail to everybody who has signed up, and on the public page."),
            ),
        ),
    ),
)

_FIELDS = (
    Field(
        name="title",
        label=_("Title"),
        required=True,
        help=_("For example: Cultural differences – doing business in Poland"),
    ),
    Field(name="title_en", label=_("Title in English"), help=_("Empty: the Swedish one is shown.")),
    Field(name="summary", label=_("What it is about"), kind=Kind.LONG_TEXT, max_length=3000),
    Field(
        name="summary_en",
        label=_("What it is about, in English"),
        kind=Kind.LONG_TEXT,
        max_length=3000,
    ),
    Field(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=KINDS, required=True),
    Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=SEMINAR_STATES, read_only=True),
    Field(
        name="audiences",
        label=_("Audiences"),
        kind=Kind.TAGS,
        vocabulary=AUDIENCES,
        required=True,
        help=_("General public, business community, public authorities, organisations: one or several."),
    ),
    Field(
        name="work_forms",
        label=_("Work forms"),
        kind=Kind.TAGS,
        vocabulary=WORK_FORMS,
        help=_("What sort of work it is, as the project plan names it."),
    ),
    Field(name="country", label=_("Country that it is about"), kind=Kind.COUNTRY),
    Field(name="organisation_id", label=_("Organiser"), kind=Kind.ORGANISATION),
    Field(name="starts_at", label=_("Begins"), kind=Kind.INSTANT, required=True),
    Field(name="ends_at", label=_("Ends"), kind=Kind.INSTANT, required=True),
    Field(name="place", label=_("Place"), help=_("Street and town, so that guests find it.")),
    Field(
        name="online_url",
        label=_("Link to take part online"),
        kind=Kind.URL,
        max_length=500,
        help=_("Only those who have a place are told the link."),
    ),
    Field(name="language", label=_("Language"), kind=Kind.CHOICE, choices=LANGUAGES, required=True),
    Field(name="seats", label=_("Seats"), kind=Kind.INTEGER, minimum=1, required=True),
    Field(
        name="approval",
        label=_("We give the places"),
        kind=Kind.BOOLEAN,
        help=_("For visits where we choose who goes. Else whoever signs up first has a place."),
    ),
    Field(name="sign_up_until", label=_("Last day to sign up"), kind=Kind.DATE),
    Field(name="share", label=_("Who is told of it"), kind=Kind.CHOICE, choices=SHARES, required=True),
    Field(
        name="topics",
        label=_("What the survey asks about"),
        kind=Kind.TAGS,
        help=_(
            "A few words for each topic, with commas between them. Before and after, everybody says"
            " anonymously how much they know about it and how they feel about it. Empty: no survey."
        ),
    ),
    Field(name="lessons", label=_("What we learnt"), kind=Kind.LONG_TEXT, max_length=5000, read_only=True),
    Field(name="reason", label=_("Why it was cancelled"), kind=Kind.LONG_TEXT, read_only=True),
    Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
)

SEMINARS = RecordType(
    kind="seminar",
    model=Seminar,
    title=_("Seminar"),
    plural=_("Seminars"),
    path="seminars",
    icon="presentation",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Seminars, trainings and visits that we invite to: signed up for, checked in, and followed up."),
    empty=_("No seminars yet. Plan the first one, then open it for registration."),
    fields=_FIELDS,
    columns=("title", "state", "starts_at", "kind", "audiences", "seats", "country"),
    head=("kind", "starts_at", "ends_at", "place", "audiences", "organisation_id", "sign_up_until"),
    filters=("state", "kind", "country", "starts_at", "organisation_id", "owner_id"),
    search=("title", "title_en", "summary", "place"),
    sort="-starts_at",
    state="state",
    board=Board(
        columns=("planned", "open", "full", "held", "evaluated", "cancelled"),
        card=("starts_at", "kind", "country", "owner_id"),
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(
            title=_("The seminar"),
            fields=("title", "title_en", "kind", "summary", "summary_en", "country", "language"),
        ),
        Section(title=_("Whom it is for"), fields=("audiences", "work_forms")),
        Section(
            title=_("When and where"),
            fields=("starts_at", "ends_at", "place", "online_url", "organisation_id"),
        ),
        Section(title=_("Registration"), fields=("seats", "sign_up_until", "approval", "share")),
        Section(title=_("Follow-up"), fields=("topics", "lessons", "reason")),
        Section(title=_("For us"), fields=("owner_id",)),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)
