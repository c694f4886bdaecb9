"""A register of companies brought in, preview and all, beside the same lines put into one table and no more.

`BENCH_ROWS` is the number of its rows, 30,000 unless it says otherwise.
"""

import csv
import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

import load
from doors import Stopwatch, installation

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "identity"))
from test_registers_speed import OwnMemory, brought_in, generated

ROWS = int(os.environ.get("BENCH_ROWS", "30000"))
PER_SECOND, MEGABYTES = 500, 100


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = generated(folder / "register.csv", ROWS)
        platform = installation(folder / "var", "", Stopwatch())
        began, used = time.perf_counter(), time.process_time()
        with OwnMemory() as memory:
            done = brought_in(platform, path)
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
        if done.state != "done" or done.counts["rows"] != ROWS:
            raise RuntimeError(f"{done.state}: {done.counts}")
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
    load.say("import_memory_growth", memory.grown, "MiB", target=MEGABYTES, rows=ROWS)


def _put(database: Path, path: Path) -> float:
    """Seconds to read the lines and write each into a table."""
    began = time.perf_counter()
    with path.open(encoding="windows-1252", newline="") as file, sqlite3.connect(database) as connection:
        lines = csv.reader(file, delimiter=";")
        header = next(lines)
        connection.execute(f"create table register ({', '.join(f'c{at}' for at in range(len(header)))})")
        connection.executemany(f"insert into register values ({', '.join('?' * len(header))})", lines)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
