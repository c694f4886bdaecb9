"""Calls for proposals, what they fit, needs that were stated elsewhere, and ideas that outlive a period."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from utblick.api import Amount, Record, UtcDateTime


class CallState(StrEnum):
    """Whether a call can be answered, by the day."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


OPEN_CALLS = (CallState.OPEN, CallState.CLOSING)


class Call(Record, table=True):
    """A call for proposals. `deadline` is the next one; `deadlines` are all of them, as ISO instants."""

    __tablename__ = "partnerships_call"
    __table_args__ = (
        Index("ix_partnerships_call_board", "state", "updated_at", "id"),
        Index("ix_partnerships_call_deadline", "state", "deadline", "id"),
    )

    title: str = Field(max_length=300)
    identifier: str = Field(default="", max_length=120, index=True)
    group: str = Field(default="", max_length=120)
    programme: str = Field(default="", max_length=200, index=True)
    period: str = Field(default="", max_length=20)
    source: str = Field(default="manual", max_length=10, index=True)
    state: str = Field(default=CallState.UPCOMING, max_length=10)
    state_since: datetime = Field(sa_type=UtcDateTime)
    opens_on: date | None = None
    deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deadlines: list[str] = Field(default_factory=list, sa_type=JSON)
    stages: str = Field(default="", max_length=20)
    action: str = Field(default="", max_length=200)
    summary: str = Field(default="", max_length=10_000)
    budget: Decimal | None = Field(default=None, sa_type=Amount)
    grant_least: Decimal | None = Field(default=None, sa_type=Amount)
    grant_most: Decimal | None = Field(default=None, sa_type=Amount)
    keywords: list[str] = Field(default_factory=list, sa_type=JSON)
    countries: list[str] = Field(default_factory=list, sa_type=JSON)
    rules: str = Field(default="", max_length=40)
    web_url: str = Field(default="", max_length=500)
    note: str = Field(default="", max_length=5000)
    owner_id: UUID | None = Field(default=None, index=True)


class FitState(StrEnum):
    """What was made of a call that fits somebody."""

    SUGGESTED = "suggested"
    INTERESTED = "interested"
    DISMISSED = "dismissed"


class CallFit(Record, table=True):
    """A call that fits a profile, a need, an idea or a company, with the reasons in words."""

    __tablename__ = "partnerships_call_fit"
    __table_args__ = (UniqueConstraint("call_id", "subject_id", name="uq_partnerships_call_fit"),)

    call_id: UUID = Field(foreign_key="partnerships_call.id", index=True)
    subject: str = Field(max_length=10)
    subject_id: UUID = Field(index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    score: int = 0
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    state: str = Field(default=FitState.SUGGESTED, max_length=10, index=True)
    reason: str = Field(default="", max_length=500)


class Need(Record, table=True):
    """A need that another activity area has told of, as far as matching wants to know of it."""

    __tablename__ = "partnerships_need"

    need_id: UUID = Field(unique=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    kind: str = Field(default="", max_length=40)
    words: list[str] = Field(default_factory=list, sa_type=JSON)
    countries: list[str] = Field(default_factory=list, sa_type=JSON)
    event_id: UUID | None = None


class IdeaStage(StrEnum):
    """How far an idea has come towards an application."""

    SEED = "seed"
    CONCEPT = "concept"
    CONSORTIUM = "consortium"
    APPLICATION = "application"
    PARKED = "parked"


class Idea(Record, table=True):
    """A project idea. It is kept over programme periods: `carried_from` is the period that it came from."""

    __tablename__ = "partnerships_idea"
    __table_args__ = (Index("ix_partnerships_idea_board", "stage", "updated_at", "id"),)

    title: str = Field(max_length=200)
    stage: str = Field(default=IdeaStage.SEED, max_length=12)
    stage_before: str = Field(default="", max_length=12)
    period: str = Field(default="", max_length=20, index=True)
    carried_from: str = Field(default="", max_length=20)
    programme: str = Field(default="", max_length=200)
    call_id: UUID | None = Field(default=None, foreign_key="partnerships_call.id", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    challenge: str = Field(default="", max_length=3000)
    aim: str = Field(default="", max_length=3000)
    activities: str = Field(default="", max_length=3000)
    keywords: list[str] = Field(default_factory=list, sa_type=JSON)
    countries: list[str] = Field(default_factory=list, sa_type=JSON)
    lessons: str = Field(default="", max_length=5000)
    parked_reason: str = Field(default="", max_length=500)
    next_step: str = Field(default="", max_length=200)
    next_step_on: date | None = None
    owner_id: UUID | None = Field(default=None, index=True)
