"""Cooperation profiles, what was said of each version of their texts, and who is interested."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from utblick.api import Record, UtcDateTime, new_id


class ProfileType(StrEnum):
    """The five types of the Enterprise Europe Network."""

    BUSINESS_OFFER = "BO"
    BUSINESS_REQUEST = "BR"
    TECHNOLOGY_OFFER = "TO"
    TECHNOLOGY_REQUEST = "TR"
    RESEARCH_REQUEST = "RDR"


class ProfileState(StrEnum):
    """How far a profile has come on its way to the network."""

    DRAFT = "draft"
    INTERNAL = "internal_review"
    EXTERNAL = "external_review"
    PUBLISHED = "published"
    RENEWED = "renewed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


PUBLIC_STATES = (ProfileState.PUBLISHED, ProfileState.RENEWED)
"""A profile that anybody can see."""


class Profile(Record, table=True):
    """What a client offers or seeks, written so that nobody can tell who it is.

    `author_id` is whoever last wrote its texts: somebody else must review them. `leaks` is how many things
    the anonymity check found; `reasoned` is the mark of the findings that `leak_reason` speaks of.
    """

    __tablename__ = "partnerships_profile"
    __table_args__ = (
        Index("ix_partnerships_profile_board", "state", "updated_at", "id"),
        Index("ix_partnerships_profile_reference", "reference", unique=True),
    )

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    type: str = Field(default="", max_length=3, index=True)
    money: str = Field(default="", max_length=10)
    exchanged: str = Field(default="", max_length=20)
    for_call: bool = False
    state: str = Field(default=ProfileState.DRAFT, max_length=16)
    state_since: datetime = Field(sa_type=UtcDateTime)
    short_title: str = Field(default="", max_length=200)
    summary: str = Field(default="", max_length=500)
    description: str = Field(default="", max_length=4000)
    advantages: str = Field(default="", max_length=2000)
    stage: str = Field(default="", max_length=30)
    ipr: str = Field(default="", max_length=30)
    sought: str = Field(default="", max_length=2000)
    partnership_types: list[str] = Field(default_factory=list, sa_type=JSON)
    countries: list[str] = Field(default_factory=list, sa_type=JSON)
    keywords: list[str] = Field(default_factory=list, sa_type=JSON)
    sdgs: list[str] = Field(default_factory=list, sa_type=JSON)
    brands: list[str] = Field(default_factory=list, sa_type=JSON)
    call_id: UUID | None = Field(default=None, foreign_key="partnerships_call.id", index=True)
    interest_deadline: date | None = None
    client_known: bool = False
    action_plan: bool = False
    searched: bool = False
    leaks: int = 0
    leak_reason: str = Field(default="", max_length=1000)
    reasoned: str = Field(default="", max_length=64)
    reference: str | None = Field(default=None, max_length=20)
    published_on: date | None = None
    valid_until: date | None = Field(default=None, index=True)
    reminded_on: date | None = None
    author_id: UUID | None = None
    reviewer_id: UUID | None = None
    external_by: str = Field(default="", max_length=200)
    origin: str = Field(default="", max_length=40)
    origin_id: UUID | None = Field(default=None, index=True)
    owner_id: UUID | None = Field(default=None, index=True)


class Review(SQLModel, table=True):
    """What somebody said of a profile, with the texts as they were then."""

    __tablename__ = "partnerships_review"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    profile_id: UUID = Field(foreign_key="partnerships_profile.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    step: str = Field(max_length=16)
    verdict: str = Field(max_length=16)
    comment: str = Field(default="", max_length=2000)
    by_id: UUID | None = None
    by_name: str = Field(default="", max_length=200)
    profile_version: int = 1
    texts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class InterestState(StrEnum):
    """How far an expression of interest has come."""

    RECEIVED = "received"
    SCREENED = "screened"
    FORWARDED = "forwarded"
    INTRODUCED = "introduced"
    TALKS = "talks"
    AGREEMENT = "agreement"
    CLOSED = "closed"


WAITING_INTERESTS = (InterestState.RECEIVED, InterestState.SCREENED, InterestState.FORWARDED)
"""An interest that waits for us or for the client."""


class Interest(Record, table=True):
    """Somebody elsewhere who wants to know more of a profile; learns who it is when the client consents."""

    __tablename__ = "partnerships_interest"
    __table_args__ = (Index("ix_partnerships_interest_board", "state", "updated_at", "id"),)

    title: str = Field(default="", max_length=200)
    profile_id: UUID = Field(foreign_key="partnerships_profile.id", index=True)
    state: str = Field(default=InterestState.RECEIVED, max_length=12)
    state_since: datetime = Field(sa_type=UtcDateTime)
    channel: str = Field(default="adviser", max_length=10)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    from_organisation: str = Field(default="", max_length=200)
    from_name: str = Field(default="", max_length=200)
    from_email: str = Field(default="", max_length=254)
    country: str = Field(default="", max_length=2, index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    who: str = Field(default="", max_length=2000)
    why: str = Field(default="", max_length=2000)
    what_next: str = Field(default="", max_length=2000)
    received_on: date | None = None
    consent_on: date | None = None
    consent_by: str = Field(default="", max_length=200)
    closed_reason: str = Field(default="", max_length=20)
    note: str = Field(default="", max_length=5000)
    owner_id: UUID | None = Field(default=None, index=True)
