"""The tables of an import: the file and its progress, and what was decided and done for each row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field

from utblick.db.record import Table
from utblick.db.types import UtcDateTime
from utblick.ids import new_id


class Import(Table, table=True):
    """One file that is or was imported.

    The file itself is kept only until its rows are read: it may hold personal identity numbers. The rows
    are removed when it can no longer be undone, see `retention`.
    """

    __tablename__ = "core_import"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    file: str = Field(max_length=200)
    stored: str = Field(default="", max_length=100)
    digest: str = Field(default="", max_length=64, index=True)
    encoding: str | None = Field(default=None, max_length=30)
    delimiter: str | None = Field(default=None, max_length=1)
    mapping: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    state: str = Field(default="uploaded", max_length=12, index=True)
    done: int = 0
    total: int = 0
    counts: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    duplicates: list[list[int]] = Field(default_factory=list, sa_type=JSON)
    error: str = Field(default="", max_length=1000)
    by: str = Field(default="", max_length=80)
    by_name: str = Field(default="", max_length=200)
    uploaded_at: datetime = Field(sa_type=UtcDateTime, index=True)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ImportRow(Table, table=True):
    """One row of the file: what it says, what shall become of it, and what became of it.

    `candidate` is emptied when the row has been applied; what is needed to undo it stays.
    """

    __tablename__ = "core_import_row"
    __table_args__ = (
        Index("ix_core_import_row_outcome", "import_id", "outcome", "row"),
        Index("ix_core_import_row_organisation", "import_id", "organisation_id"),
    )

    import_id: UUID = Field(primary_key=True, foreign_key="core_import.id")
    row: int = Field(primary_key=True)
    line: int
    name: str = Field(default="", max_length=200)
    verdict: str = Field(max_length=10)
    of_row: int | None = None
    of_id: UUID | None = None
    is_certain: bool = True
    has_problems: bool = False
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    problems: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    candidate: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    decision: str = Field(default="", max_length=4)
    outcome: str = Field(default="", max_length=10)
    organisation_id: UUID | None = None
    person_id: UUID | None = None
    membership_id: UUID | None = None
    event_id: UUID | None = None
    version: int = 0
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    after: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
