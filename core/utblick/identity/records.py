"""Organisations and people as record types: their lists, forms and pages are drawn as everybody else's."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlmodel import SQLModel

from utblick.context import Context
from utblick.declare import Column, Field, Kind, RecordType, Section
from utblick.i18n import _
from utblick.identity import service
from utblick.identity.kinds import LEGAL_BASES, LEGAL_FORMS, ORGANISATION_KINDS, SIZE_CLASSES, STATUSES
from utblick.identity.models import Organisation, Person
from utblick.identity.registers.values.codes import read_cpv, read_sni
from utblick.reference.nuts import NUTS
from utblick.reference.trades import section_of


def _sni(text: str) -> str:
    codes = read_sni(text) or ()
    if len(codes) != 1 or section_of(codes[0]) is None:
        raise ValueError(_("Write one SNI code, such as 16.101."))
    return codes[0]


def _cpv(text: str) -> str:
    codes = read_cpv(text) or ()
    if len(codes) != 1:
        raise ValueError(_("Write CPV codes of eight digits, such as 44211000."))
    return codes[0]


def _create_organisation(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.register_organisation(ctx, values)


def _update_organisation(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.change_organisation(ctx, cast(Organisation, row), changes)


def _create_person(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.register_person(ctx, values)


def _update_person(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.change_person(ctx, cast(Person, row), changes)


def _works_at(ctx: Context, people: Sequence[UUID]) -> Mapping[UUID, Sequence[UUID]]:
    return service.work_places(ctx, people)


def _trade(ctx: Context, code: str) -> str:
    found = section_of(code)
    return f"{code} – {found.title(ctx.language)}" if found else code


ORGANISATIONS = RecordType(
    kind="organisation",
    model=Organisation,
    title=_("Organisation"),
    plural=_("Organisations"),
    path="organisations",
    icon="building",
    head=("kind", "town", "trade", "employees", "exports", "last_contact"),
    read="core.read",
    write="core.write",
    lead=_("Companies, associations, universities and authorities that the municipality works with."),
    empty=_("Import the company register, or add the first organisation by hand."),
    fields=(
        Field(name="name", label=_("Name"), required=True),
        Field(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=ORGANISATION_KINDS, required=True),
        Field(
            name="orgnr",
            label=_("Organisation number"),
            max_length=20,
            help=_("Ten digits, such as 559980-0017."),
        ),
        Field(name="legal_form", label=_("Legal form"), kind=Kind.CHOICE, choices=LEGAL_FORMS),
        Field(name="status", label=_("Status"), kind=Kind.CHOICE, choices=STATUSES),
        Field(name="street", label=_("Street address")),
        Field(name="postcode", label=_("Postcode"), max_length=20),
        Field(name="town", label=_("Town"), max_length=100),
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY),
        Field(name="municipality", label=_("Municipality"), kind=Kind.MUNICIPALITY),
        Field(
            name="nuts",
            label=_("Region (NUTS)"),
            max_length=5,
            help=_("Filled in from the municipality."),
            vocabulary=NUTS,
        ),
        Field(name="email", label=_("E-mail"), kind=Kind.EMAIL, max_length=254),
        Field(name="phone", label=_("Phone"), kind=Kind.PHONE, max_length=40),
        Field(name="website", label=_("Website"), kind=Kind.URL, max_length=300),
        Field(
            name="sni",
            label=_("SNI code"),
            max_length=10,
            help=_("The line of business, such as 16.101."),
            normalise=_sni,
            explain=_trade,
        ),
        Field(name="trade", label=_("Line of business")),
        Field(name="products", label=_("Products and services"), kind=Kind.LONG_TEXT, max_length=1000),
        Field(name="employees", label=_("Employees"), kind=Kind.INTEGER, minimum=0),
        Field(
            name="turnover", label=_("Turnover per year"), kind=Kind.MONEY, currency_field="turnover_currency"
        ),
        Field(name="turnover_currency", label=_("Currency"), kind=Kind.CURRENCY),
        Field(
            name="size_class",
            label=_("Size"),
            kind=Kind.CHOICE,
            choices=SIZE_CLASSES,
            help=_("By EU recommendation 2003/361/EC; follows from the number of employees."),
        ),
        Field(name="exports", label=_("Exports today"), kind=Kind.BOOLEAN),
        Field(
            name="export_countries",
            label=_("Export countries"),
            kind=Kind.TAGS,
            each=Kind.COUNTRY,
            help=_("Countries by name or code, separated by commas."),
        ),
        Field(name="languages", label=_("Languages"), kind=Kind.TAGS, each=Kind.LANGUAGE),
        Field(name="cpv", label=_("CPV codes of interest"), kind=Kind.TAGS, normalise=_cpv),
        Field(name="tags", label=_("Tags"), kind=Kind.TAGS),
        Field(name="mailings", label=_("Agrees to mailings"), kind=Kind.BOOLEAN),
        Field(name="last_contact", label=_("Last contact"), kind=Kind.DATE),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("name", "kind", "town", "country", "trade", "last_contact"),
    filters=("name", "kind", "municipality", "country", "size_class", "exports", "status", "tags"),
    search=("name", "orgnr", "town", "trade", "products", "tags", "email", "note"),
    sort="name",
    sections=(
        Section(title=_("Basics"), fields=("name", "kind", "orgnr", "legal_form", "status")),
        Section(
            title=_("Address and contact"),
            fields=(
                *("street", "postcode", "town", "municipality", "nuts", "country"),
                *("email", "phone", "website"),
            ),
        ),
        Section(
            title=_("Business"),
            fields=("trade", "sni", "products", "employees", "size_class", "turnover", "turnover_currency"),
        ),
        Section(title=_("External relations"), fields=("exports", "export_countries", "languages", "cpv")),
        Section(title=_("For us"), fields=("tags", "mailings", "last_contact", "note")),
    ),
    create=_create_organisation,
    update=_update_organisation,
)

PEOPLE = RecordType(
    kind="person",
    model=Person,
    title=_("Person"),
    plural=_("People"),
    path="people",
    icon="users",
    head=("email", "phone", "language"),
    read="core.read",
    write="core.write",
    lead=_("Contact persons at the organisations that the municipality works with."),
    empty=_("People come with the register of companies, or are added here one by one."),
    fields=(
        Field(name="name", label=_("Name"), required=True, personal=True),
        Field(name="email", label=_("E-mail"), kind=Kind.EMAIL, max_length=254, personal=True),
        Field(name="phone", label=_("Phone"), kind=Kind.PHONE, max_length=40, personal=True),
        Field(name="language", label=_("Language"), kind=Kind.LANGUAGE),
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY),
        Field(
            name="legal_basis",
            label=_("Legal basis"),
            kind=Kind.CHOICE,
            choices=LEGAL_BASES,
            required=True,
            help=_("Why the municipality may keep these personal data (GDPR, article 6)."),
        ),
        Field(name="basis_note", label=_("What the basis rests on"), max_length=500),
        Field(name="basis_since", label=_("Basis since"), kind=Kind.DATE),
        Field(
            name="review_on",
            label=_("Review on"),
            kind=Kind.DATE,
            help=_("The day when somebody asks whether the data are still needed."),
        ),
        Field(name="mailings", label=_("Agrees to mailings"), kind=Kind.BOOLEAN),
        Field(name="status", label=_("Status"), kind=Kind.CHOICE, choices=STATUSES),
        Field(name="tags", label=_("Tags"), kind=Kind.TAGS),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000, personal=True),
    ),
    columns=("name", "works_at", "email", "phone", "language", "mailings"),
    joined=(Column(name="works_at", label=_("Works at"), refers_to="core/organisation", find=_works_at),),
    filters=("name", "language", "mailings", "status", "tags"),
    search=("name", "email", "phone", "tags"),
    sort="name",
    sections=(
        Section(title=_("Basics"), fields=("name", "email", "phone", "language", "country", "status")),
        Section(
            title=_("Data protection"),
            fields=("legal_basis", "basis_note", "basis_since", "review_on", "mailings"),
        ),
        Section(title=_("For us"), fields=("tags", "note")),
    ),
    create=_create_person,
    update=_update_person,
)
