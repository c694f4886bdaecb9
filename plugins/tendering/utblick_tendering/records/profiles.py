"""Profiles as records: what a company can deliver, and the word of a person that it is so."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import NUTS, Context, Field, Kind, RecordType, Section, Transition, _
from utblick_tendering.choices.matches import PROFILE_STATES, REACHES
from utblick_tendering.models import Profile
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.service import profiles
from utblick_tendering.vocabulary.finding import CPV


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return profiles.create_profile(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return profiles.update_profile(ctx, cast("Profile", row), changes)


_KRONOR = _("In whole kronor. Leave it out if it is not known.")

PROFILES = RecordType(
    kind="profile",
    model=Profile,
    title=_("Supplier profile"),
    plural=_("Supplier profiles"),
    path="profiles",
    icon="briefcase",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("What each company can deliver. Only a profile that somebody has approved is matched."),
    empty=_("No profiles yet. Draft them for all companies of the municipality, and approve one by one."),
    fields=(
        Field(name="title", label=_("Name"), read_only=True),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION, required=True),
        Field(name="state", label=_("State"), kind=Kind.CHOICE, choices=PROFILE_STATES, read_only=True),
        Field(
            name="cpv",
            label=_("What it sells (CPV)"),
            kind=Kind.TAGS,
            vocabulary=CPV,
            help=_("Left out in a new profile, it is drafted from what is known."),
        ),
        Field(
            name="words",
            label=_("Words for what it does"),
            kind=Kind.TAGS,
            help=_("As the company says it itself: snöröjning, skolmöbler, tryckeri."),
        ),
        Field(
            name="unwanted",
            label=_("What it will not do"),
            kind=Kind.TAGS,
            help=_("Words. A procurement that speaks of them is not suggested."),
        ),
        Field(name="nuts", label=_("Where it is"), kind=Kind.TAGS, vocabulary=NUTS),
        Field(
            name="reach",
            label=_("How far it delivers"),
            kind=Kind.CHOICE,
            choices=REACHES,
        ),
        Field(
            name="export_countries",
            label=_("Countries that it exports to"),
            kind=Kind.TAGS,
            each=Kind.COUNTRY,
        ),
        Field(name="languages", label=_("Languages"), kind=Kind.TAGS, each=Kind.LANGUAGE),
        Field(name="is_small", label=_("Small enterprise"), kind=Kind.BOOLEAN),
        Field(
            name="turnover", label=_("Turnover in a year, kronor"), kind=Kind.DECIMAL, minimum=0, help=_KRONOR
        ),
        Field(
            name="most",
            label=_("Largest lot that it takes on alone, kronor"),
            kind=Kind.DECIMAL,
            minimum=0,
            help=_("Larger ones are not suggested. They can still be found for a joint bid."),
        ),
        Field(name="approved_on", label=_("Approved on"), kind=Kind.DATE, read_only=True),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "state", "reach", "is_small", "approved_on", "owner_id"),
    filters=("organisation_id", "state", "reach", "is_small", "approved_on", "owner_id"),
    search=("title", "note"),
    state="state",
    transitions=(
        Transition(
            name="approve",
            label=_("Approve"),
            source=("draft",),
            target="active",
            permission=WRITE,
            perform=profiles.approve_profile,
            tone="ok",
        ),
        Transition(
            name="rest",
            label=_("Let it rest"),
            source=("active",),
            target="paused",
            permission=WRITE,
            perform=profiles.pause_profile,
            tone="warn",
            confirm=_("Nothing is suggested to the company until the profile is taken up again."),
        ),
        Transition(
            name="resume",
            label=_("Take up again"),
            source=("paused",),
            target="active",
            permission=WRITE,
            perform=profiles.approve_profile,
            tone="ok",
        ),
    ),
    sections=(
        Section(title=_("The company"), fields=("organisation_id", "is_small", "turnover", "most")),
        Section(title=_("What it sells"), fields=("cpv", "words", "unwanted")),
        Section(title=_("Where"), fields=("nuts", "reach", "export_countries", "languages")),
        Section(title=_("For us"), fields=("owner_id", "note")),
    ),
    create=_create,
    update=_update,
)
