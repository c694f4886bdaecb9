"""The arena of municipality, business and university: meetings, guidelines, and firms that try the method."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from utblick.api import Record


class MeetingState(StrEnum):
    """Whether an arena meeting is to come, has been held, and is written down."""

    PLANNED = "planned"
    HELD = "held"
    MINUTED = "minuted"
    CANCELLED = "cancelled"


class Helix(StrEnum):
    """The three helices, and everybody else."""

    BUSINESS = "business"
    UNIVERSITY = "university"
    MUNICIPALITY = "municipality"
    OTHER = "other"


class ArenaMeeting(Record, table=True):
    """A meeting of the arena; the counts are of those who came, by helix."""

    __tablename__ = "partnerships_arena_meeting"
    __table_args__ = (Index("ix_partnerships_arena_meeting_board", "state", "updated_at", "id"),)

    title: str = Field(max_length=200)
    state: str = Field(default=MeetingState.PLANNED, max_length=10)
    held_on: date = Field(index=True)
    place: str = Field(default="", max_length=200)
    agenda: str = Field(default="", max_length=5000)
    minutes: str = Field(default="", max_length=10_000)
    decisions: str = Field(default="", max_length=5000)
    business: int = 0
    university: int = 0
    municipality: int = 0
    other: int = 0
    helices: int = 0
    owner_id: UUID | None = Field(default=None, index=True)


class ArenaParticipant(Record, table=True):
    """An organisation that is asked to a meeting, who comes for it, and whether they came.

    `title` is the organisation's name as it was when it was asked.
    """

    __tablename__ = "partnerships_arena_participant"
    __table_args__ = (
        UniqueConstraint("meeting_id", "organisation_id", name="uq_partnerships_arena_participant"),
    )

    title: str = Field(default="", max_length=200)
    meeting_id: UUID = Field(foreign_key="partnerships_arena_meeting.id", index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    helix: str = Field(default=Helix.OTHER, max_length=12)
    came: bool = False


class GuidelineState(StrEnum):
    """Whether a guideline is proposed, in force, in force in a new wording, or left."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    REVISED = "revised"
    DROPPED = "dropped"


class Guideline(Record, table=True):
    """Something that the three have agreed to hold to, and the meeting that adopted it."""

    __tablename__ = "partnerships_guideline"
    __table_args__ = (Index("ix_partnerships_guideline_board", "state", "updated_at", "id"),)

    title: str = Field(max_length=200)
    state: str = Field(default=GuidelineState.PROPOSED, max_length=10)
    meeting_id: UUID | None = Field(default=None, foreign_key="partnerships_arena_meeting.id", index=True)
    text: str = Field(default="", max_length=5000)
    wording: int = 1
    adopted_on: date | None = None
    review_on: date | None = None
    owner_id: UUID | None = Field(default=None, index=True)


class PilotState(StrEnum):
    """How far a firm has come with the method."""

    INVITED = "invited"
    JOINED = "joined"
    ACTIVE = "active"
    DONE = "done"
    LEFT = "left"


class Pilot(Record, table=True):
    """A firm that tries the method of the network; the days say how long each step took."""

    __tablename__ = "partnerships_pilot"
    __table_args__ = (Index("ix_partnerships_pilot_board", "state", "updated_at", "id"),)

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    state: str = Field(default=PilotState.INVITED, max_length=10)
    invited_on: date
    joined_on: date | None = None
    active_on: date | None = None
    done_on: date | None = None
    left_on: date | None = None
    learnt: str = Field(default="", max_length=3000)
    owner_id: UUID | None = Field(default=None, index=True)
