"""The table of marks: which record is secret or blocked, as a whole or in some of its fields, and why."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from utblick.db.record import Table
from utblick.db.types import UtcDateTime
from utblick.ids import new_id


class MarkSort(StrEnum):
    """Secret: some may read it. Blocked (GDPR, article 18): it is kept, and not used."""

    SECRET = "secret"  # noqa: S105 - a word
    BLOCKED = "blocked"


class Mark(Table, table=True):
    """A mark on a record. Without `fields` it is on the whole of it; `ground` is the provision behind it.

    `reason` is a sentence of the platform or of staff; it names nobody.
    """

    __tablename__ = "core_mark"
    __table_args__ = (UniqueConstraint("record_id", "sort", name="uq_core_mark"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    plugin: str = Field(max_length=40)
    kind: str = Field(max_length=40)
    record_id: UUID = Field(index=True)
    sort: str = Field(max_length=10)
    fields: list[str] = Field(default_factory=list, sa_type=JSON)
    ground: str = Field(default="", max_length=200)
    reason: str = Field(default="", max_length=500)
    set_by: str = Field(default="", max_length=80)
    set_at: datetime = Field(sa_type=UtcDateTime)
