"""What leads abroad: placements tied to a local firm, notes about markets, experts and springboards."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field

from utblick.api import Record


class PlacementState(StrEnum):
    """How far a placement has come."""

    WISHED = "wished"
    OFFERED = "offered"
    MATCHED = "matched"
    AGREED = "agreed"
    ABROAD = "abroad"
    HOME = "home"
    DEBRIEFED = "debriefed"
    CANCELLED = "cancelled"


class Placement(Record, table=True):
    """A student abroad, or one from abroad here, tied to the market of a local firm.

    `direction` is out (a student of ours goes) or in (a student from abroad comes).
    """

    __tablename__ = "university_node_placement"
    __table_args__ = (Index("ix_university_node_placement_board", "state", "updated_at", "id"),)

    title: str = Field(max_length=200)
    direction: str = Field(default="out", max_length=5)
    country: str = Field(max_length=2, index=True)
    place: str = Field(default="", max_length=200)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    institution_id: UUID | None = Field(
        default=None, foreign_key="university_node_institution.id", index=True
    )
    student_id: UUID | None = Field(default=None, foreign_key="university_node_student.id", index=True)
    state: str = Field(default=PlacementState.WISHED, max_length=10)
    source: str = Field(default="", max_length=12)
    origin_id: UUID | None = Field(default=None, index=True)
    starts_on: date | None = None
    ends_on: date | None = None
    errand: str = Field(default="", max_length=2000)
    closed_reason: str = Field(default="", max_length=500)
    owner_id: UUID | None = Field(default=None, index=True)
    note: str = Field(default="", max_length=5000)
    last_event_id: UUID | None = None


class MarketNote(Record, table=True):
    """What somebody who was there learnt about a market, and whether it led to anything."""

    __tablename__ = "university_node_market_note"

    title: str = Field(max_length=200)
    placement_id: UUID = Field(foreign_key="university_node_placement.id", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    country: str = Field(max_length=2, index=True)
    filed_on: date
    learnt: str = Field(max_length=5000)
    contacts: str = Field(default="", max_length=2000)
    led_to_lead: str = Field(default="unknown", max_length=10)


class ExpertState(StrEnum):
    """Whether an expert may be shown."""

    LISTED = "listed"
    HIDDEN = "hidden"


class Expert(Record, table=True):
    """Somebody at a university who has agreed to be found by what they know."""

    __tablename__ = "university_node_expert"

    title: str = Field(max_length=200)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    institution_id: UUID = Field(foreign_key="university_node_institution.id", index=True)
    state: str = Field(default=ExpertState.LISTED, max_length=10, index=True)
    competence: list[str] = Field(default_factory=list, sa_type=JSON)
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    field: str = Field(default="", max_length=20, index=True)
    page_url: str = Field(default="", max_length=300)
    consent_on: date | None = None
    hidden_on: date | None = None
    hidden_reason: str = Field(default="", max_length=500)


class Springboard(Record, table=True):
    """A foreign link of a university that could take a firm further, and what became of it."""

    __tablename__ = "university_node_springboard"

    title: str = Field(max_length=200)
    institution_id: UUID = Field(foreign_key="university_node_institution.id", index=True)
    country: str = Field(max_length=2, index=True)
    partner: str = Field(default="", max_length=200)
    about: str = Field(default="", max_length=3000)
    state: str = Field(default="spotted", max_length=10, index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    offered_on: date | None = None
    used_on: date | None = None
    result: str = Field(default="", max_length=2000)
    owner_id: UUID | None = Field(default=None, index=True)
