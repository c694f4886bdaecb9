"""Runs jobs when they are due: one runner at a time across all processes, each run in the log."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import anyio.to_thread
import structlog
from sqlmodel import col, delete, or_, select, update

from utblick.context import Actor, Context
from utblick.declare import Job, Schedule
from utblick.jobs.models import LEASE, JobRun, JobState
from utblick.log import bound
from utblick.observe.figures import JOB_RUNS
from utblick.platform import Platform

log = structlog.get_logger("utblick.jobs")
LOOK_EVERY_SECONDS = 5.0
KEPT_RUNS_DAYS = 90


class JobRunner:
    """Looks every few seconds which job is due, and runs it in a thread."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._jobs = [(plugin.name, job) for plugin in platform.registry.plugins for job in plugin.jobs]

    async def run(self) -> None:
        """Run until cancelled."""
        while True:
            for owner, job in self._jobs:
                try:  # told to stop, it waits for no job: the process does, when all else has ended
                    await anyio.to_thread.run_sync(
                        run_if_due, self._platform, owner, job, abandon_on_cancel=True
                    )
                except Exception as error:  # the database is away: the job is due until it has run
                    log.warning("job_not_started", job=f"{owner}.{job.name}", error=type(error).__name__)
            await asyncio.sleep(LOOK_EVERY_SECONDS)


def run_if_due(platform: Platform, owner: str, job: Job) -> bool:
    """Run the job when its time has come and nobody else runs it; returns whether it ran."""
    name = f"{owner}.{job.name}"
    with platform.read() as ctx:
        held = ctx.session.get(JobState, name)
        if not is_due(job.schedule, held.last_started if held else None, ctx.now, platform):
            return False
    if not _lease(platform, name):
        return False
    run_now(platform, owner, job)
    return True


def run_now(platform: Platform, owner: str, job: Job) -> JobRun:
    """Run the job and write the run log; a failure is logged and does not spread."""
    name = f"{owner}.{job.name}"
    actor = Actor(
        "job", name=name, permissions=frozenset("*"), language=platform.settings.municipality.languages[0]
    )
    with platform.write() as ctx:
        run = JobRun(name=name, started_at=ctx.now)
        ctx.session.add(run)
    with bound(job=name, correlation=run.id.hex):
        message, ok = _outcome(platform, job, actor, run)
    JOB_RUNS.labels(name, "ok" if ok else "failed").inc()
    with platform.write() as ctx:
        run.ended_at, run.ok, run.message = ctx.now, ok, message
        ctx.session.merge(run)
        ctx.session.exec(update(JobState).where(col(JobState.name) == name).values(leased_until=None))
        ctx.session.exec(
            delete(JobRun).where(
                col(JobRun.name) == name, col(JobRun.started_at) < ctx.now - timedelta(days=KEPT_RUNS_DAYS)
            )
        )
    return run


def _outcome(platform: Platform, job: Job, actor: Actor, run: JobRun) -> tuple[str, bool]:
    """Run it; what it says, or how it failed."""
    try:
        with _given(platform, job, actor, correlation=run.id.hex) as ctx:
            said = job.run(ctx)
            return (ctx.translate(said) if said else ""), True
    except Exception as error:
        log.exception("job_failed", job=run.name)
        return f"{type(error).__name__}: {error}"[:1000], False


@contextmanager
def _given(platform: Platform, job: Job, actor: Actor, *, correlation: str = "") -> Iterator[Context]:
    """The context that a job gets: one that writes, or only looks where it writes by itself."""
    if job.asks_others or job.in_steps:
        with platform.read(actor) as ctx:
            ctx.correlation = correlation
            yield ctx
            if ctx.session.new or ctx.session.dirty or ctx.session.deleted:
                raise RuntimeError(f"the job {job.name} changed rows in a context that only looks")
    else:
        with platform.write(actor, correlation=correlation) as ctx:
            yield ctx


def is_due(schedule: Schedule, last: datetime | None, now: datetime, platform: Platform) -> bool:
    """Whether a job that started last at `last` should start again."""
    if schedule.interval is not None:
        return last is None or now - last >= schedule.interval
    if schedule.at is None:
        return False
    zone = platform.settings.municipality.zone
    today = datetime.combine(now.astimezone(zone).date(), schedule.at, zone)
    return now >= today and (last is None or last < today)


def _lease(platform: Platform, name: str) -> bool:
    with platform.write() as ctx:
        if ctx.session.get(JobState, name) is None:
            ctx.session.add(JobState(name=name))
            ctx.session.flush()
        taken = ctx.session.exec(
            update(JobState)
            .where(
                col(JobState.name) == name,
                or_(col(JobState.leased_until).is_(None), col(JobState.leased_until) < ctx.now),
            )
            .values(leased_until=ctx.now + LEASE, last_started=ctx.now)
        )
        return bool(taken.rowcount)


def last_runs(platform: Platform) -> dict[str, JobRun]:
    """The latest run of each job, for the administrators' page."""
    with platform.read() as ctx:
        found: dict[str, JobRun] = {}
        for run in ctx.session.exec(select(JobRun).order_by(col(JobRun.started_at).desc()).limit(500)):
            found.setdefault(run.name, run)
        return found
