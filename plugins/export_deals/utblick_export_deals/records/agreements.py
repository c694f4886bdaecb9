"""Agreements as records: what was signed, what the company says of it, and what it is worth."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import (
    Board,
    Context,
    Field,
    Kind,
    Msg,
    RecordType,
    Section,
    Transition,
    _,
    commodity_code,
)
from utblick_export_deals import service
from utblick_export_deals.choices import (
    AGREEMENT_KINDS,
    AGREEMENT_STATES,
    INCOTERMS,
    LANGUAGES,
    VALUE_BANDS,
    commodity,
)
from utblick_export_deals.models import Agreement
from utblick_export_deals.records.partner import PARTNER_FIELDS, partner_fact
from utblick_export_deals.records.worth import value_facts

WRITE = "export_deals.write"

_KIND = Field(
    name="kind", label=_("Kind of agreement"), kind=Kind.CHOICE, choices=AGREEMENT_KINDS, required=True
)
_SIGNED_ON = Field(name="signed_on", label=_("Signed on"), kind=Kind.DATE, required=True)
_VALUE = Field(
    name="value",
    label=_("Value"),
    kind=Kind.MONEY,
    currency_field="currency",
    minimum=0,
    help=_("The value of the whole agreement. Leave it empty and choose a band when it is not to be told."),
)
_CURRENCY = Field(name="currency", label=_("Currency"), kind=Kind.CURRENCY)
_BAND = Field(name="value_band", label=_("Band of value"), kind=Kind.CHOICE, choices=VALUE_BANDS)
_CODE = Field(
    name="cn_code",
    label=_("Commodity code"),
    max_length=10,
    normalise=commodity_code,
    help=_("HS or CN code with 2, 4, 6 or 8 digits, such as 4418 for joinery of wood."),
    explain=commodity,
)
_INCOTERM = Field(
    name="incoterm", label=_("Delivery terms (Incoterms 2020)"), kind=Kind.CHOICE, choices=INCOTERMS
)
_FIRST = Field(name="first_time", label=_("The company's first export agreement"), kind=Kind.BOOLEAN)

SIGNING_FIELDS = (_KIND, _SIGNED_ON, *PARTNER_FIELDS, _VALUE, _CURRENCY, _BAND, _CODE, _INCOTERM, _FIRST)
"""What is asked when a lead becomes an agreement; what the lead knows already is filled in."""


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.sign_agreement(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_agreement(ctx, cast("Agreement", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    agreement = cast("Agreement", row)
    return [*partner_fact(ctx, agreement), *value_facts(ctx, agreement)]


_REASON = Field(name="reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=1000, required=True)

_TRANSITIONS = (
    Transition(
        name="ask",
        label=_("Ask the company to confirm"),
        source=("signed", "asked", "lapsed", "disputed"),
        target="asked",
        permission=WRITE,
        perform=service.ask_company,
        tone="info",
        fields=(
            Field(name="person_id", label=_("Contact person"), kind=Kind.PERSON, personal=True),
            Field(
                name="recipient_email",
                label=_("E-mail"),
                kind=Kind.EMAIL,
                personal=True,
                help=_(
                    "Leave both empty to write to the company's main contact. Links sent before stop working."
                ),
            ),
            Field(name="language", label=_("Language of the mail"), kind=Kind.CHOICE, choices=LANGUAGES),
        ),
        drag=False,
    ),
    Transition(
        name="dispute",
        label=_("Note that the company disputes it"),
        source=("signed", "asked", "confirmed"),
        target="disputed",
        permission=WRITE,
        perform=service.dispute_agreement,
        tone="bad",
        fields=(_REASON,),
        drag=False,
    ),
    Transition(
        name="annul",
        label=_("Annul"),
        source=("signed", "asked", "confirmed", "disputed", "lapsed"),
        target="annulled",
        permission=WRITE,
        perform=service.annul_agreement,
        tone="bad",
        fields=(_REASON,),
        drag=False,
    ),
)

AGREEMENTS = RecordType(
    kind="agreement",
    model=Agreement,
    title=_("Agreement"),
    plural=_("Agreements"),
    path="agreements",
    icon="certificate",
    read="export_deals.read",
    write=WRITE,
    name="title",
    lead=_("Signed export agreements. One counts when the company itself has confirmed it."),
    empty=_("No agreements yet. They come from leads that are signed, or are registered here."),
    fields=(
        Field(
            name="title", label=_("What it is about"), required=True, help=_("For example: Glulam to Hamburg")
        ),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION, required=True),
        _KIND,
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY, required=True),
        _SIGNED_ON,
        Field(
            name="lead_id", label=_("The lead it came from"), kind=Kind.RECORD, refers_to="export_deals/lead"
        ),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=AGREEMENT_STATES, read_only=True),
        *PARTNER_FIELDS,
        _VALUE,
        _CURRENCY,
        _BAND,
        Field(
            name="value_sek",
            label=_("Value in SEK when signed"),
            kind=Kind.MONEY,
            currency="SEK",
            read_only=True,
            on_page=False,
        ),
        Field(
            name="value_eur",
            label=_("Value in EUR when signed"),
            kind=Kind.MONEY,
            currency="EUR",
            read_only=True,
            on_page=False,
        ),
        _CODE,
        _INCOTERM,
        _FIRST,
        Field(
            name="helped_by",
            label=_("Others who helped"),
            max_length=500,
            help=_("Colleagues and organisations that deserve part of the credit."),
        ),
        Field(
            name="reason",
            label=_("Reason for dispute or annulment"),
            kind=Kind.LONG_TEXT,
            max_length=1000,
            read_only=True,
        ),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "organisation_id", "country", "state", "kind", "value", "signed_on"),
    filters=("organisation_id", "country", "state", "kind", "signed_on", "first_time", "owner_id"),
    search=("title", "partner_name", "cn_code", "note"),
    sort="-signed_on",
    state="state",
    board=Board(
        columns=("signed", "asked", "confirmed", "disputed", "lapsed", "annulled"),
        card=("organisation_id", "country", "value", "signed_on", "owner_id"),
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(
            title=_("The agreement"), fields=("title", "organisation_id", "kind", "country", "signed_on")
        ),
        Section(title=_("Foreign partner"), fields=("confidentiality", "partner_name", "partner_id")),
        Section(
            title=_("Value and delivery"),
            fields=("value", "currency", "value_band", "cn_code", "incoterm"),
        ),
        Section(title=_("Background"), fields=("lead_id", "first_time", "helped_by", "owner_id", "note")),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)
