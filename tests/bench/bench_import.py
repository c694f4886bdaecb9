"""A register of companies brought in, preview and all, beside the same lines put into one table and no more.

`BENCH_ROWS` is the number of its rows, 30,000 unless it says otherwise.
"""

import csv
import os
import resource
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

import load
from doors import Stopwatch, installation

from utblick.identity.registers.imports import running, staging
from utblick.platform import Platform

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "identity"))
from test_registers_speed import generated

ROWS = int(os.environ.get("BENCH_ROWS", "30000"))
PER_SECOND, MEGABYTES = 500, 200


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = generated(folder / "register.csv", ROWS)
        platform = installation(folder / "var", "", Stopwatch())
        before, began, used = _most_memory(), time.perf_counter(), time.process_time()
        _brought_in(platform, path)
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
        grown = _most_memory() - before
        platform.close()
        bare = _put(folder / "bare.db", path)
    peer = "csv and sqlite3 alone, nothing checked"
    load.say(
        "import_rows",
        ROWS / seconds,
        "rows/s",
        target=PER_SECOND,
        peer=peer,
        peer_value=round(ROWS / bare),
        by_cpu=round(ROWS / cpu),
        rows=ROWS,
    )
    load.say("import_memory_growth", grown, "MiB", target=MEGABYTES, rows=ROWS)


def _brought_in(platform: Platform, path: Path) -> None:
    with platform.write() as ctx, path.open("rb") as file:
        job = staging.receive(ctx, path.name, file)
        staging.choose_columns(ctx, job, {})
    running.IMPORTS.perform(platform, job.id)
    with platform.write() as ctx:
        running.ask_to_run(ctx, staging.found(ctx, job.id))
    running.IMPORTS.perform(platform, job.id)
    with platform.read() as ctx:
        done = staging.found(ctx, job.id)
    if done.state != "done" or done.counts["rows"] != ROWS:
        raise RuntimeError(f"{done.state}: {done.counts}")


def _put(database: Path, path: Path) -> float:
    """Seconds to read the lines and write each into a table."""
    began = time.perf_counter()
    with path.open(encoding="windows-1252", newline="") as file, sqlite3.connect(database) as connection:
        lines = csv.reader(file, delimiter=";")
        header = next(lines)
        connection.execute(f"create table register ({', '.join(f'c{at}' for at in range(len(header)))})")
        connection.executemany(f"insert into register values ({', '.join('?' * len(header))})", lines)
    return time.perf_counter() - began


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
