"""Experts and springboards as records: what universities know, and whom they know abroad."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, RecordType, Section, Transition, _
from utblick_university_node.choices.abroad import SPRINGBOARD_STATES
from utblick_university_node.choices.fields import field_choices
from utblick_university_node.choices.people import EXPERT_STATES
from utblick_university_node.models import Expert, Springboard
from utblick_university_node.permissions import READ, WRITE
from utblick_university_node.records.institutions import AT
from utblick_university_node.service import experts
from utblick_university_node.service import placements as service


def _update_expert(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return experts.update_expert(ctx, cast("Expert", row), changes)


EXPERTS = RecordType(
    kind="expert",
    model=Expert,
    title=_("Expert"),
    plural=_("Experts"),
    path="experts",
    icon="award",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("People at universities who have agreed to be found by what they know."),
    empty=_("No experts yet. Ask the contacts at the universities who would like to be found."),
    fields=(
        Field(name="title", label=_("Competence"), help=_("Leave it empty to take the words below.")),
        Field(name="person_id", label=_("Person"), kind=Kind.PERSON, personal=True, required=True),
        AT,
        Field(name="field", label=_("Field of study"), kind=Kind.CHOICE, choices_from=field_choices),
        Field(
            name="competence",
            label=_("Competence, in words"),
            kind=Kind.TAGS,
            required=True,
            help=_("The words that a company would use, separated by commas."),
        ),
        Field(name="languages", label=_("Languages"), kind=Kind.TAGS, each=Kind.LANGUAGE),
        Field(name="page_url", label=_("The expert's own page"), kind=Kind.URL, max_length=300),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=EXPERT_STATES, read_only=True),
        Field(name="consent_on", label=_("Consent given on"), kind=Kind.DATE, required=True),
        Field(name="hidden_on", label=_("Hidden on"), kind=Kind.DATE, read_only=True),
        Field(name="hidden_reason", label=_("Why it was hidden"), read_only=True),
    ),
    columns=("title", "person_id", "institution_id", "field", "state"),
    filters=("institution_id", "field", "state"),
    search=("title", "competence"),
    sort="title",
    state="state",
    sections=(
        Section(title=_("The expert"), fields=("person_id", "institution_id", "consent_on")),
        Section(title=_("Competence"), fields=("title", "field", "competence", "languages", "page_url")),
    ),
    transitions=(
        Transition(
            name="hide",
            label=_("Hide"),
            source=("listed",),
            target="hidden",
            permission=WRITE,
            perform=experts.hide_expert,
            tone="bad",
            fields=(
                Field(name="consent_withdrawn", label=_("The consent was withdrawn"), kind=Kind.BOOLEAN),
                Field(name="hidden_reason", label=_("Why"), max_length=500),
            ),
        ),
        Transition(
            name="show",
            label=_("List again"),
            source=("hidden",),
            target="listed",
            permission=WRITE,
            perform=experts.show_expert,
            tone="ok",
            fields=(Field(name="consent_on", label=_("Consent given on"), kind=Kind.DATE, required=True),),
        ),
    ),
    create=experts.list_expert,
    update=_update_expert,
)

SPRINGBOARDS = RecordType(
    kind="springboard",
    model=Springboard,
    title=_("Springboard"),
    plural=_("Springboards"),
    path="springboards",
    icon="rocket",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Foreign links of universities that can take a local firm further."),
    empty=_("No springboards yet. Ask the universities with whom they work abroad."),
    fields=(
        Field(name="title", label=_("Springboard"), required=True),
        AT,
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY, required=True),
        Field(name="partner", label=_("The university's partner abroad")),
        Field(name="about", label=_("What it is about"), kind=Kind.LONG_TEXT, max_length=3000),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=SPRINGBOARD_STATES, read_only=True),
        Field(name="organisation_id", label=_("Local firm"), kind=Kind.ORGANISATION, read_only=True),
        Field(name="offered_on", label=_("Offered on"), kind=Kind.DATE, read_only=True),
        Field(name="used_on", label=_("Used on"), kind=Kind.DATE, read_only=True),
        Field(name="result", label=_("What came of it"), kind=Kind.LONG_TEXT, read_only=True),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
    ),
    columns=("title", "institution_id", "country", "state", "organisation_id"),
    filters=("institution_id", "country", "state", "organisation_id"),
    search=("title", "partner", "about"),
    state="state",
    sections=(
        Section(
            title=_("The springboard"), fields=("title", "institution_id", "country", "partner", "about")
        ),
        Section(title=_("For us"), fields=("owner_id",)),
    ),
    transitions=(
        Transition(
            name="offer",
            label=_("Offer to a firm"),
            source=("spotted",),
            target="offered",
            permission=WRITE,
            perform=service.offer_springboard,
            tone="info",
            fields=(
                Field(name="organisation_id", label=_("Local firm"), kind=Kind.ORGANISATION, required=True),
            ),
        ),
        Transition(
            name="use",
            label=_("Note that it was used"),
            source=("offered",),
            target="used",
            permission=WRITE,
            perform=service.use_springboard,
            tone="ok",
            fields=(
                Field(
                    name="result",
                    label=_("What came of it"),
                    kind=Kind.LONG_TEXT,
                    max_length=2000,
                    required=True,
                ),
            ),
        ),
    ),
    in_menu=False,
)
