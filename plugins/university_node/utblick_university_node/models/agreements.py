"""The agreement of student, host and university about an assignment, and what each thought afterwards."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from utblick.api import Record


class TriangleState(StrEnum):
    """Whether all three have signed."""

    DRAFTED = "drafted"
    SIGNED = "signed"
    ENDED = "ended"


class Triangle(Record, table=True):
    """Who does what, by when, in an assignment: one set of data, from which the document is made."""

    __tablename__ = "university_node_triangle"

    title: str = Field(max_length=200)
    assignment_id: UUID = Field(foreign_key="university_node_assignment.id", index=True)
    match_id: UUID | None = Field(default=None, foreign_key="university_node_match.id", index=True)
    student_id: UUID | None = Field(default=None, foreign_key="university_node_student.id", index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    institution_id: UUID = Field(foreign_key="university_node_institution.id", index=True)
    state: str = Field(default=TriangleState.DRAFTED, max_length=10, index=True)
    starts_on: date
    ends_on: date
    student_duties: str = Field(default="", max_length=3000)
    host_duties: str = Field(default="", max_length=3000)
    school_duties: str = Field(default="", max_length=3000)
    terms: str = Field(default="", max_length=3000)
    host_person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    school_person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    student_signed_on: date | None = None
    host_signed_on: date | None = None
    school_signed_on: date | None = None


class Verdict(Record, table=True):
    """What one of the three perspectives thinks of a delivered assignment: asked once, from 1 to 5."""

    __tablename__ = "university_node_verdict"
    __table_args__ = (UniqueConstraint("assignment_id", "perspective", name="uq_university_node_verdict"),)

    title: str = Field(max_length=200)
    assignment_id: UUID = Field(foreign_key="university_node_assignment.id", index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    perspective: str = Field(max_length=12, index=True)
    state: str = Field(default="asked", max_length=10, index=True)
    asked_on: date
    answered_on: date | None = None
    score: int | None = None
    comment: str = Field(default="", max_length=2000)
