"""Introductions as records: our questions to the county, and those of others to us."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, Permission, RecordType, Section, Transition, _
from utblick_county_link import service
from utblick_county_link.choices import INQUIRY_STATES, INTRODUCTION_STATES, sections
from utblick_county_link.models import Answer, Inquiry, Introduction

READ, WRITE = "county_link.read", "county_link.write"

PERMISSIONS = (
    Permission(
        name=READ,
        title=_("See what is shared with the county, and introductions"),
        roles=("reader", "officer", "coordinator"),
    ),
    Permission(name=WRITE, title=_("Ask the county, and ask companies for consent"), roles=("coordinator",)),
)

TITLE = Field(name="title", label=_("What is asked for"), required=True, max_length=120)
COUNTRY = Field(name="country", label=_("Country"), kind=Kind.COUNTRY, required=True)
PLACE = Field(name="place", label=_("Place"), max_length=80)
SECTION = Field(name="section", label=_("Trade"), kind=Kind.CHOICE, choices_from=sections)
ABOUT = Field(
    name="about",
    label=_("In a few words"),
    kind=Kind.LONG_TEXT,
    max_length=1000,
    help=_(
        "Other municipalities and their companies read it: name no person, and no company without its leave."
    ),
)
MUNICIPALITY = Field(name="municipality", label=_("Municipality"), kind=Kind.MUNICIPALITY, read_only=True)
OWNER = Field(name="owner_id", label=_("Case officer"), kind=Kind.USER)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.draft_introduction(ctx, values)


INTRODUCTIONS = RecordType(
    kind="introduction",
    model=Introduction,
    title=_("Question to the county"),
    plural=_("Questions to the county"),
    path="introductions",
    icon="help-circle",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Who in the county has a way to where we want to go? Nobody is named before they have agreed."),
    empty=_("No questions yet. Write one when a company looks for a way to a country or a place."),
    fields=(
        TITLE,
        COUNTRY,
        PLACE,
        SECTION,
        ABOUT,
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=INTRODUCTION_STATES, read_only=True),
        Field(name="asked_on", label=_("Asked on"), kind=Kind.DATE, read_only=True),
        OWNER,
    ),
    columns=("title", "country", "place", "state", "asked_on"),
    filters=("country", "state", "asked_on", "owner_id"),
    search=("title", "about", "place"),
    sort="-updated_at",
    state="state",
    transitions=(
        Transition(
            name="ask",
            label=_("Ask the county"),
            source=("draft",),
            target="asked",
            permission=WRITE,
            perform=service.ask_county,
            tone="info",
            confirm=_(
                "Ask the county? The question, the country, the place, the trade and your words leave us."
            ),
        ),
        Transition(
            name="close",
            label=_("Close the question"),
            source=("draft", "asked", "answered"),
            target="closed",
            permission=WRITE,
            perform=service.close_introduction,
        ),
    ),
    sections=(
        Section(title=_("The question"), fields=("title", "country", "place", "section", "about")),
        Section(title=_("For us"), fields=("owner_id",)),
    ),
    create=_create,
)

INQUIRIES = RecordType(
    kind="inquiry",
    model=Inquiry,
    title=_("Question of another municipality"),
    plural=_("Questions of other municipalities"),
    path="inquiries",
    icon="inbox",
    read=READ,
    write=WRITE,
    name="title",
    lead=_(
        "Somebody in the county looks for a way that we may have. Ask the company; silence tells nothing."
    ),
    empty=_(
        "No questions have come. They come by the county when what others look for fits what we have shared."
    ),
    fields=(
        TITLE,
        MUNICIPALITY,
        COUNTRY,
        PLACE,
        SECTION,
        ABOUT,
        Field(name="received_on", label=_("Came on"), kind=Kind.DATE, read_only=True),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=INQUIRY_STATES, read_only=True),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION),
        Field(name="person_id", label=_("Contact person"), kind=Kind.PERSON, personal=True),
        Field(name="recipient_name", label=_("Name"), personal=True),
        Field(name="recipient_email", label=_("E-mail"), kind=Kind.EMAIL, personal=True),
        Field(name="expires_at", label=_("The link expires"), kind=Kind.INSTANT),
        Field(name="answered_at", label=_("Answered"), kind=Kind.INSTANT),
        OWNER,
    ),
    columns=("title", "municipality", "country", "place", "state", "received_on"),
    filters=("municipality", "state", "received_on", "organisation_id", "owner_id"),
    search=("title", "about", "place"),
    sort="-received_on",
    state="state",
    transitions=(
        Transition(
            name="ask",
            label=_("Ask a company for consent"),
            source=("received", "asked", "lapsed"),
            target="asked",
            permission=WRITE,
            perform=service.ask_company,
            tone="info",
            fields=(
                Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION, required=True),
                Field(
                    name="person_id",
                    label=_("Contact person"),
                    kind=Kind.PERSON,
                    help=_("Without one, the company's first contact with an e-mail address is asked."),
                ),
            ),
        ),
        Transition(
            name="close",
            label=_("Let it be"),
            source=("received", "asked", "lapsed"),
            target="closed",
            permission=WRITE,
            perform=service.close_inquiry,
            confirm=_("Let the question be? Nobody outside of the house hears of it."),
        ),
    ),
    sections=(
        Section(
            title=_("The question"), fields=("title", "municipality", "country", "place", "section", "about")
        ),
        Section(
            title=_("The company"),
            fields=("organisation_id", "person_id", "recipient_name", "recipient_email", "expires_at"),
        ),
        Section(title=_("For us"), fields=("received_on", "answered_at", "owner_id")),
    ),
    creatable=False,
    editable=False,
)

ANSWERS = RecordType(
    kind="answer",
    model=Answer,
    title=_("Answer from the county"),
    plural=_("Answers from the county"),
    path="answers",
    icon="heart-handshake",
    read=READ,
    write=WRITE,
    name="company",
    in_menu=False,
    lead=_("Contact details that somebody agreed to let us have."),
    empty=_("No answers yet."),
    fields=(
        Field(name="company", label=_("Company")),
        MUNICIPALITY,
        Field(
            name="introduction_id",
            label=_("Our question"),
            kind=Kind.RECORD,
            refers_to="county_link/introduction",
        ),
        Field(name="person", label=_("Contact person"), personal=True),
        Field(name="email", label=_("E-mail"), kind=Kind.EMAIL, personal=True),
        Field(name="phone", label=_("Telephone"), kind=Kind.PHONE, personal=True),
        Field(name="received_on", label=_("Came on"), kind=Kind.DATE),
    ),
    columns=("company", "municipality", "person", "received_on"),
    filters=("municipality", "introduction_id", "received_on"),
    search=("company",),
    sort="-received_on",
    sections=(
        Section(title=_("The company"), fields=("company", "municipality", "introduction_id", "received_on")),
        Section(title=_("Contact details"), fields=("person", "email", "phone")),
    ),
    creatable=False,
    editable=False,
)

RECORDS = (INTRODUCTIONS, INQUIRIES, ANSWERS)
