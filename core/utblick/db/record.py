"""What tables have in common: the columns of a record make lists, history, locking and links work alike."""

from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from utblick.db.types import UtcDateTime
from utblick.ids import new_id


def _now() -> datetime:
    return datetime.now(UTC)


class Table(SQLModel):
    """Base of all tables. Code makes their rows, nobody parses them: what parsing needs waits to be asked."""

    model_config = {"defer_build": True}


class Record(Table):
    """Base of a plugin's tables: identity, times, and a version that guards against lost updates.

    The core raises `version` and sets `updated_at` at every change; neither is written by plugins.
    """

    id: UUID = Field(default_factory=new_id, primary_key=True)
    created_at: datetime = Field(default_factory=_now, sa_type=UtcDateTime)
    updated_at: datetime = Field(default_factory=_now, sa_type=UtcDateTime, index=True)
    version: int = Field(default=1)
