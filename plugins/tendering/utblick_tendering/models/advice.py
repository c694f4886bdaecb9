"""Advice to single firms, for the ledger of small aid, and the school of tendering."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from utblick.api import Amount, Record


class Advice(Record, table=True):
    """Advice that a single firm was given. `value_eur` is its value at the rate of the day.

    With `de_minimis` it counts as aid under Regulation (EU) 2023/2831: 300 000 euro in three years.
    `not_aid_reason` says why advice of value is no such aid.
    """

    __tablename__ = "tendering_advice"

    title: str = Field(max_length=300)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    bid_id: UUID | None = Field(default=None, foreign_key="tendering_bid.id", index=True)
    given_on: date = Field(index=True)
    hours: Decimal = Field(default=Decimal(0), sa_type=Amount)
    value: Decimal | None = Field(default=None, sa_type=Amount)
    currency: str = Field(default="SEK", max_length=3)
    value_eur: Decimal | None = Field(default=None, sa_type=Amount)
    rate_day: date | None = None
    de_minimis: bool = False
    not_aid_reason: str = Field(default="", max_length=500)
    owner_id: UUID | None = Field(default=None, index=True)
    note: str = Field(default="", max_length=5000)


class EnrolmentState(StrEnum):
    """How far a company has come in the school."""

    ENROLLED = "enrolled"
    STARTED = "started"
    PASSED = "passed"
    EXPIRED = "expired"


class Enrolment(Record, table=True):
    """A company in the school of tendering; `modules` has the day on which each module was completed."""

    __tablename__ = "tendering_enrolment"

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    state: str = Field(default=EnrolmentState.ENROLLED, max_length=10, index=True)
    modules: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    because_bid_id: UUID | None = Field(default=None, foreign_key="tendering_bid.id", index=True)
    started_on: date | None = None
    passed_on: date | None = None
    valid_until: date | None = None
    owner_id: UUID | None = Field(default=None, index=True)
    note: str = Field(default="", max_length=5000)
