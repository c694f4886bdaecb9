"""Tables of jobs: who runs what now, what came of it, and work that waits."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field

from utblick.db.record import Table
from utblick.db.types import UtcDateTime
from utblick.ids import new_id

LEASE = timedelta(minutes=30)
"""A job that is not heard of for so long may be begun by somebody else."""


class JobState(Table, table=True):
    """One row per job: the lease of whoever runs it, and when it ran last."""

    __tablename__ = "core_job"

    name: str = Field(primary_key=True, max_length=100)
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_started: datetime | None = Field(default=None, sa_type=UtcDateTime)


class JobRun(Table, table=True):
    """The run log: what a job did, or why it failed."""

    __tablename__ = "core_job_run"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str = Field(max_length=100, index=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ok: bool | None = None
    message: str = Field(default="", max_length=1000)


class Work(Table, table=True):
    """Long work that was asked for: waits, runs in steps that can be taken again, is done or has failed."""

    __tablename__ = "core_work"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str = Field(max_length=60, index=True)
    arguments: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: str = Field(default="waiting", max_length=10, index=True)
    done: int = 0
    total: int = 0
    asked_by: str = Field(default="", max_length=80)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tries: int = 0
    error: str = Field(default="", max_length=1000)
