"""What a company or a unit of the municipality needs, and the subjects that could come of it."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from utblick.api import Record


class NeedState(StrEnum):
    """What has become of a need."""

    STATED = "stated"
    DRAFTED = "drafted"
    ASSIGNED = "assigned"
    CLOSED = "closed"


class Need(Record, table=True):
    """A need in three fields: what the problem is, what help is wanted, and when.

    `source` says who wrote it down: the adviser, the company by its own link, or another activity area,
    whose need is then `origin_id`.
    """

    __tablename__ = "university_node_need"

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    unit: str = Field(default="", max_length=200)
    state: str = Field(default=NeedState.STATED, max_length=10, index=True)
    problem: str = Field(max_length=3000)
    help_wanted: str = Field(default="", max_length=500)
    wanted_when: str = Field(default="open", max_length=10)
    country: str = Field(default="", max_length=2)
    source: str = Field(default="adviser", max_length=10)
    origin_id: UUID | None = Field(default=None, index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    closed_reason: str = Field(default="", max_length=500)
    owner_id: UUID | None = Field(default=None, index=True)
    note: str = Field(default="", max_length=5000)
    last_event_id: UUID | None = None


class DraftState(StrEnum):
    """Whether a suggested subject was chosen."""

    SUGGESTED = "suggested"
    CHOSEN = "chosen"
    SET_ASIDE = "set_aside"


class SubjectDraft(Record, table=True):
    """A subject that a need could become at a university, as the rules suggest it and a person edits it.

    `reasons` are the rules that led to it: each a name and the words that it is told with.
    """

    __tablename__ = "university_node_subject_draft"

    title: str = Field(max_length=200)
    title_en: str = Field(default="", max_length=200)
    need_id: UUID = Field(foreign_key="university_node_need.id", index=True)
    institution_id: UUID | None = Field(
        default=None, foreign_key="university_node_institution.id", index=True
    )
    season_id: UUID | None = Field(default=None, foreign_key="university_node_season.id", index=True)
    state: str = Field(default=DraftState.SUGGESTED, max_length=10, index=True)
    kind: str = Field(default="degree_project", max_length=20)
    field: str = Field(default="", max_length=20)
    programme: str = Field(default="", max_length=200)
    programme_en: str = Field(default="", max_length=200)
    level: str = Field(default="", max_length=24)
    credits: int | None = None
    weeks: int | None = None
    apply_by: date | None = None
    description: str = Field(default="", max_length=5000)
    description_en: str = Field(default="", max_length=5000)
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    position: int = 0
