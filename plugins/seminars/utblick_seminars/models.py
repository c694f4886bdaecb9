"""The tables of seminars: what is held, who has signed up, and what anonymous answers say."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from utblick.api import Record, UtcDateTime, makes_links


class SeminarState(StrEnum):
    """How far a seminar has come; whether it is open or full follows from its seats."""

    PLANNED = "planned"
    OPEN = "open"
    FULL = "full"
    HELD = "held"
    EVALUATED = "evaluated"
    CANCELLED = "cancelled"


PUBLISHED = (SeminarState.OPEN, SeminarState.FULL)
AHEAD = (SeminarState.PLANNED, *PUBLISHED)
DONE = (SeminarState.HELD, SeminarState.EVALUATED)


class Share(StrEnum):
    """Who else is told of a seminar."""

    COUNTY = "county"
    HERE = "municipality"


class RegistrationState(StrEnum):
    """What has become of a registration. Registered ones wait for our decision, where we give the places."""

    REGISTERED = "registered"
    WAITLISTED = "waitlisted"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    WITHDRAWN = "withdrawn"


SEATED = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED, RegistrationState.NO_SHOW)
EXPECTED = (RegistrationState.REGISTERED, RegistrationState.WAITLISTED, RegistrationState.CONFIRMED)


class Moment(StrEnum):
    """When the same questions are asked."""

    BEFORE = "before"
    AFTER = "after"


class Seminar(Record, table=True):
    """Something that people are invited to. With `approval` we give the places, else whoever comes first.

    `topics` are what the survey asks about. `survey_nonce` and the hashes belong to its two links.
    """

    __tablename__ = "seminars_seminar"
    __table_args__ = (Index("ix_seminars_seminar_board", "state", "updated_at", "id"),)

    title: str = Field(max_length=200)
    title_en: str = Field(default="", max_length=200)
    summary: str = Field(default="", max_length=3000)
    summary_en: str = Field(default="", max_length=3000)
    kind: str = Field(max_length=12)
    state: str = Field(default=SeminarState.PLANNED, max_length=10)
    audiences: list[str] = Field(default_factory=list, sa_type=JSON)
    work_forms: list[str] = Field(default_factory=list, sa_type=JSON)
    country: str = Field(default="", max_length=2, index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    place: str = Field(default="", max_length=200)
    online_url: str = Field(default="", max_length=500)
    starts_at: datetime = Field(sa_type=UtcDateTime, index=True)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    language: str = Field(default="sv", max_length=2)
    seats: int
    approval: bool = False
    sign_up_until: date | None = None
    share: str = Field(default=Share.COUNTY, max_length=12)
    topics: list[str] = Field(default_factory=list, sa_type=JSON)
    survey_nonce: str = Field(
        default="",
        max_length=32,
        sa_column_kwargs=makes_links({"seminars.before": "before_hash", "seminars.after": "after_hash"}),
    )
    before_hash: str = Field(max_length=64, unique=True)
    after_hash: str = Field(max_length=64, unique=True)
    lessons: str = Field(default="", max_length=5000)
    reason: str = Field(default="", max_length=1000)
    owner_id: UUID | None = Field(default=None, index=True)


class Registration(Record, table=True):
    """Somebody who wants to come, or came. `seminar_on` is the day of the seminar, from which keeping counts.

    `owed` is the letter that still has to be written; `key_hash` that of the own link, None without one.
    """

    __tablename__ = "seminars_registration"
    __table_args__ = (
        Index("ix_seminars_registration_line", "seminar_id", "state", "signed_up_at"),
        Index("ix_seminars_registration_owed", "owed"),
    )

    name: str = Field(default="", max_length=200)
    email: str = Field(default="", max_length=254, index=True)
    seminar_id: UUID = Field(foreign_key="seminars_seminar.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    organisation_name: str = Field(default="", max_length=200)
    audience: str = Field(max_length=14)
    state: str = Field(default=RegistrationState.REGISTERED, max_length=10)
    basis: str = Field(default="public_interest", max_length=30)
    language: str = Field(default="sv", max_length=2)
    walk_in: bool = False
    signed_up_at: datetime = Field(sa_type=UtcDateTime)
    came_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    seminar_on: date = Field(index=True)
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    owed: str = Field(default="", max_length=10)
    nonce: str = Field(
        default="", max_length=32, sa_column_kwargs=makes_links({"seminars.place": "key_hash"})
    )
    key_hash: str | None = Field(default=None, max_length=64, unique=True)


class Trail(SQLModel, table=True):
    """What was told of a seminar last: apart from its record, which whoever signs up must not change."""

    __tablename__ = "seminars_trail"

    seminar_id: UUID = Field(primary_key=True)
    last_event_id: UUID | None = None
    told_hash: str = Field(default="", max_length=64)


class Answer(SQLModel, table=True):
    """What somebody said of one topic, from 1 to 5. Nothing tells who it was, not even by order or moment."""

    __tablename__ = "seminars_answer"
    __table_args__ = (Index("ix_seminars_answer_topic", "seminar_id", "moment", "topic"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    seminar_id: UUID = Field(foreign_key="seminars_seminar.id")
    moment: str = Field(max_length=6)
    topic: str = Field(max_length=200)
    knowledge: int
    attitude: int
