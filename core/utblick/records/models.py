"""What every record can have beside its own table: history, comments, tasks, files, followers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, text
from sqlmodel import Field

from utblick.db.record import Record, Table
from utblick.db.types import UtcDateTime
from utblick.ids import new_id


def _where_filled(name: str, column: str) -> Index:
    filled = text(f"{column} IS NOT NULL")
    return Index(name, column, "id", sqlite_where=filled, postgresql_where=filled)


class Change(Table, table=True):
    """One change of one record: the columns that it touched, before and after.

    `action` is created, changed or deleted. `organisation_id` and `person_id` are those that the row
    named, so that the page of a party can show what happened to what belongs to it.
    """

    __tablename__ = "core_change"
    __table_args__ = (
        Index("ix_core_change_record", "record_id", "id"),
        _where_filled("ix_core_change_organisation", "organisation_id"),
        _where_filled("ix_core_change_person", "person_id"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str = Field(default="", max_length=80)
    plugin: str = Field(max_length=40)
    kind: str = Field(max_length=40)
    record_id: UUID
    action: str = Field(max_length=10)
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    after: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    correlation: str = Field(default="", max_length=80)
    organisation_id: UUID | None = None
    person_id: UUID | None = None


class Comment(Record, table=True):
    """What somebody wrote about a record. A removed one keeps its place and loses its text."""

    __tablename__ = "core_comment"
    __table_args__ = (Index("ix_core_comment_record", "record_id", "id"),)

    plugin: str = Field(max_length=40)
    kind: str = Field(max_length=40)
    record_id: UUID
    text: str = Field(default="", max_length=5000)
    author_id: UUID | None = Field(default=None, foreign_key="core_user.id", index=True)
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    removed_by: UUID | None = None


class Task(Record, table=True):
    """Something that somebody is to do by a day, mostly about a record."""

    __tablename__ = "core_task"
    __table_args__ = (
        Index("ix_core_task_record", "record_id", "id"),
        Index("ix_core_task_owner", "owner_id", "done_at", "due_on"),
        Index("ix_core_task_due", "done_at", "due_on"),
    )

    title: str = Field(max_length=200)
    note: str = Field(default="", max_length=2000)
    due_on: date | None = None
    owner_id: UUID | None = Field(default=None, foreign_key="core_user.id")
    plugin: str = Field(default="", max_length=40)
    kind: str = Field(default="", max_length=40)
    record_id: UUID | None = None
    created_by: UUID | None = None
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_by: UUID | None = None


class StoredFile(Record, table=True):
    """A file that was added to a record. The bytes lie in the data folder under their hash."""

    __tablename__ = "core_file"
    __table_args__ = (Index("ix_core_file_record", "record_id", "id"),)

    plugin: str = Field(max_length=40)
    kind: str = Field(max_length=40)
    record_id: UUID
    name: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    size: int
    sha256: str = Field(max_length=64, index=True)
    added_by: UUID | None = Field(default=None, foreign_key="core_user.id")
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    removed_by: UUID | None = None


class Follow(Table, table=True):
    """That a user wants to hear of what happens to a record."""

    __tablename__ = "core_follow"
    __table_args__ = (Index("ix_core_follow_record", "record_id", "user_id"),)

    user_id: UUID = Field(foreign_key="core_user.id", primary_key=True)
    record_id: UUID = Field(primary_key=True)
    plugin: str = Field(max_length=40)
    kind: str = Field(max_length=40)
    since: datetime = Field(sa_type=UtcDateTime)


class Notice(Table, table=True):
    """Something that happened to a record that the user owns or follows, done by somebody else.

    The id is that of the event or comment that it tells of, so that telling twice is telling once.
    """

    __tablename__ = "core_notice"
    __table_args__ = (Index("ix_core_notice_user", "user_id", "read_at", "id"),)

    user_id: UUID = Field(foreign_key="core_user.id", primary_key=True)
    id: UUID = Field(primary_key=True)
    plugin: str = Field(max_length=40)
    kind: str = Field(max_length=40)
    record_id: UUID
    what: str = Field(max_length=120)
    actor: str = Field(default="", max_length=80)
    at: datetime = Field(sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
