"""A job with thousands of things to do, and how long somebody else waits meanwhile to save something.

`BENCH_LEADS` is how many leads stall in that night, 5,000 unless it says otherwise.
"""

import logging
import os
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path

import load

from utblick import log
from utblick.api import new_row, write_rows
from utblick.db.migrate import upgrade
from utblick.jobs.runner import run_now
from utblick.platform import Platform, assemble
from utblick.settings import Settings
from utblick_export_deals.jobs import JOBS
from utblick_export_deals.models import Lead

LEADS = int(os.environ.get("BENCH_LEADS", "5000"))
LONGEST_SECONDS = 0.5


def main() -> None:
    logging.disable(logging.CRITICAL)
    log.configure(Settings(), level="CRITICAL")
    with tempfile.TemporaryDirectory() as folder:
        platform = assemble(Settings(plugins=("export_deals",), data_folder=Path(folder), strict=True))
        upgrade(platform.database, platform.registry)
        _open_long_ago(platform)
        waits, done = [0.0], threading.Event()
        other = threading.Thread(target=_save_on, args=(platform, waits, done))
        other.start()
        began, used = time.perf_counter(), time.process_time()
        run = run_now(platform, "export_deals", next(job for job in JOBS if job.name == "stall_leads"))
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
        done.set()
        other.join()
        platform.close()
    if not run.ok:
        raise RuntimeError(run.message)
    load.say("steps_seconds", seconds, "s", cpu=round(cpu, 2), leads=LEADS)
    load.say("steps_longest_wait", max(waits), "s", target=LONGEST_SECONDS, saved=len(waits) - 1)


def _open_long_ago(platform: Platform) -> None:
    with platform.write(now=platform.database.now() - timedelta(days=400)) as ctx:
        company = ctx.organisations.register("Exempel AB", kind="company", country="SE").id
        about = {"organisation_id": company, "country": "DE", "stage_since": ctx.now}
        leads = [new_row(Lead, ctx, title=f"Exempel {number}", **about) for number in range(LEADS)]
        write_rows(ctx, Lead, leads)


def _save_on(platform: Platform, waits: list[float], done: threading.Event) -> None:
    """Save something small, again and again, as a member of staff would."""
    while not done.wait(0.05):
        began = time.perf_counter()
        with platform.write() as ctx:
            waits.append(time.perf_counter() - began)
            ctx.organisations.register("Exempel två AB", kind="company", country="SE")


if __name__ == "__main__":
    main()
