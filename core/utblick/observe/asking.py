"""What the database knows of how the house is doing: one look, for figures and for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from utblick.backup.layout import RUN
from utblick.bus.tables import lost_event_table
from utblick.identity.registers.imports.models import Import
from utblick.jobs.models import JobRun
from utblick.mail.models import Mail, MailState
from utblick.mail.outbox import count_by_state
from utblick.platform import Platform

_RUNS: Any = JobRun.__table__  # type: ignore[attr-defined]
_MAILS: Any = Mail.__table__  # type: ignore[attr-defined]
_IMPORTS: Any = Import.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """The latest run of a job. `ok` is None while it runs."""

    name: str
    started_at: datetime
    ended_at: datetime | None
    ok: bool | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What is in the database at one moment. A time is None where there is nothing to tell of."""

    jobs: tuple[LastRun, ...]
    backup: LastRun | None
    backed_up_at: datetime | None
    restore: LastRun | None
    mails: Mapping[str, int]
    oldest_mail_at: datetime | None
    imports: Mapping[str, int]
    lost_events: int
    database_bytes: int


def take_stock(platform: Platform) -> Stock:
    """Look once."""
    with platform.read() as ctx:
        connection = ctx.session.connection()
        runs = {run.name: run for run in _last_runs(connection)}
        declared = {
            f"{plugin.name}.{job.name}" for plugin in platform.registry.plugins for job in plugin.jobs
        }
        return Stock(
            jobs=tuple(run for name, run in sorted(runs.items()) if name in declared),
            backup=runs.get(RUN),
            backed_up_at=connection.scalar(
                select(func.max(_RUNS.c.ended_at)).where(_RUNS.c.name == RUN, _RUNS.c.ok)
            ),
            restore=runs.get(f"{RUN}.restore"),
            mails=count_by_state(ctx.session),
            oldest_mail_at=connection.scalar(
                select(func.min(_MAILS.c.created_at)).where(_MAILS.c.state == str(MailState.WAITING))
            ),
            imports=dict(
                connection.execute(select(_IMPORTS.c.state, func.count()).group_by(_IMPORTS.c.state)).all()
            ),
            lost_events=connection.scalar(select(func.count()).where(lost_event_table.c.settled_at.is_(None)))
            or 0,
            database_bytes=_size(platform, connection),
        )


def _last_runs(connection: Connection) -> list[LastRun]:
    """The latest run of each name."""
    latest = select(_RUNS.c.name, func.max(_RUNS.c.started_at).label("at")).group_by(_RUNS.c.name).subquery()
    look = select(_RUNS.c.name, _RUNS.c.started_at, _RUNS.c.ended_at, _RUNS.c.ok, _RUNS.c.message).join(
        latest, (latest.c.name == _RUNS.c.name) & (latest.c.at == _RUNS.c.started_at)
    )
    return [LastRun(**row) for row in connection.execute(look).mappings()]


def _size(platform: Platform, connection: Connection) -> int:
    if not platform.database.is_sqlite:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
    place = Path(platform.database.engine.url.database or "")
    files = (place, place.with_name(f"{place.name}-wal"))
    return sum(file.stat().st_size for file in files if file.is_file())
