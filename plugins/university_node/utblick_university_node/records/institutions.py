"""Universities as records: the universities themselves, their seasons, contacts and agreements."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, RecordType, Section, Transition, _
from utblick_university_node.choices.people import CONTACT_STATES, COOPERATION_STATES
from utblick_university_node.choices.work import LEVELS
from utblick_university_node.models import Cooperation, Institution, NodeContact, Season
from utblick_university_node.permissions import READ, WRITE
from utblick_university_node.service import institutions as service

INSTITUTION = "university_node/institution"
AT = Field(
    name="institution_id", label=_("University"), kind=Kind.RECORD, refers_to=INSTITUTION, required=True
)


def _update_institution(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_institution(ctx, cast("Institution", row), changes)


def _update_season(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_season(ctx, cast("Season", row), changes)


def _update_contact(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_contact(ctx, cast("NodeContact", row), changes)


INSTITUTIONS = RecordType(
    kind="institution",
    model=Institution,
    title=_("University"),
    plural=_("Universities"),
    path="universities",
    icon="school",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Universities that the municipality works with. Their seasons are planned by themselves."),
    empty=_("No university yet. Add the nearest two, and their seasons with all deadlines are planned."),
    fields=(
        Field(name="title", label=_("University"), read_only=True),
        Field(name="organisation_id", label=_("In the register"), kind=Kind.ORGANISATION, required=True),
        Field(
            name="ror",
            label=_("ROR id"),
            max_length=40,
            help=_("The number of the university in the Research Organization Registry: ror.org."),
        ),
        Field(name="is_active", label=_("Takes part"), kind=Kind.BOOLEAN),
        Field(name="has_coop", label=_("Has co-op programmes"), kind=Kind.BOOLEAN),
        Field(
            name="assignments_url",
            label=_("The university's own system for assignments"),
            kind=Kind.URL,
            max_length=300,
        ),
        Field(name="results_url", label=_("Where results are published"), kind=Kind.URL, max_length=300),
        Field(
            name="contact_url", label=_("The university's page for companies"), kind=Kind.URL, max_length=300
        ),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "ror", "is_active", "has_coop"),
    filters=("is_active", "has_coop"),
    search=("title", "note"),
    sort="title",
    sections=(
        Section(title=_("The university"), fields=("organisation_id", "ror", "is_active", "has_coop")),
        Section(title=_("Its own systems"), fields=("assignments_url", "results_url", "contact_url", "note")),
    ),
    create=service.add_institution,
    update=_update_institution,
)

SEASONS = RecordType(
    kind="season",
    model=Season,
    title=_("Season"),
    plural=_("Seasons"),
    path="seasons",
    icon="calendar",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("When to advertise and when students begin, for each university and level."),
    empty=_("No seasons. They are planned when a university is added."),
    fields=(
        Field(name="title", label=_("Season"), required=True),
        AT,
        Field(name="level", label=_("Level"), kind=Kind.CHOICE, choices=LEVELS, required=True),
        Field(name="advertise_from", label=_("Advertise from"), kind=Kind.DATE, required=True),
        Field(name="advertise_until", label=_("Advertise no later than"), kind=Kind.DATE, required=True),
        Field(name="starts_on", label=_("Students begin"), kind=Kind.DATE, required=True),
        Field(name="ends_on", label=_("Students are done"), kind=Kind.DATE, read_only=True),
        Field(name="weeks", label=_("Weeks"), kind=Kind.INTEGER, minimum=1),
        Field(name="credits", label=_("Credits"), kind=Kind.INTEGER, minimum=1),
        Field(
            name="source",
            label=_("Who says so"),
            kind=Kind.URL,
            max_length=300,
            help=_("The page from which the days come. Correct them when the university says otherwise."),
        ),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=2000),
    ),
    columns=("title", "institution_id", "level", "advertise_until", "starts_on", "credits"),
    filters=("institution_id", "level", "advertise_until", "starts_on"),
    search=("title",),
    sort="advertise_until",
    sections=(
        Section(title=_("The season"), fields=("title", "institution_id", "level", "weeks", "credits")),
        Section(title=_("Days"), fields=("advertise_from", "advertise_until", "starts_on")),
        Section(title=_("Background"), fields=("source", "note")),
    ),
    create=service.add_season,
    update=_update_season,
    in_menu=False,
)

_LEFT_ON = Field(name="left_on", label=_("Left on"), kind=Kind.DATE)

CONTACTS = RecordType(
    kind="node_contact",
    model=NodeContact,
    title=_("Contact at a university"),
    plural=_("Contacts at universities"),
    path="contacts",
    icon="user-check",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Who to talk to at each university. When somebody leaves, what is open is handed over."),
    empty=_("No contacts yet. Add the person at each university who helps you find students."),
    fields=(
        Field(name="title", label=_("Contact"), read_only=True),
        AT,
        Field(name="person_id", label=_("Person"), kind=Kind.PERSON, personal=True, required=True),
        Field(
            name="covers",
            label=_("Answers for"),
            max_length=500,
            help=_("For example: engineering, or all of it."),
        ),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=CONTACT_STATES, read_only=True),
        Field(name="since", label=_("Since"), kind=Kind.DATE),
        Field(name="left_on", label=_("Left on"), kind=Kind.DATE, read_only=True),
        Field(
            name="successor_id",
            label=_("Replaced by"),
            kind=Kind.RECORD,
            refers_to="university_node/node_contact",
            read_only=True,
        ),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "institution_id", "person_id", "state", "since"),
    filters=("institution_id", "state"),
    search=("title",),
    sort="title",
    state="state",
    sections=(
        Section(title=_("The contact"), fields=("institution_id", "person_id", "covers", "since", "note")),
    ),
    transitions=(
        Transition(
            name="replace",
            label=_("Let somebody else take over"),
            source=("active", "left"),
            target="left",
            permission=WRITE,
            perform=service.replace_contact,
            tone="info",
            fields=(
                Field(
                    name="successor_id",
                    label=_("Who takes over"),
                    kind=Kind.RECORD,
                    refers_to="university_node/node_contact",
                    required=True,
                    help=_("Everything that is open is handed over to this contact."),
                ),
                _LEFT_ON,
            ),
        ),
        Transition(
            name="send_link",
            label=_("Send the link to what is published"),
            source=("active",),
            target="active",
            permission=WRITE,
            perform=service.send_node_link,
        ),
        Transition(
            name="leave",
            label=_("Note that the contact has left"),
            source=("active",),
            target="left",
            permission=WRITE,
            perform=service.leave_contact,
            tone="warn",
            fields=(_LEFT_ON,),
        ),
    ),
    create=service.add_contact,
    update=_update_contact,
    in_menu=False,
)

COOPERATIONS = RecordType(
    kind="cooperation",
    model=Cooperation,
    title=_("Cooperation agreement"),
    plural=_("Cooperation agreements"),
    path="cooperations",
    icon="contract",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("What the municipality and each university have agreed, and until when."),
    empty=_("No agreements yet. Draft one from the page of a university."),
    fields=(
        Field(name="title", label=_("Agreement"), required=True),
        AT,
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=COOPERATION_STATES, read_only=True),
        Field(name="registry_number", label=_("Registry number"), max_length=40),
        Field(name="signed_on", label=_("Signed on"), kind=Kind.DATE, read_only=True),
        Field(name="valid_until", label=_("Holds until"), kind=Kind.DATE),
        Field(name="ended_on", label=_("Ended on"), kind=Kind.DATE, read_only=True),
        Field(name="about", label=_("What was agreed"), kind=Kind.LONG_TEXT, max_length=5000),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "institution_id", "state", "registry_number", "valid_until"),
    filters=("institution_id", "state", "valid_until"),
    search=("title", "registry_number", "about"),
    registry="registry_number",
    sort="-updated_at",
    state="state",
    sections=(
        Section(
            title=_("The agreement"), fields=("title", "institution_id", "registry_number", "valid_until")
        ),
        Section(title=_("Background"), fields=("about", "owner_id", "note")),
    ),
    transitions=(
        Transition(
            name="sign",
            label=_("Register the signed agreement"),
            source=("drafted",),
            target="signed",
            permission=WRITE,
            perform=service.sign_cooperation,
            tone="ok",
            fields=(
                Field(name="signed_on", label=_("Signed on"), kind=Kind.DATE, required=True),
                Field(name="registry_number", label=_("Registry number"), max_length=40, required=True),
                Field(name="valid_until", label=_("Holds until"), kind=Kind.DATE),
            ),
        ),
        Transition(
            name="end",
            label=_("Note that it has ended"),
            source=("drafted", "signed"),
            target="ended",
            permission=WRITE,
            perform=service.end_cooperation,
            tone="bad",
            fields=(Field(name="ended_on", label=_("Ended on"), kind=Kind.DATE),),
        ),
    ),
    in_menu=False,
)
