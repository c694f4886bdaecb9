"""Exchanges with a twin town: programme, money, who came, and the business meetings at them."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field

from utblick.api import Amount, Record, UtcDateTime, makes_links


class ExchangeState(StrEnum):
    """How far an exchange has come."""

    PLANNED = "planned"
    FUNDED = "funded"
    HELD = "held"
    REPORTED = "reported"
    CANCELLED = "cancelled"


AHEAD = (ExchangeState.PLANNED, ExchangeState.FUNDED)
"""The states of an exchange that has not been held."""


class Theme(StrEnum):
    """What an exchange is about."""

    BUSINESS = "business"
    SCHOOL = "school"
    CULTURE = "culture"
    YOUTH = "youth"
    ADMINISTRATION = "administration"
    ASSOCIATION = "association"


class DelegateState(StrEnum):
    """Where an invited person stands."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ATTENDED = "attended"


class How(StrEnum):
    """How an arrival came to be counted."""

    LIST = "list"
    LINK = "link"
    QUICK = "quick"
    SELF = "self"


class MeetingState(StrEnum):
    """Whether a business meeting has taken place."""

    PLANNED = "planned"
    HELD = "held"
    WITHDRAWN = "withdrawn"


class Exchange(Record, table=True):
    """A visit, from plan to report. What was counted at the door is kept here once the list is closed.

    The door's page for visitors is opened by a key that is made of `door_nonce`, and found by `door_hash`.
    """

    __tablename__ = "twinning_exchange"
    __table_args__ = (Index("ix_twinning_exchange_board", "state", "updated_at", "id"),)

    title: str = Field(max_length=200)
    town_id: UUID = Field(foreign_key="twinning_town.id", index=True)
    theme: str = Field(max_length=16, index=True)
    state: str = Field(default=ExchangeState.PLANNED, max_length=12)
    direction: str = Field(default="here", max_length=8)
    place: str = Field(default="", max_length=200)
    starts_on: date = Field(index=True)
    ends_on: date
    goal: str = Field(default="", max_length=2000)
    planned_local: int | None = None
    planned_international: int | None = None
    countries: list[str] = Field(default_factory=list, sa_type=JSON)
    lead: str = Field(default="municipality", max_length=20)
    project_months: int | None = None
    funding: str = Field(default="own", max_length=12)
    funding_number: str = Field(default="", max_length=80)
    interpreters: list[str] = Field(default_factory=list, sa_type=JSON)
    interpreters_asked_on: date | None = None
    briefing_asked_on: date | None = None
    counted_local: int | None = None
    counted_international: int | None = None
    counted_firms: int | None = None
    held_event_id: UUID | None = None
    reported_on: date | None = None
    report: str = Field(default="", max_length=10000)
    reason: str = Field(default="", max_length=1000)
    owner_id: UUID | None = Field(default=None, index=True)
    door_nonce: str = Field(
        default="", max_length=40, sa_column_kwargs=makes_links({"twinning.door": "door_hash"})
    )
    door_hash: str | None = Field(default=None, max_length=64, unique=True)
    forgotten_on: date | None = None


class ProgrammeItem(Record, table=True):
    """Something on the programme of an exchange."""

    __tablename__ = "twinning_programme_item"

    title: str = Field(max_length=200)
    exchange_id: UUID = Field(foreign_key="twinning_exchange.id", index=True)
    day: date
    starts_at: str = Field(default="", max_length=5)
    place: str = Field(default="", max_length=200)
    responsible: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=2000)


class BudgetLine(Record, table=True):
    """A line of the budget of an exchange: what was reckoned with, and what it came to."""

    __tablename__ = "twinning_budget_line"

    title: str = Field(max_length=200)
    exchange_id: UUID = Field(foreign_key="twinning_exchange.id", index=True)
    side: str = Field(default="cost", max_length=8)
    planned: Decimal = Field(sa_type=Amount)
    outcome: Decimal | None = Field(default=None, sa_type=Amount)
    note: str = Field(default="", max_length=500)


class Delegate(Record, table=True):
    """A person who is invited to an exchange, or who registered at the door.

    The personal link is opened by a key made of `nonce` and found by `key_hash`. Names are emptied some
    time after the report; what firm and which country the person came from stays, as the proof.
    """

    __tablename__ = "twinning_delegate"
    __table_args__ = (Index("ix_twinning_delegate_list", "exchange_id", "title", "id"),)

    title: str = Field(max_length=200)
    exchange_id: UUID = Field(foreign_key="twinning_exchange.id")
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    organisation_name: str = Field(default="", max_length=200)
    country: str = Field(default="SE", max_length=2)
    email: str = Field(default="", max_length=254)
    language: str = Field(default="sv", max_length=2)
    role: str = Field(default="", max_length=100)
    state: str = Field(default=DelegateState.INVITED, max_length=12, index=True)
    basis: str = Field(default="public_interest", max_length=20)
    consented_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    invited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    nonce: str = Field(
        default="", max_length=40, sa_column_kwargs=makes_links({"twinning.delegate": "key_hash"})
    )
    key_hash: str | None = Field(default=None, max_length=64, unique=True)


class Arrival(Record, table=True):
    """One person counted at the door. It is never removed: a mistake is undone, and the undoing is kept."""

    __tablename__ = "twinning_arrival"

    title: str = Field(default="", max_length=200)
    exchange_id: UUID = Field(foreign_key="twinning_exchange.id", index=True)
    delegate_id: UUID | None = Field(default=None, foreign_key="twinning_delegate.id", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    country: str = Field(max_length=2)
    international: bool
    how: str = Field(max_length=8)
    at: datetime = Field(sa_type=UtcDateTime)
    late: bool = False
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = Field(default="", max_length=300)


class Meeting(Record, table=True):
    """A business meeting between a local firm and somebody of the town, and what came of it."""

    __tablename__ = "twinning_meeting"

    title: str = Field(max_length=200)
    town_id: UUID = Field(foreign_key="twinning_town.id", index=True)
    exchange_id: UUID | None = Field(default=None, foreign_key="twinning_exchange.id", index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    partner_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    partner_name: str = Field(default="", max_length=200)
    state: str = Field(default=MeetingState.PLANNED, max_length=10, index=True)
    held_on: date = Field(index=True)
    outcome: str = Field(default="", max_length=12, index=True)
    follow_up_on: date | None = None
    note: str = Field(default="", max_length=2000)
    owner_id: UUID | None = Field(default=None, index=True)
    held_event_id: UUID | None = None
