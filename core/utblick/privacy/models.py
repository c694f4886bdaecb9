"""The table of erasures: who was to be erased, and what each owner of data answered; ids only."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from utblick.db.record import Table
from utblick.db.types import UtcDateTime
from utblick.ids import new_id


class ErasureState(StrEnum):
    """Open until every owner has let go of the person.

    Blocked, when all have but for public records under a registry number: these are kept, and not used.
    """

    OPEN = "open"
    BLOCKED = "blocked"
    DONE = "done"


class Erasure(Table, table=True):
    """One person's erasure; `answers` are those of the latest try, one of each owner of data.

    `mentions` are texts of others that named the person when it was done, for somebody to look at.
    """

    __tablename__ = "core_erasure"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(index=True)
    state: str = Field(default=ErasureState.OPEN, max_length=10, index=True)
    asked_by: str = Field(default="", max_length=80)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    tries: int = 0
    tried_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answers: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    mentions: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
