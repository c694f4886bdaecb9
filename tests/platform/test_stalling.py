"""Hundreds of leads stall in one night: each once, with its history, while others go on writing."""

import threading
from datetime import timedelta

import pytest
from sqlmodel import col, func, select

from utblick.api import new_row, write_rows
from utblick.bus import log
from utblick.jobs.runner import run_now
from utblick.records.models import Change
from utblick_export_deals.jobs import JOBS
from utblick_export_deals.models import Lead, Trail

MANY = 400
STALLED = ("export_deals.lead.stalled",)
[STALL] = [job for job in JOBS if job.name == "stall_leads"]


@pytest.fixture
def plugins():
    return ("export_deals",)


@pytest.fixture
def quiet(platform_on):
    """Open leads that nobody has touched for more than a year."""
    with platform_on.write(now=platform_on.database.now() - timedelta(days=400)) as ctx:
        company = ctx.organisations.register("Exempel Såg AB", kind="company", country="SE").id
        leads = [
            new_row(
                Lead, ctx, title=f"Exempel {n}", organisation_id=company, country="DE", stage_since=ctx.now
            )
            for n in range(MANY)
        ]
        write_rows(ctx, Lead, leads)
    return leads


def stalled(ctx):
    return ctx.session.exec(select(func.count()).where(col(Lead.stage) == "stalled")).one()


def test_hundreds_of_quiet_leads_stall_once_each_while_others_write(platform_on, quiet):
    seen, done = [], threading.Event()

    def write_on():
        while not done.wait(0.001):
            with platform_on.write() as ctx:
                seen.append(stalled(ctx))

    other = threading.Thread(target=write_on)
    other.start()
    try:
        runs = [run_now(platform_on, "export_deals", STALL) for _night in range(2)]
    finally:
        done.set()
        other.join()

    assert [(run.ok, run.message) for run in runs] == [
        (True, f"{MANY} affärskontakter markerades som avstannade."),
        (True, ""),
    ]
    assert len({n for n in seen if 0 < n < MANY}) >= 3
    with platform_on.read() as ctx:
        told = [one.event.data["lead_id"] for one in log.recent(ctx.session, names=STALLED, limit=2 * MANY)]
        changes = ctx.session.exec(
            select(Change).where(Change.kind == "lead", Change.action == "changed")
        ).all()
        told_last = dict(ctx.session.exec(select(Trail.record_id, Trail.last_event_id)).all())
        leads = ctx.session.exec(select(Lead)).all()
    assert {(change.before["stage"], change.after["stage"]) for change in changes} == {("opened", "stalled")}
    assert sorted(change.record_id for change in changes) == sorted(lead.id for lead in quiet)
    assert {(lead.stage, lead.stage_before, lead.version) for lead in leads} == {("stalled", "opened", 2)}
    assert sorted(told) == sorted(str(lead.id) for lead in quiet)
    assert all(told_last[lead.id] for lead in quiet)
