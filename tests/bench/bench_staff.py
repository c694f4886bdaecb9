"""Staff at work: many people who read and write for minutes, in an installation with a year of events behind it.

`BENCH_STAFF` people (200) work for `BENCH_MINUTES` (10) in one `utblick run` with `BENCH_ORGANISATIONS` (1,000,000)
and `BENCH_EVENTS` (200,000) that have been told. Each opens a page with all its boxes, or writes, every 5 to 25
seconds. `BENCH_SAVED` names a folder that keeps the rows for the next time.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import load
import psutil
import rows
from people import Clerk, Day
from sqlalchemy import create_engine, text
from sqlmodel import select

from utblick.access.testing import open_session
from utblick.bus.log import append_all
from utblick.db.migrate import upgrade
from utblick.identity.events import OrganisationRegistered
from utblick.identity.models import Organisation
from utblick.platform import Platform
from utblick.testing.running import free_ports, rests

STAFF = int(os.environ.get("BENCH_STAFF", "200"))
MINUTES = float(os.environ.get("BENCH_MINUTES", "10"))
ORGANISATIONS = int(os.environ.get("BENCH_ORGANISATIONS", "1000000"))
EVENTS = int(os.environ.get("BENCH_EVENTS", "200000"))
PLUGINS = ("export_deals", "evaluation")
P95_MS, GROWS_MIB = 200, 100
_AT_ONCE = 2000


def main() -> None:
    with ExitStack() as stack:
        folder = Path(os.environ.get("BENCH_SAVED") or stack.enter_context(tempfile.TemporaryDirectory()))
        day = _prepared(folder)
        process, url, log = _started(folder, stack)
        _drain(folder, url)
        clerks = [Clerk(url, day, number) for number in range(STAFF)]
        clerks[0].everything()
        before = _memory(process)
        began, used = time.monotonic(), psutil.Process(process.pid).cpu_times()
        for clerk in clerks:
            clerk.start(until=began + MINUTES * 60)
        for clerk in clerks:
            clerk.join()
        took = time.monotonic() - began
        _say(clerks, took, before, _memory(process), _spent(process, used) / took)
        errors = [one for one in log.read_text().splitlines() if '"level": "error"' in one]
        load.say(
            "staff_log",
            len(errors),
            "errors in the log",
            target=0,
            met=not errors,
            said=[e[:300] for e in errors[:2]],
        )


def _prepared(folder: Path) -> Day:
    """The rows, unless the folder has them; and what clerks need to know of them."""
    kept = folder / "var"
    if not (kept / "utblick.db").exists():
        shutil.rmtree(kept, ignore_errors=True)
        platform = rows.installation(kept, organisations=ORGANISATIONS, plugins=PLUGINS)
        rows.leads(platform, max(100, ORGANISATIONS // 100))
        _tell(platform)
        rows.analyse(platform)
    else:
        platform = rows.assembled(kept, plugins=PLUGINS)
        upgrade(platform.database, platform.registry)
    sessions = [open_session(platform, "administrator") for _each in range(STAFF)]
    with platform.read() as ctx:
        step = max(1, ORGANISATIONS // 500)
        known = ctx.session.execute(
            text(f"SELECT id FROM core_organisation WHERE rowid % {step} = 0 LIMIT 500")
        ).scalars()
        day = Day(tuple(str(UUID(one)) for one in known), tuple(sessions))
    platform.close()
    return day


def _tell(platform: Platform) -> None:
    """A year of events, evenly spread, each about an organisation of the register."""
    with platform.read() as ctx:
        owners = list(ctx.session.exec(select(Organisation.id).limit(EVENTS)))
    now = datetime.now(UTC)
    for start in range(0, EVENTS, _AT_ONCE):
        told = [
            OrganisationRegistered(organisation_id=owners[number % len(owners)], kind="company", country="SE")
            for number in range(start, min(start + _AT_ONCE, EVENTS))
        ]
        with platform.database.write() as session:
            append_all(
                session, told, municipality="2132", now=now - timedelta(days=365) * (1 - start / EVENTS)
            )


def _started(folder: Path, stack: ExitStack) -> tuple[subprocess.Popen[bytes], str, Path]:
    (port,), log = free_ports(1), folder / "run.log"
    environment = {
        **os.environ,
        "UTBLICK_DATA_FOLDER": str(folder / "var"),
        "UTBLICK_PORT": str(port),
        "UTBLICK_PLUGINS": ",".join(PLUGINS),
        "UTBLICK_ENVIRONMENT": "production",
    }
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "utblick", "run", "--no-demo"],
            env=environment,
            cwd=folder,
            stdout=said,
            stderr=said,
        )
    stack.callback(_ended, process)
    while not re.search(r"is running", log.read_text()):
        if process.poll() is not None:
            raise RuntimeError(log.read_text()[-3000:])
        time.sleep(0.05)
    return process, f"127.0.0.1:{port}", log


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    process.wait(30)


def _drain(folder: Path, url: str) -> None:
    """Wait until the year has been told and handled; nobody works meanwhile."""
    began, engine = time.monotonic(), create_engine(f"sqlite:///{folder / 'var' / 'utblick.db'}")
    with engine.connect() as connection:
        while connection.execute(
            text("SELECT count(*) FROM core_event WHERE stream_seq IS NULL")
        ).scalar_one():
            connection.rollback()
            time.sleep(0.2)
    engine.dispose()
    if (took := time.monotonic() - began) > 1:
        load.say("backlog_sent", EVENTS / took, "events/s", events=EVENTS)
    while not rests(f"http://{url}"):
        time.sleep(1)
    if (took := time.monotonic() - began) > 3:
        load.say("backlog_handled", EVENTS / took, "events/s", events=EVENTS)


def _memory(process: subprocess.Popen[bytes]) -> float:
    """What the house itself holds, without the files of the database that it looks into, in MiB."""
    return float(psutil.Process(process.pid).memory_full_info().uss / 2**20)


def _spent(process: subprocess.Popen[bytes], before: "psutil._common.pcputimes") -> float:
    now = psutil.Process(process.pid).cpu_times()
    return float(sum(now[:2]) - sum(before[:2]))


def _say(clerks: list[Clerk], took: float, before: float, after: float, cores: float) -> None:
    answers = [ms for clerk in clerks for ms in clerk.answers]
    views = [ms for clerk in clerks for ms in clerk.views]
    writes = [ms for clerk in clerks for ms in clerk.writes]
    errors = [error for clerk in clerks for error in clerk.errors]
    known = {"staff": STAFF, "organisations": ORGANISATIONS, "events": EVENTS, "seconds": round(took)}
    p95 = load.quantile(answers, 95)
    p50 = round(load.quantile(answers, 50), 1)
    load.say(
        "staff_answer_p95",
        p95,
        "ms",
        target=P95_MS,
        met=p95 <= P95_MS,
        p50=p50,
        answers=len(answers),
        **known,
    )
    load.say(
        "staff_view_p95",
        load.quantile(views, 95),
        "ms",
        p50=round(load.quantile(views, 50), 1),
        views=len(views),
    )
    if len(writes) > 1:
        load.say("staff_write_p95", load.quantile(writes, 95), "ms", writes=len(writes))
    load.say("staff_errors", len(errors), "errors", target=0, met=not errors, said=errors[:3])
    grown = after - before
    load.say(
        "staff_memory", grown, "MiB more", target=GROWS_MIB, met=grown <= GROWS_MIB, at_the_end=round(after)
    )
    load.say("staff_cores", cores, "cores of the server")


if __name__ == "__main__":
    main()
