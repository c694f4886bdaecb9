"""The tables of retention: what the municipality has chosen, what is due, and what was disposed of."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from utblick.db.record import Table
from utblick.db.types import UtcDateTime
from utblick.ids import new_id


class RetentionChoice(Table, table=True):
    """What the municipality has chosen for a rule; `decision` names the decision that it rests on.

    With `by_itself` the rule acts without anybody looking at its rows one by one.
    """

    __tablename__ = "core_retention_choice"

    rule: str = Field(max_length=80, primary_key=True)
    months: int
    action: str = Field(max_length=10)
    by_itself: bool = False
    decision: str = Field(default="", max_length=200)
    changed_by: str = Field(default="", max_length=80)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class DueState(StrEnum):
    """A row waits for somebody, or is kept until a day."""

    OPEN = "open"
    KEPT = "kept"


class DueRow(Table, table=True):
    """A line of the review list: a row whose time is up by a rule. Ids and days only.

    `reason` says why it is kept; `refused` why it could not be disposed of.
    """

    __tablename__ = "core_retention_due"
    __table_args__ = (UniqueConstraint("rule", "row_id", name="uq_core_retention_due"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    rule: str = Field(max_length=80, index=True)
    row_id: UUID
    since_on: date
    due_on: date
    registered: bool = False
    found_at: datetime = Field(sa_type=UtcDateTime)
    state: str = Field(default=DueState.OPEN, max_length=10, index=True)
    keep_until: date | None = None
    reason: str = Field(default="", max_length=500)
    refused: str = Field(default="", max_length=500)
    decided_by: str = Field(default="", max_length=80)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Protocol(Table, table=True):
    """What was disposed of at once by one rule: what sort, how many, on which decision; no names, no ids."""

    __tablename__ = "core_retention_protocol"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    rule: str = Field(max_length=80, index=True)
    title: str = Field(max_length=200)
    action: str = Field(max_length=10)
    months: int
    rows: int
    registered: int = 0
    oldest_on: date
    newest_on: date
    by_rule: bool = False
    decision: str = Field(default="", max_length=200)
    decided_by: str = Field(default="", max_length=80)
