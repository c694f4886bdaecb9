"""Assignments: what students and researchers do for a company or a unit, and the steps on the way."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from utblick.api import Record, UtcDateTime


class AssignmentState(StrEnum):
    """How far an assignment has come."""

    IDEA = "idea"
    PUBLISHED = "published"
    MATCHED = "matched"
    AGREED = "agreed"
    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    FOLLOWED_UP = "followed_up"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


OPEN_STATES = (
    AssignmentState.IDEA,
    AssignmentState.PUBLISHED,
    AssignmentState.MATCHED,
    AssignmentState.AGREED,
    AssignmentState.UNDER_WAY,
)
BEGUN = (
    AssignmentState.MATCHED,
    AssignmentState.AGREED,
    AssignmentState.UNDER_WAY,
    AssignmentState.DELIVERED,
    AssignmentState.FOLLOWED_UP,
)
"""The states of an assignment in which the host and a university have met."""
DONE_STATES = (AssignmentState.DELIVERED, AssignmentState.FOLLOWED_UP)


class Visibility(StrEnum):
    """Who can see an assignment that is published."""

    INTERNAL = "internal"
    NODE = "node"
    PUBLIC = "public"


class Assignment(Record, table=True):
    """What is to be done, for whom, at which university and in which season.

    The host is a company, or a unit of the municipality, which `unit` then names. `first_contact` says
    that the host had never had to do with a university before. `next_on` is the day by which something is
    to be done as it stands: the last day for interest, the end, or the follow-up. The ids of events are
    those of the last one, of the delivery and of the first contact: what is taken back names what it takes
    back.
    """

    __tablename__ = "university_node_assignment"
    __table_args__ = (
        Index("ix_university_node_assignment_board", "state", "updated_at", "id"),
        Index("ix_university_node_assignment_season_board", "season_id", "state", "updated_at", "id"),
        Index("ix_university_node_assignment_open", "visibility", "state", "interest_until", "id"),
        Index("ix_university_node_assignment_first", "first_contact", "hired"),
        Index(
            "ix_university_node_assignment_done",
            "state",
            "organisation_id",
            "institution_id",
            "student_hours",
        ),
    )

    title: str = Field(max_length=200)
    title_en: str = Field(default="", max_length=200)
    kind: str = Field(default="degree_project", max_length=20, index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    unit: str = Field(default="", max_length=200)
    institution_id: UUID | None = Field(
        default=None, foreign_key="university_node_institution.id", index=True
    )
    season_id: UUID | None = Field(default=None, foreign_key="university_node_season.id")
    contact_id: UUID | None = Field(default=None, foreign_key="university_node_node_contact.id", index=True)
    need_id: UUID | None = Field(default=None, foreign_key="university_node_need.id", index=True)
    state: str = Field(default=AssignmentState.IDEA, max_length=12)
    state_since: datetime = Field(sa_type=UtcDateTime)
    visibility: str = Field(default=Visibility.INTERNAL, max_length=10)
    field: str = Field(default="", max_length=20)
    level: str = Field(default="", max_length=24)
    credits: int | None = None
    weeks: int | None = None
    students: int = 1
    country: str = Field(default="", max_length=2)
    description: str = Field(default="", max_length=5000)
    description_en: str = Field(default="", max_length=5000)
    published_on: date | None = None
    interest_until: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    next_on: date | None = Field(default=None, index=True)
    host_person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    first_contact: bool = False
    delivered_on: date | None = Field(default=None, index=True)
    result_url: str = Field(default="", max_length=300)
    student_hours: int | None = None
    hired: bool = False
    followed_up_on: date | None = None
    outcome: str = Field(default="", max_length=3000)
    closed_reason: str = Field(default="", max_length=500)
    owner_id: UUID | None = Field(default=None, index=True)
    note: str = Field(default="", max_length=5000)
    last_event_id: UUID | None = None
    delivered_event_id: UUID | None = None
    first_event_id: UUID | None = None


class Milestone(Record, table=True):
    """A step of an assignment with its day; the task that goes with it is ticked off together with it."""

    __tablename__ = "university_node_milestone"

    title: str = Field(max_length=200)
    assignment_id: UUID = Field(foreign_key="university_node_assignment.id", index=True)
    state: str = Field(default="planned", max_length=10, index=True)
    due_on: date = Field(index=True)
    done_on: date | None = None
    note: str = Field(default="", max_length=2000)
