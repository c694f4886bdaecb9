"""Where notices come from, each taking in of them, and what people keep watch for."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from utblick.api import Amount, Record, UtcDateTime, new_id


class SourceKind(StrEnum):
    """How a source is asked."""

    UPLOAD = "upload"
    FOLDER = "folder"
    TED = "ted"
    FEED = "feed"
    TABLE = "table"
    FORM = "form"
    PLAN = "plan"
    OCDS = "ocds"


class Source(Record, table=True):
    """A place that notices come from. `address` is a folder, the address of a feed or a query in the words
    of the TED Search API; `cursor` is how far it has been read. One that is not `active` is never asked.
    """

    __tablename__ = "tendering_source"

    title: str = Field(max_length=200)
    kind: str = Field(max_length=10, index=True)
    address: str = Field(default="", max_length=2000)
    active: bool = False
    cursor: str = Field(default="", max_length=500)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = Field(default="", max_length=1000)
    note: str = Field(default="", max_length=2000)


class IntakeState(StrEnum):
    """How far a taking in has come; one that waits or runs can be taken up by anybody."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class Intake(SQLModel, table=True):
    """One taking in of notices: a file, a folder or an answer. It goes on where it stopped.

    `stored` is the folder of what was uploaded, below that of files, or the path of what lies elsewhere on
    the server; `place` says how far it was read.
    """

    __tablename__ = "tendering_intake"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    source_id: UUID = Field(foreign_key="tendering_source.id", index=True)
    file: str = Field(default="", max_length=300)
    stored: str = Field(default="", max_length=500)
    state: str = Field(default=IntakeState.WAITING, max_length=10, index=True)
    place: str = Field(default="", max_length=500)
    done: int = 0
    total: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    asked_by: str = Field(default="", max_length=80)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = Field(default="", max_length=1000)


class IntakeProblem(SQLModel, table=True):
    """One file or row that was refused, and why, as a sentence not yet translated."""

    __tablename__ = "tendering_intake_problem"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    intake_id: UUID = Field(foreign_key="tendering_intake.id", index=True)
    place: str = Field(default="", max_length=300)
    message: str = Field(max_length=1000)
    arguments: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Watch(Record, table=True):
    """A saved search over the notices that can be answered. `cpv` and `nuts` hold whatever begins with them.

    `digest` is never, daily or weekly; `calendar_token` is the hash of the key of the watch's calendar.
    """

    __tablename__ = "tendering_watch"

    title: str = Field(max_length=200)
    words: str = Field(default="", max_length=300)
    cpv: list[str] = Field(default_factory=list, sa_type=JSON)
    nuts: list[str] = Field(default_factory=list, sa_type=JSON)
    countries: list[str] = Field(default_factory=list, sa_type=JSON)
    buyer: str = Field(default="", max_length=200)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    value_from: Decimal | None = Field(default=None, sa_type=Amount)
    value_to: Decimal | None = Field(default=None, sa_type=Amount)
    small_firms: bool = False
    digest: str = Field(default="daily", max_length=8)
    owner_id: UUID | None = Field(default=None, index=True)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    calendar_token: str = Field(default="", max_length=64, index=True)


class WatchTold(SQLModel, table=True):
    """A notice that a watch's digest has told of; it is never told of again."""

    __tablename__ = "tendering_watch_told"

    watch_id: UUID = Field(primary_key=True, foreign_key="tendering_watch.id")
    notice_id: UUID = Field(primary_key=True, foreign_key="tendering_notice.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
