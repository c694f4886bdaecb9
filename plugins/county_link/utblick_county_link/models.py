"""The tables: what we ask the county, the answers to it, and what others ask us through the county."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from utblick.api import Record, UtcDateTime


class IntroductionState(StrEnum):
    """How far a question of ours has come."""

    DRAFT = "draft"
    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


class InquiryState(StrEnum):
    """How far a question of others has come; what ends in silence says so nowhere else than here."""

    RECEIVED = "received"
    ASKED = "asked"
    GRANTED = "granted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CLOSED = "closed"


class Introduction(Record, table=True):
    """Who has a way to somewhere? A question of ours to the county."""

    __tablename__ = "county_link_introduction"

    title: str = Field(max_length=120)
    country: str = Field(max_length=2, index=True)
    place: str = Field(default="", max_length=80)
    section: str = Field(default="", max_length=1)
    about: str = Field(default="", max_length=1000)
    state: str = Field(default=IntroductionState.DRAFT, max_length=10, index=True)
    asked_on: date | None = Field(default=None, index=True)
    owner_id: UUID | None = Field(default=None, index=True)


class Answer(Record, table=True):
    """Contact details that came with somebody's consent, for a question of ours."""

    __tablename__ = "county_link_answer"

    introduction_id: UUID = Field(foreign_key="county_link_introduction.id", index=True)
    match_id: UUID = Field(unique=True)
    municipality: str = Field(max_length=4)
    company: str = Field(max_length=200)
    person: str = Field(default="", max_length=200)
    email: str = Field(default="", max_length=254, index=True)
    phone: str = Field(default="", max_length=40)
    received_on: date


class Inquiry(Record, table=True):
    """A question of another municipality, and whether a company of ours wants to be introduced."""

    __tablename__ = "county_link_inquiry"

    title: str = Field(max_length=120)
    match_id: UUID = Field(unique=True)
    municipality: str = Field(max_length=4, index=True)
    country: str = Field(max_length=2)
    place: str = Field(default="", max_length=80)
    section: str = Field(default="", max_length=1)
    about: str = Field(default="", max_length=1000)
    reply_key: str = Field(default="", max_length=60)
    received_on: date = Field(index=True)
    state: str = Field(default=InquiryState.RECEIVED, max_length=10, index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    recipient_name: str = Field(default="", max_length=200)
    recipient_email: str = Field(default="", max_length=254)
    language: str = Field(default="sv", max_length=2)
    token_hash: str = Field(default="", max_length=64, index=True)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    owner_id: UUID | None = Field(default=None, index=True)
