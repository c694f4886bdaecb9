"""A study of candidates for a new twin town."""

from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from utblick.api import Amount, Record


class StudyState(StrEnum):
    """Whether a study still weighs its candidates."""

    OPEN = "open"
    RECOMMENDED = "recommended"
    CLOSED = "closed"


class CandidateState(StrEnum):
    """What a study has made of a candidate."""

    PROPOSED = "proposed"
    RECOMMENDED = "recommended"
    CHOSEN = "chosen"
    DECLINED = "declined"


class Study(Record, table=True):
    """Candidates weighed against each other by the same criteria."""

    __tablename__ = "twinning_study"

    title: str = Field(max_length=200)
    purpose: str = Field(default="", max_length=2000)
    state: str = Field(default=StudyState.OPEN, max_length=12, index=True)
    weights: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    conclusion: str = Field(default="", max_length=2000)
    owner_id: UUID | None = Field(default=None, index=True)


class Candidate(Record, table=True):
    """A town that is considered, with what is known of it."""

    __tablename__ = "twinning_candidate"

    title: str = Field(max_length=200)
    study_id: UUID = Field(foreign_key="twinning_study.id", index=True)
    state: str = Field(default=CandidateState.PROPOSED, max_length=12, index=True)
    country: str = Field(max_length=2, index=True)
    region: str = Field(default="", max_length=5)
    population: int | None = None
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    industries: list[str] = Field(default_factory=list, sa_type=JSON)
    latitude: Decimal | None = Field(default=None, sa_type=Amount)
    longitude: Decimal | None = Field(default=None, sa_type=Amount)
    contacts: int = 0
    source: str = Field(default="", max_length=300)
    reason: str = Field(default="", max_length=1000)
    note: str = Field(default="", max_length=5000)
    town_id: UUID | None = Field(default=None, foreign_key="twinning_town.id", index=True)
