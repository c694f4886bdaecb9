"""Applications, projects with their partners, and the agreements between these."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from utblick.api import Amount, Record, UtcDateTime


class ApplicationState(StrEnum):
    """Where an application stands in the programme's own system, in the words of Interreg monitoring."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned_to_applicant"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    APPROVED = "approved"
    CONDITIONS = "approved_with_conditions"
    NOT_APPROVED = "not_approved"
    CONTRACTED = "contracted"
    MODIFICATION = "in_modification"
    CLOSED = "closed"


class Application(Record, table=True):
    """An application to a programme; its state mirrors the programme's system and is not decided here."""

    __tablename__ = "partnerships_application"
    __table_args__ = (Index("ix_partnerships_application_board", "state", "updated_at", "id"),)

    title: str = Field(max_length=200)
    acronym: str = Field(default="", max_length=40)
    consortium_id: UUID | None = Field(default=None, foreign_key="partnerships_consortium.id", index=True)
    call_id: UUID | None = Field(default=None, foreign_key="partnerships_call.id", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    programme: str = Field(default="", max_length=200)
    state: str = Field(default=ApplicationState.DRAFT, max_length=25)
    state_since: datetime = Field(sa_type=UtcDateTime)
    deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    submitted_on: date | None = None
    decided_on: date | None = None
    reference: str = Field(default="", max_length=60)
    budget: Decimal | None = Field(default=None, sa_type=Amount)
    requested: Decimal | None = Field(default=None, sa_type=Amount)
    granted: Decimal | None = Field(default=None, sa_type=Amount)
    decision: str = Field(default="", max_length=2000)
    lesson: str = Field(default="", max_length=2000)
    note: str = Field(default="", max_length=5000)
    owner_id: UUID | None = Field(default=None, index=True)


class ProjectState(StrEnum):
    """Whether a project is yet to begin, goes on, or is done."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    CLOSED = "closed"


class Project(Record, table=True):
    """A project that is carried out with others, with the facts that keep.eu tells of projects."""

    __tablename__ = "partnerships_project"
    __table_args__ = (Index("ix_partnerships_project_board", "state", "updated_at", "id"),)

    title: str = Field(max_length=300)
    acronym: str = Field(default="", max_length=60, index=True)
    title_en: str = Field(default="", max_length=300)
    number: str = Field(default="", max_length=60, index=True)
    application_id: UUID | None = Field(default=None, foreign_key="partnerships_application.id", index=True)
    programme: str = Field(default="", max_length=200, index=True)
    period: str = Field(default="", max_length=20)
    call_number: str = Field(default="", max_length=20)
    state: str = Field(default=ProjectState.PLANNED, max_length=10)
    objective: str = Field(default="", max_length=200)
    themes: list[str] = Field(default_factory=list, sa_type=JSON)
    description: str = Field(default="", max_length=5000)
    starts_on: date | None = None
    ends_on: date | None = None
    budget: Decimal | None = Field(default=None, sa_type=Amount)
    grant: Decimal | None = Field(default=None, sa_type=Amount)
    report_due_on: date | None = None
    website: str = Field(default="", max_length=300)
    owner_id: UUID | None = Field(default=None, index=True)


class ProjectPartner(Record, table=True):
    """An organisation in a project, with its part of the money. One that has left keeps the day.

    `title` is the organisation's name as it was when it joined.
    """

    __tablename__ = "partnerships_project_partner"

    title: str = Field(default="", max_length=200)
    project_id: UUID = Field(foreign_key="partnerships_project.id", index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    role: str = Field(default="partner", max_length=12)
    name_en: str = Field(default="", max_length=200)
    legal_status: str = Field(default="", max_length=20)
    budget: Decimal | None = Field(default=None, sa_type=Amount)
    own_share: Decimal | None = Field(default=None, sa_type=Amount)
    left_on: date | None = None


class AgreementState(StrEnum):
    """Whether a partner agreement is in force."""

    DRAFTED = "drafted"
    SIGNED = "signed"
    ENDED = "ended"


class Agreement(Record, table=True):
    """The agreement between the partners of a project. `small_firms` and `countries` are as last told."""

    __tablename__ = "partnerships_agreement"
    __table_args__ = (Index("ix_partnerships_agreement_board", "state", "updated_at", "id"),)

    title: str = Field(default="", max_length=200)
    project_id: UUID = Field(foreign_key="partnerships_project.id", index=True)
    state: str = Field(default=AgreementState.DRAFTED, max_length=10)
    registry_number: str = Field(default="", max_length=40)
    signed_on: date | None = Field(default=None, index=True)
    starts_on: date | None = None
    ends_on: date | None = None
    ended_on: date | None = None
    ended_reason: str = Field(default="", max_length=1000)
    countries: int = 0
    small_firms: int = 0
    note: str = Field(default="", max_length=5000)
    owner_id: UUID | None = Field(default=None, index=True)


class Trail(SQLModel, table=True):
    """The events that led a record to where it stands: what the next one is caused by, and may take back."""

    __tablename__ = "partnerships_trail"

    record_id: UUID = Field(primary_key=True)
    last_event_id: UUID | None = None
    counted_event_id: UUID | None = None
