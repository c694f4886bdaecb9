"""The table of own wordings; what was written before stays, as their history."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from utblick.db.record import Table
from utblick.db.types import UtcDateTime
from utblick.ids import new_id


class OwnText(Table, table=True):
    """What somebody wrote for a text in a language; the newest row holds.

    `standard_subject` and `standard_body` are the standard as it was then. One with `is_standard` put the
    standard back, and has no words of its own.
    """

    __tablename__ = "core_text"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str = Field(max_length=80, index=True)
    language: str = Field(max_length=5)
    subject: str = Field(default="", max_length=200)
    body: str = ""
    standard_subject: str = Field(max_length=200)
    standard_body: str
    is_standard: bool = False
    written_at: datetime = Field(sa_type=UtcDateTime)
    written_by: str = Field(max_length=80)
