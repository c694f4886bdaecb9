"""Students with their own consent, what they are matched with, and the links by which people answer."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from utblick.api import Record, UtcDateTime, new_id


class StudentState(StrEnum):
    """Whether a student wants to be matched."""

    ACTIVE = "active"
    RESTING = "resting"
    WITHDRAWN = "withdrawn"


class Student(Record, table=True):
    """A student who has agreed to be known by the node. Name and address stand with the person.

    `keep_until` is the day after which the student is forgotten, unless something is under way.
    """

    __tablename__ = "university_node_student"

    title: str = Field(max_length=200)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    institution_id: UUID | None = Field(
        default=None, foreign_key="university_node_institution.id", index=True
    )
    state: str = Field(default=StudentState.ACTIVE, max_length=10, index=True)
    programme: str = Field(default="", max_length=200)
    level: str = Field(default="", max_length=24)
    fields: list[str] = Field(default_factory=list, sa_type=JSON)
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    countries: list[str] = Field(default_factory=list, sa_type=JSON)
    available_from: date | None = None
    consent_on: date | None = None
    withdrawn_on: date | None = None
    keep_until: date | None = Field(default=None, index=True)
    note: str = Field(default="", max_length=2000)


class MatchState(StrEnum):
    """Who has said yes so far, or how it ended."""

    PROPOSED = "proposed"
    ACCEPTED_COMPANY = "accepted_company"
    ACCEPTED_STUDENT = "accepted_student"
    APPROVED_SCHOOL = "approved_school"
    DECLINED = "declined"
    EXPIRED = "expired"


WAITING = (MatchState.PROPOSED, MatchState.ACCEPTED_COMPANY, MatchState.ACCEPTED_STUDENT)


class Match(Record, table=True):
    """A student and an assignment that may fit: proposed, and answered by each party in turn.

    `origin` is interest (the student asked) or suggested. `reasons` are the rules that spoke for it.
    """

    __tablename__ = "university_node_match"
    __table_args__ = (Index("ix_university_node_match_waiting", "state", "answer_by"),)

    title: str = Field(max_length=200)
    assignment_id: UUID = Field(foreign_key="university_node_assignment.id", index=True)
    student_id: UUID | None = Field(default=None, foreign_key="university_node_student.id", index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    institution_id: UUID | None = Field(
        default=None, foreign_key="university_node_institution.id", index=True
    )
    state: str = Field(default=MatchState.PROPOSED, max_length=18)
    origin: str = Field(default="suggested", max_length=10)
    words: str = Field(default="", max_length=2000)
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    answer_by: date
    reminded_on: date | None = None
    company_on: date | None = None
    student_on: date | None = None
    school_on: date | None = None
    closed_on: date | None = Field(default=None, index=True)
    declined_by: str = Field(default="", max_length=10)
    declined_reason: str = Field(default="", max_length=20)
    comment: str = Field(default="", max_length=1000)
    last_event_id: UUID | None = None


class KeyLink(SQLModel, table=True):
    """An address with a secret key by which somebody does one thing without signing in.

    `purpose` says what: state a need, answer a match, look after one's own data, give a grade, or see
    what is published for contacts. `record_id` is what it is about. Only a hash of the key is kept.
    """

    __tablename__ = "university_node_key_link"
    __table_args__ = (Index("ix_university_node_key_link_record", "record_id", "purpose"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    purpose: str = Field(max_length=12)
    record_id: UUID
    party: str = Field(default="", max_length=12)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    recipient_email: str = Field(default="", max_length=254)
    language: str = Field(default="sv", max_length=2)
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    replaced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
