"""The tables of evaluation: goals, the evidence that counts towards them, and locked periods."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from utblick.api import Amount, Record, UtcDateTime, new_id, signs

SIGNED_FOR = "evaluation.snapshot"
"""What the signature of a locked period is for."""


class Goal(Record, table=True):
    """A target on an indicator for a period. `reading` is only a copy of what the evidence says."""

    __tablename__ = "evaluation_goal"

    code: str = Field(default="", max_length=10)
    title: str = Field(max_length=200)
    title_en: str = Field(default="", max_length=200)
    description: str = Field(default="", max_length=2000)
    indicator: str = Field(max_length=100, index=True)
    baseline: Decimal = Field(default=Decimal(0), sa_type=Amount)
    target: Decimal = Field(sa_type=Amount)
    starts_on: date
    ends_on: date
    owner_id: UUID | None = Field(default=None, index=True)
    state: str = Field(default="draft", max_length=10, index=True)
    narrative: str = Field(default="", max_length=4000)
    place: int = 0
    reading: Decimal = Field(default=Decimal(0), sa_type=Amount)
    light: str = Field(default="", max_length=10)
    reached_on: date | None = None
    counted_as: str = Field(default="", max_length=64)
    """A fingerprint of how the house was last told that the goal stands."""


class Release(Record, table=True):
    """A blueprint that was made here, on its way to being the model that others can reuse."""

    __tablename__ = "evaluation_blueprint"

    blueprint_id: UUID = Field(unique=True)
    name: str = Field(max_length=80)
    release: int = 1
    digest: str = Field(default="", max_length=64)
    state: str = Field(default="draft", max_length=10, index=True)
    is_signed: bool = False
    plugins: list[str] = Field(default_factory=list, sa_type=JSON)
    parts: list[str] = Field(default_factory=list, sa_type=JSON)
    roles: int = 0
    proven_by: str = Field(default="", max_length=300)
    released_on: date | None = None


class Evidence(SQLModel, table=True):
    """One event that says something about one indicator: it counts, or it takes back what counted.

    Of all evidence about one thing (`thing`), the latest decides; `retracted_by` names an event that took
    this very evidence back. So the reading does not depend on the order of delivery.
    """

    __tablename__ = "evaluation_evidence"
    __table_args__ = (
        UniqueConstraint("indicator", "event_id", name="uq_evaluation_evidence"),
        Index("ix_evaluation_evidence_thing", "indicator", "thing"),
        Index("ix_evaluation_evidence_standing", "indicator", "stands", "day"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    indicator: str = Field(max_length=100)
    thing: str = Field(max_length=100)
    event_id: UUID = Field(index=True)
    event_name: str = Field(max_length=150)
    at: datetime = Field(sa_type=UtcDateTime)
    day: date
    counts: bool
    amount: Decimal | None = Field(default=None, sa_type=Amount)
    organisation_id: UUID | None = None
    retracted_by: UUID | None = None
    stands: bool = False


class Retraction(SQLModel, table=True):
    """An event that takes back another one by its id, kept also when it comes first."""

    __tablename__ = "evaluation_retraction"

    retracted_id: UUID = Field(primary_key=True)
    event_id: UUID


class Snapshot(SQLModel, table=True):
    """A locked period: what every goal read that day, signed so that a later change shows."""

    __tablename__ = "evaluation_snapshot"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    title: str = Field(max_length=200)
    starts_on: date
    ends_on: date
    locked_at: datetime = Field(sa_type=UtcDateTime)
    locked_by: str = Field(default="", max_length=80)
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    digest: str = Field(default="", max_length=64)
    signature: str = Field(default="", max_length=200, sa_column_kwargs=signs(SIGNED_FOR, "digest"))
