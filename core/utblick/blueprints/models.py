"""The blueprints that were made here or brought here, each as its file was."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from utblick.db.record import Table
from utblick.db.types import UtcDateTime
from utblick.ids import new_id


class HeldBlueprint(Table, table=True):
    """One file. `origin` is made or received; one that is received twice is one.

    `content` is the whole file: what was signed stays as it was signed.
    """

    __tablename__ = "core_blueprint"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str = Field(max_length=60, index=True)
    release: int = 1
    title: str = Field(max_length=120)
    digest: str = Field(max_length=64, index=True)
    origin: str = Field(max_length=10)
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    held_at: datetime = Field(sa_type=UtcDateTime, index=True)
    held_by: str = Field(default="", max_length=80)
    installed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    installed_by: str = Field(default="", max_length=80)
