"""Reading notices, taking them in, and a saved search among a million of them.

`BENCH_NOTICES` is how many are held, 1,000,000 unless it says otherwise; `BENCH_OPEN` how many of them can
still be answered, 60,000 (about what the whole of TED has at a time); `BENCH_INTAKE` how many are taken in for
the speed of it, and `BENCH_MANY` for its memory.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import load

sys.path.insert(0, str(Path(__file__).parents[2] / "plugins/tendering/tests"))

import numbered
from sqlalchemy import insert

from utblick.db.migrate import upgrade
from utblick.ids import new_id
from utblick.platform import Platform, assemble
from utblick.settings import Settings
from utblick.testing.postgres import fresh_database, running
from utblick.testing.standing import on
from utblick_tendering.models import Notice, NoticeCode
from utblick_tendering.queries import radar
from utblick_tendering.reading import read_file
from utblick_tendering.service import intakes
from utblick_tendering.service.facts import stems_of
from utblick_tendering.vocabulary import cpv

NOTICES = int(os.environ.get("BENCH_NOTICES", "1000000"))
OPEN = int(os.environ.get("BENCH_OPEN", "60000"))
TAKEN_IN = int(os.environ.get("BENCH_INTAKE", "5000"))
MANY = int(os.environ.get("BENCH_MANY", "50000"))
ROUNDS = 15
_BATCH = 5000
_EXAMPLES = Path(__file__).parents[1] / "data/notices"
_PLACES = ("SE313", "SE312", "SE321", "SE121", "SE110", "FI1D5", "DE212", "FR101", "PL911", "ES300")
_SEARCHES = {
    "division": radar.Search(cpv=("45000000",)),
    "rare_code": radar.Search(cpv=("39160000",)),
    "code_and_county": radar.Search(cpv=("45000000", "44000000"), nuts=("SE313",)),
    "country_value": radar.Search(nuts=("SE",), value_from=1_000_000, value_to=9_000_000),  # type: ignore[arg-type]
    "words": radar.Search(words="skolmöbler"),
    "words_code_place": radar.Search(words="arbeten anläggning", cpv=("45000000",), nuts=("SE3",)),
    "broad_words": radar.Search(words="tjänster", nuts=("SE",)),
    "several_divisions": radar.Search(cpv=("30000000", "40000000", "50000000", "70000000")),
    "buyer": radar.Search(buyer="Exempelby 77"),
    "no_such_word": radar.Search(words="kvantdator"),
    "no_such_country": radar.Search(countries=("NO",)),
    "no_such_value": radar.Search(cpv=("45000000", "50000000"), value_from=60_000_000),  # type: ignore[arg-type]
    "nothing_fits": radar.Search(cpv=("45000000",), nuts=("SE",), buyer="finns inte"),
}


def main() -> None:
    reading()
    memory()
    with _installation() as (platform, folder):
        taking_in(platform, folder)
        searching(platform)
    with running() as server, fresh_database(server) as url, _installation(url) as (platform, _folder):
        searching(platform, "_postgresql")


@contextmanager
def _installation(url: str = "") -> Iterator[tuple[Platform, Path]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(plugins=("tendering",), data_folder=folder, strict=True)
        platform = assemble(on(settings, url) if url else settings)
        upgrade(platform.database, platform.registry)
        yield platform, folder
        platform.close()


def reading() -> None:
    """Ordinary notices a second, on one core."""
    files = sorted(_EXAMPLES.glob("S*.xml"))
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < 3:
        for file in files:
            read_file(file)
        count += len(files)
    load.say("notices_read", count / (time.perf_counter() - began), "notices/s", target=300)


def taking_in(platform: Platform, folder: Path) -> None:
    """A folder of ordinary notices through the whole intake, and one of notices that speak of each other."""
    for figure, examples in (("ordinary", "S05*.xml"), ("related", "S*.xml")):
        pile = numbered.pile(folder / figure, sorted(_EXAMPLES.glob(examples)), TAKEN_IN)
        wall, cpu = _taken_in(platform, pile)
        shutil.rmtree(pile)
        load.say(f"notices_taken_in_{figure}", TAKEN_IN / wall, "notices/s", target=300, notices=TAKEN_IN)
        load.say(f"notices_taken_in_{figure}_by_cpu", TAKEN_IN / cpu, "notices/s", target=300)


def _taken_in(platform: Platform, pile: Path) -> tuple[float, float]:
    """Seconds by the clock and of processor time for a whole folder."""
    with platform.write() as ctx:
        intake = intakes.receive_path(ctx, pile)
    began, used = time.perf_counter(), time.process_time()
    intakes.INTAKES.perform(platform, intake.id)
    return time.perf_counter() - began, time.process_time() - used


def memory() -> None:
    """The most memory of its own that a process has while it takes in few, and many."""
    few, many = (_memory_of(count) for count in (MANY // 5, MANY))
    load.say("intake_memory", few, "MB", notices=MANY // 5)
    load.say("intake_memory", many, "MB", notices=MANY)
    load.say("intake_memory_growth", many - few, "MB", target=30, notices=MANY)


def _memory_of(count: int) -> float:
    command = [sys.executable, __file__, "intake", str(count)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1])


def intake_alone(count: int) -> None:
    """Take in so many in a process of its own, and print its peak."""
    peak = [0.0]
    with _installation() as (platform, folder):
        pile = numbered.pile(folder / "pile", sorted(_EXAMPLES.glob("S*.xml")), count)
        watching = threading.Event()
        watcher = threading.Thread(target=_watch, args=(peak, watching))
        watcher.start()
        _taken_in(platform, pile)
        watching.set()
        watcher.join()
    print(peak[0])


def _watch(peak: list[float], done: threading.Event) -> None:
    while not done.wait(0.1):
        peak[0] = max(peak[0], _megabytes())


def searching(platform: Platform, where: str = "") -> None:
    """Each saved search, several times, the slowest of the typical ones deciding."""
    began = time.perf_counter()
    with platform.database.write() as session:
        connection = session.connection()
        for rows in _batches(_notices(), _BATCH):
            connection.execute(insert(Notice), [row for row, _codes in rows])
            codes = [code for _row, several in rows for code in several]
            if codes:
                connection.execute(insert(NoticeCode), codes)
    with platform.database.write() as session:
        session.connection().exec_driver_sql("ANALYZE")
    load.say(f"notices_inserted{where}", NOTICES / (time.perf_counter() - began), "rows/s", notices=NOTICES)
    for name, search in _SEARCHES.items():
        for view in radar.VIEWS:
            load.say(f"saved_search{where}_{name}_{view}", _median(platform, search, view), "ms", target=100)


def _median(platform: Platform, search: radar.Search, view: str) -> float:
    took = []
    for _round in range(ROUNDS):
        with platform.read() as ctx:
            began = time.perf_counter()
            radar.find(ctx, search, view)
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def _notices() -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Rows with codes spread as the vocabulary is; the open ones among them have what they are found by."""
    chance, now = Random(5), datetime.now(UTC)
    codes = sorted(cpv.codes())
    share = OPEN / NOTICES
    for _number in range(NOTICES):
        is_open = chance.random() < share
        code, place, notice_id = chance.choice(codes), chance.choice(_PLACES), new_id()
        days = chance.randint(1, 60) if is_open else -chance.randint(1, 900)
        title = cpv.cpv_name(code, "sv")
        row = {
            "id": notice_id,
            "created_at": now,
            "updated_at": now,
            "version": 1,
            "title": title,
            "titles": {"SWE": title},
            "state": ("changed" if chance.random() < 0.1 else "imported") if is_open else "closed",
            "state_since": now + timedelta(days=min(days, 0)),
            "form_type": "competition",
            "buyer_name": f"Exempelby {chance.randint(1, 5000)}",
            "country": place[:2],
            "cpv": [code],
            "nuts": [place],
            "languages": [],
            "value": None,
            "value_sek": chance.uniform(100_000, 50_000_000),
            "published_on": (now + timedelta(days=min(days, 0) - 20)).date(),
            "deadline": now + timedelta(days=days),
            "edition": 1,
            "lot_count": 1,
            "own": False,
            **_BLANK,
        }
        yield row, _codes(notice_id, code, place, title) if is_open else []


_BLANK = dict.fromkeys(
    (
        "description", "notice_type", "nature", "procedure_type", "notice_id", "publication_number",
        "procedure_id", "procurement_id", "buyer_number", "anywhere", "currency", "web_url",
        "documents_url", "submission_url", "change_reason", "changes_notice", "previous_notice",
    ),
    "",
)  # fmt: skip


def _codes(notice_id: Any, code: str, place: str, title: str) -> list[dict[str, Any]]:
    found = [("cpv", code), ("nuts", place), *(("word", one) for one in stems_of(title))]
    return [{"notice_id": notice_id, "scheme": scheme, "code": one} for scheme, one in dict.fromkeys(found)]


def _batches(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _megabytes() -> float:
    """The memory that this process has for itself, in MB: without the pages of files that it looks at."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("RssAnon")).split()[1]) / 1024


if __name__ == "__main__":
    intake_alone(int(sys.argv[2])) if sys.argv[1:2] == ["intake"] else main()
