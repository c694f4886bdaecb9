"""Consortia and their seats: who is wanted, who is asked, who has said yes, and what the rules say of it."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field

from utblick.api import Amount, Record, UtcDateTime


class ConsortiumState(StrEnum):
    """Whether a consortium is being built, is complete or came to nothing."""

    BUILDING = "building"
    COMPLETE = "complete"
    DISSOLVED = "dissolved"


class SeatState(StrEnum):
    """How far a seat is filled."""

    NEEDED = "needed"
    CANDIDATE = "candidate"
    INVITED = "invited"
    ACCEPTED = "accepted"
    SIGNED = "signed"
    DECLINED = "declined"


FILLED = (SeatState.ACCEPTED, SeatState.SIGNED)
"""A seat whose organisation has said yes."""


class SeatRole(StrEnum):
    """What an organisation is in a project."""

    LEAD = "lead"
    PARTNER = "partner"
    ASSOCIATED = "associated"


class Consortium(Record, table=True):
    """Organisations that would carry out a project, and the facts that rules of eligibility ask for.

    `verdict` is what the rules said last, and `met` whether all of them were.
    """

    __tablename__ = "partnerships_consortium"
    __table_args__ = (Index("ix_partnerships_consortium_board", "state", "updated_at", "id"),)

    title: str = Field(max_length=200)
    acronym: str = Field(default="", max_length=40)
    state: str = Field(default=ConsortiumState.BUILDING, max_length=10)
    idea_id: UUID | None = Field(default=None, foreign_key="partnerships_idea.id", index=True)
    call_id: UUID | None = Field(default=None, foreign_key="partnerships_call.id", index=True)
    rules: str = Field(default="", max_length=40)
    starts_on: date | None = None
    months: int | None = None
    participants: int | None = None
    international: int | None = None
    event_countries: list[str] = Field(default_factory=list, sa_type=JSON)
    development: bool = False
    implementation: bool = False
    staffing: bool = False
    financing: bool = False
    budget: Decimal | None = Field(default=None, sa_type=Amount)
    grant: Decimal | None = Field(default=None, sa_type=Amount)
    met: bool = False
    missing: int = 0
    verdict: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    note: str = Field(default="", max_length=5000)
    owner_id: UUID | None = Field(default=None, index=True)


class Seat(Record, table=True):
    """A place in a consortium: what is sought, and the organisation that is thought of or has it."""

    __tablename__ = "partnerships_seat"

    title: str = Field(max_length=200)
    consortium_id: UUID = Field(foreign_key="partnerships_consortium.id", index=True)
    place: int = 0
    role: str = Field(default=SeatRole.PARTNER, max_length=12)
    state: str = Field(default=SeatState.NEEDED, max_length=10, index=True)
    wanted_country: str = Field(default="", max_length=2)
    wanted_kind: str = Field(default="", max_length=30)
    wanted_size: str = Field(default="", max_length=10)
    task: str = Field(default="", max_length=1000)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    budget: Decimal | None = Field(default=None, sa_type=Amount)
    own_share: Decimal | None = Field(default=None, sa_type=Amount)
    aid: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    token_hash: str = Field(default="", max_length=64, index=True)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    invited_email: str = Field(default="", max_length=254)
    invited_on: date | None = None
    answered_on: date | None = None
    answered_by: str = Field(default="", max_length=200)
    answer: str = Field(default="", max_length=1000)
    signed_on: date | None = None
