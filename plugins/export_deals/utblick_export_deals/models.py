"""The tables of export deals: markets, leads, agreements, what companies answered."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from utblick.api import Amount, Record, UtcDateTime


class MarketStage(StrEnum):
    """How far a company has come with a country."""

    CONSIDERED = "considered"
    CHOSEN = "chosen"
    ENTERED = "entered"
    LEFT = "left"


class LeadStage(StrEnum):
    """How far a lead has come on its way to an agreement."""

    OPENED = "opened"
    QUALIFIED = "qualified"
    NEGOTIATING = "negotiating"
    AGREED = "agreed"
    STALLED = "stalled"
    LOST = "lost"


OPEN_STAGES = (LeadStage.OPENED, LeadStage.QUALIFIED, LeadStage.NEGOTIATING)


class AgreementState(StrEnum):
    """What is known of an agreement: only the company's own answer makes it confirmed."""

    SIGNED = "signed"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    LAPSED = "lapsed"
    ANNULLED = "annulled"


class Confidentiality(StrEnum):
    """Who may know the name of the foreign partner."""

    PUBLIC = "public"
    COUNTY = "county"
    SECRET = "secret"  # noqa: S105 - a level of confidentiality


class ConfirmationState(StrEnum):
    """What became of a question to a company."""

    ASKED = "asked"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    LAPSED = "lapsed"
    REPLACED = "replaced"


class Market(Record, table=True):
    """A country that a company considers, has chosen, sells in or has left."""

    __tablename__ = "export_deals_market"

    title: str = Field(max_length=250)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    country: str = Field(max_length=2, index=True)
    stage: str = Field(default=MarketStage.CONSIDERED, max_length=12, index=True)
    reason: str = Field(default="", max_length=1000)
    note: str = Field(default="", max_length=5000)
    chosen_on: date | None = None
    entered_on: date | None = None
    left_on: date | None = None
    owner_id: UUID | None = Field(default=None, index=True)


class Lead(Record, table=True):
    """A possible deal of a company in a country. The name of a secret partner is kept in `SecretPartner`."""

    __tablename__ = "export_deals_lead"
    __table_args__ = (Index("ix_export_deals_lead_board", "stage", "updated_at", "id"),)

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    country: str = Field(max_length=2, index=True)
    stage: str = Field(default=LeadStage.OPENED, max_length=12)
    stage_before: str = Field(default="", max_length=12)
    stage_since: datetime = Field(sa_type=UtcDateTime)
    source: str = Field(default="", max_length=20)
    confidentiality: str = Field(default=Confidentiality.PUBLIC, max_length=10)
    partner_name: str = Field(default="", max_length=200)
    partner_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    value: Decimal | None = Field(default=None, sa_type=Amount)
    currency: str = Field(default="EUR", max_length=3)
    cn_code: str = Field(default="", max_length=10)
    expected_on: date | None = None
    next_step: str = Field(default="", max_length=200)
    next_step_on: date | None = None
    lost_reason: str = Field(default="", max_length=20)
    note: str = Field(default="", max_length=5000)
    owner_id: UUID | None = Field(default=None, index=True)


class Agreement(Record, table=True):
    """A signed export agreement, with its value at the rate of the day when it was signed.

    `sek_per_eur` and `currency_per_eur` are the rates that gave `value_sek` and `value_eur`; `rate_day`
    is the day on which they were published. They are kept, so that the figures never move.
    """

    __tablename__ = "export_deals_agreement"

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    lead_id: UUID | None = Field(default=None, foreign_key="export_deals_lead.id", index=True)
    kind: str = Field(max_length=20)
    state: str = Field(default=AgreementState.SIGNED, max_length=12, index=True)
    country: str = Field(max_length=2, index=True)
    confidentiality: str = Field(default=Confidentiality.PUBLIC, max_length=10)
    partner_name: str = Field(default="", max_length=200)
    partner_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    signed_on: date = Field(index=True)
    value: Decimal | None = Field(default=None, sa_type=Amount)
    currency: str = Field(default="EUR", max_length=3)
    value_band: str = Field(default="", max_length=12)
    value_sek: Decimal | None = Field(default=None, sa_type=Amount)
    value_eur: Decimal | None = Field(default=None, sa_type=Amount)
    sek_per_eur: Decimal | None = Field(default=None, sa_type=Amount)
    currency_per_eur: Decimal | None = Field(default=None, sa_type=Amount)
    rate_day: date | None = None
    cn_code: str = Field(default="", max_length=10)
    incoterm: str = Field(default="", max_length=3)
    first_time: bool = False
    helped_by: str = Field(default="", max_length=500)
    reason: str = Field(default="", max_length=1000)
    note: str = Field(default="", max_length=5000)
    owner_id: UUID | None = Field(default=None, index=True)


class Confirmation(Record, table=True):
    """One question to the company, by a link that can be used once, and what the company answered."""

    __tablename__ = "export_deals_confirmation"

    title: str = Field(max_length=200)
    agreement_id: UUID = Field(foreign_key="export_deals_agreement.id", index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    state: str = Field(default=ConfirmationState.ASKED, max_length=12, index=True)
    token_hash: str = Field(max_length=64, unique=True)
    language: str = Field(default="sv", max_length=2)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    recipient_name: str = Field(default="", max_length=200)
    recipient_email: str = Field(default="", max_length=254)
    asked_on: date
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: str = Field(default="", max_length=200)
    without_help: str = Field(default="", max_length=12)
    at_risk: str = Field(default="", max_length=10)
    prerequisite: str = Field(default="", max_length=10)
    sped_up: str = Field(default="", max_length=10)
    larger: str = Field(default="", max_length=10)
    rating_contacts: int | None = None
    rating_knowledge: int | None = None
    rating_confidence: int | None = None
    rating_profile: int | None = None
    dispute_reason: str = Field(default="", max_length=1000)
    correction: str = Field(default="", max_length=1000)
    story_consent: bool | None = None
    story_form: str = Field(default="", max_length=12)


class SecretPartner(SQLModel, table=True):
    """The foreign partner of a secret lead or agreement: apart from the records, so that no list, export,
    search, history or API of theirs can hold it.
    """

    __tablename__ = "export_deals_secret_partner"

    record_id: UUID = Field(primary_key=True)
    partner_name: str = Field(default="", max_length=200)
    partner_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)


class Trail(SQLModel, table=True):
    """The events that led a market, lead or agreement to where it stands: what the next one is caused by."""

    __tablename__ = "export_deals_trail"

    record_id: UUID = Field(primary_key=True)
    last_event_id: UUID | None = None
    signed_event_id: UUID | None = None
    confirmed_event_id: UUID | None = None
