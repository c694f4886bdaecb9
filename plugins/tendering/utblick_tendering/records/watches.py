"""Saved watches as records."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import NUTS, Choice, Context, Field, Kind, RecordType, Section, _
from utblick_tendering.models import Watch
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.service import watches
from utblick_tendering.vocabulary.finding import CPV

DIGESTS = (
    Choice(value="daily", label=_("Every day")),
    Choice(value="weekly", label=_("Every week")),
    Choice(value="never", label=_("Never")),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return watches.create_watch(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return watches.update_watch(ctx, cast("Watch", row), changes)


WATCH = RecordType(
    kind="watch",
    model=Watch,
    title=_("Watch"),
    plural=_("Watches"),
    path="watches",
    in_menu=False,
    icon="bell",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Searches that are saved: what is new is told by mail, and deadlines are a calendar."),
    empty=_("No watches yet. Search on the radar and save the search, or add one here."),
    fields=(
        Field(name="title", label=_("Name"), required=True),
        Field(
            name="words",
            label=_("Words"),
            max_length=300,
            help=_("All of them must be there. School furniture finds furniture for schools, in Swedish."),
        ),
        Field(name="cpv", label=_("What is bought (CPV)"), kind=Kind.TAGS, vocabulary=CPV),
        Field(name="nuts", label=_("Place"), kind=Kind.TAGS, vocabulary=NUTS),
        Field(name="countries", label=_("Countries"), kind=Kind.TAGS, each=Kind.COUNTRY),
        Field(name="buyer", label=_("Contracting authority"), help=_("A part of its name.")),
        Field(
            name="organisation_id",
            label=_("Fits the company"),
            kind=Kind.ORGANISATION,
            help=_("Only what has been found to fit this company."),
        ),
        Field(name="value_from", label=_("Value from (kronor)"), kind=Kind.DECIMAL, minimum=0),
        Field(name="value_to", label=_("Value up to (kronor)"), kind=Kind.DECIMAL, minimum=0),
        Field(name="small_firms", label=_("Only what suits small firms"), kind=Kind.BOOLEAN),
        Field(name="digest", label=_("Mail about what is new"), kind=Kind.CHOICE, choices=DIGESTS),
        Field(name="owner_id", label=_("Who gets the mail"), kind=Kind.USER),
        Field(name="sent_at", label=_("Last mail looked for"), kind=Kind.INSTANT, read_only=True),
    ),
    columns=("title", "words", "organisation_id", "digest", "owner_id"),
    filters=("organisation_id", "digest", "owner_id"),
    search=("title", "words"),
    sort="title",
    sections=(
        Section(
            title=_("What is looked for"),
            fields=(
                "title", "words", "cpv", "nuts", "countries", "buyer", "organisation_id", "value_from",
                "value_to", "small_firms",
            ),
        ),
        Section(title=_("How it is told"), fields=("digest", "owner_id", "sent_at")),
    ),
    create=_create,
    update=_update,
    delete=True,
)  # fmt: skip

RECORDS: tuple[RecordType, ...] = (WATCH,)
