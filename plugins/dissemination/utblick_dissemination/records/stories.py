"""Stories as records: the desk, from a suggestion to the public page."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, Msg, RecordType, Section, Transition, _
from utblick_dissemination import queries
from utblick_dissemination.choices import KINDS, LANGUAGES, SHARES, STATES
from utblick_dissemination.models import Story
from utblick_dissemination.permissions import APPROVE, READ, WRITE
from utblick_dissemination.service import consents
from utblick_dissemination.service import stories as service

_LONG, _MIDDLE = 5000, 3000


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.begin_story(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_story(ctx, cast("Story", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    source = queries.source_of(ctx, cast("Story", row))
    return ((_("Grew from"), source),) if source else ()


def _text(name: str, label: Msg, *, help: Msg | None = None, max_length: int = _MIDDLE) -> Field:
    return Field(name=name, label=label, kind=Kind.LONG_TEXT, help=help, max_length=max_length)


def _reason(label: Msg) -> Field:
    return Field(name="reason", label=label, kind=Kind.LONG_TEXT, max_length=1000)


_ASKED_FOR = (
    Field(
        name="person_id",
        label=_("Person to ask"),
        kind=Kind.PERSON,
        help=_("Empty: the main contact of the organisation."),
    ),
    Field(name="recipient_email", label=_("E-mail, if it is another"), kind=Kind.EMAIL, max_length=254),
    Field(name="language", label=_("Language of the letter"), kind=Kind.CHOICE, choices=LANGUAGES),
)

_TRANSITIONS = (
    Transition(
        name="draft",
        label=_("Write it"),
        source=("suggested", "declined", "withdrawn"),
        target="drafted",
        permission=WRITE,
        perform=service.draft_story,
        tone="info",
    ),
    Transition(
        name="ask",
        label=_("Ask for consent to the text"),
        source=("drafted", "asked"),
        target="asked",
        permission=WRITE,
        perform=consents.ask_organisation,
        tone="info",
        fields=_ASKED_FOR,
    ),
    Transition(
        name="approve",
        label=_("Approve"),
        source=("drafted", "consented"),
        target="approved",
        permission=APPROVE,
        perform=service.approve_story,
        tone="ok",
    ),
    Transition(
        name="publish",
        label=_("Publish"),
        source=("approved",),
        target="published",
        permission=APPROVE,
        perform=service.publish_story,
        tone="ok",
        confirm=_("Everybody can read the story then. Publish it?"),
    ),
    Transition(
        name="withdraw",
        label=_("Take back"),
        source=("published",),
        target="withdrawn",
        permission=WRITE,
        perform=service.withdraw_story,
        tone="bad",
        fields=(_reason(_("Why it is taken back")),),
    ),
    Transition(
        name="decline",
        label=_("Do not tell it"),
        source=("suggested", "drafted", "asked", "consented", "approved"),
        target="declined",
        permission=WRITE,
        perform=service.decline_story,
        tone="bad",
        fields=(_reason(_("Why it is not told")),),
    ),
)

_FIELDS = (
    Field(name="title", label=_("Title"), required=True, help=_("For example: The first deal in Estonia")),
    Field(name="title_en", label=_("Title in English")),
    _text("done", _("What was done"), max_length=_LONG),
    _text("done_en", _("What was done, in English"), max_length=_LONG),
    _text(
        "evidence",
        _("What shows that it worked"),
        help=_("Figures, what somebody says, what is done in another way now."),
    ),
    _text("evidence_en", _("What shows that it worked, in English")),
    _text("others", _("What others can use"), help=_("What it takes to do the same elsewhere.")),
    _text("others_en", _("What others can use, in English")),
    _text(
        "lessons",
        _("What did not work, and what we learnt"),
        help=_("Others learn as much from that as from what worked."),
    ),
    _text("lessons_en", _("What did not work, and what we learnt, in English")),
    Field(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=KINDS, required=True),
    Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=STATES, read_only=True),
    Field(name="country", label=_("Country"), kind=Kind.COUNTRY),
    Field(
        name="organisation_id",
        label=_("Organisation"),
        kind=Kind.ORGANISATION,
        help=_("Whom it is about, and who must agree to the text. Empty: a story of our own."),
    ),
    Field(
        name="named",
        label=_("The organisation may be named"),
        kind=Kind.BOOLEAN,
        help=_("Else neither its name nor its people's may stand anywhere in the text."),
    ),
    Field(name="share", label=_("Who is told of it"), kind=Kind.CHOICE, choices=SHARES),
    Field(name="owner_id", label=_("Contact at the municipality"), kind=Kind.USER),
    Field(name="author_id", label=_("Text last written by"), kind=Kind.USER, read_only=True),
    Field(name="published_on", label=_("Published"), kind=Kind.DATE, read_only=True),
    Field(name="reason", label=_("Why it is not told"), kind=Kind.LONG_TEXT, read_only=True),
)

STORIES = RecordType(
    kind="story",
    model=Story,
    title=_("Story"),
    plural=_("Stories"),
    path="desk",
    icon="news",
    read=READ,
    write=WRITE,
    name="title",
    lead=_(
        "Good examples: written here, agreed to by those they are about, approved, and told to everybody."
    ),
    empty=_("No stories yet. They are suggested when an organisation lets its story be told."),
    fields=_FIELDS,
    columns=("title", "state", "kind", "country", "organisation_id", "published_on", "owner_id"),
    head=("kind", "country", "organisation_id", "named", "share", "published_on", "owner_id"),
    filters=("state", "kind", "country", "organisation_id", "published_on", "owner_id"),
    search=("title", "title_en", "done", "evidence", "lessons"),
    state="state",
    board=Board(
        columns=(
            *("suggested", "drafted", "asked", "consented"),
            *("approved", "published", "withdrawn", "declined"),
        ),
        card=("kind", "organisation_id", "owner_id"),
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(
            title=_("What it is about"),
            fields=("title", "kind", "country", "organisation_id", "named"),
        ),
        Section(
            title=_("The story"),
            fields=("done", "evidence", "others", "lessons"),
            help=_("What was done and what shows that it worked must stand there before anybody is asked."),
        ),
        Section(
            title=_("In English"),
            fields=("title_en", "done_en", "evidence_en", "others_en", "lessons_en"),
            help=_("Without a title and what was done in English, the Swedish text is shown."),
        ),
        Section(
            title=_("For us"),
            fields=("share", "owner_id", "author_id", "published_on", "reason"),
        ),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)
