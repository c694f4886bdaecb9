"""The door with thousands on its list, the overview of ties and a town's proofs, among 100,000 counted people.

`BENCH_PEOPLE` is how many were invited and counted, 100,000 unless it says otherwise; one exchange has 5,000 of
them, as a market day might. Each figure is the time of a page made whole, in this process.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import load
from sqlalchemy import insert

from utblick.db.migrate import upgrade
from utblick.ids import new_id
from utblick.platform import Platform, assemble
from utblick.settings import Settings
from utblick.testing.client import signed_in_client
from utblick.web.app import build_app
from utblick_twinning.models import Arrival, Delegate
from utblick_twinning.service import counting, exchanges, towns

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "100000"))
TOWNS, LARGE = 40, 5000
ROUNDS = 15
_BATCH = 5000


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(plugins=("twinning",), data_folder=Path(name), strict=True)
        platform = assemble(settings)
        upgrade(platform.database, platform.registry)
        town, large = _filled(platform)
        client: Any = signed_in_client(platform, build_app(platform), "administrator", language="sv")
        pages = {
            "door": f"/twinning/exchanges/{large}/door",
            "door_search": f"/twinning/exchanges/{large}/door?q=nummer+4711",
            "ties": "/twinning",
            "proofs": f"/panels/twinning.verdict/{town}",
            "counts": "/twinning/arrivals",
        }
        for what, address in pages.items():
            load.say(
                f"twinning_{what}",
                _median(lambda address=address: client.get(address)),
                "ms",
                target=100,
                people=PEOPLE,
            )
        load.say(
            "twinning_reckon_all", _median(lambda: _reckoned(platform)), "ms", towns=TOWNS, people=PEOPLE
        )
        platform.close()


def _filled(platform: Platform) -> tuple[UUID, UUID]:
    """Towns with their exchanges, one of them large; gives a town and the large exchange."""
    now = datetime.now(UTC)
    with platform.write() as ctx:
        opened = [
            towns.open_town(
                ctx,
                {"title": f"Exempelby {n}", "country": "FI", "category": "friendship", "since_year": "2003"},
            )
            for n in range(TOWNS)
        ]
        planned = [
            exchanges.plan_exchange(
                ctx,
                {
                    "title": f"Dagar {n}",
                    "town_id": opened[n % TOWNS].id,
                    "theme": "business",
                    "direction": "here",
                    "starts_on": (now - timedelta(days=n // 4)).date(),
                    "ends_on": None,
                    "funding": "own",
                    "lead": "municipality",
                },
            )
            for n in range(200)
        ]
        ids = [one.id for one in planned]
        town = opened[0].id
    with platform.database.write() as session:
        for model, rows in ((Delegate, _people(ids, now)), (Arrival, _counted(ids, now))):
            for batch in _batches(rows):
                session.connection().execute(insert(model), batch)
        session.connection().exec_driver_sql("ANALYZE")
    with platform.write() as ctx:
        for one in ids[1:]:
            exchanges.hold_exchange(ctx, one, {})
    return town, ids[0]


def _exchange(ids: list[UUID], n: int) -> UUID:
    return ids[0] if n < LARGE else ids[1 + n % (len(ids) - 1)]


def _people(ids: list[UUID], now: datetime) -> Iterator[dict[str, Any]]:
    blank = dict.fromkeys(("organisation_name", "email", "role", "nonce"), "")
    for n in range(PEOPLE):
        yield {
            "id": new_id(),
            "created_at": now,
            "updated_at": now,
            "version": 1,
            **blank,
            "title": f"Exempel nummer {n}",
            "exchange_id": _exchange(ids, n),
            "country": "SE",
            "language": "sv",
            "state": "invited",
            "basis": "public_interest",
        }


def _counted(ids: list[UUID], now: datetime) -> Iterator[dict[str, Any]]:
    for n in range(PEOPLE):
        yield {
            "id": new_id(),
            "created_at": now,
            "updated_at": now,
            "version": 1,
            "title": "Dagar",
            "reason": "",
            "exchange_id": _exchange(ids, n),
            "country": "FI" if n % 3 else "SE",
            "international": bool(n % 3),
            "how": "quick",
            "at": now - timedelta(seconds=n),
            "late": False,
        }


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _reckoned(platform: Platform) -> None:
    with platform.write() as ctx:
        counting.reckon_all(ctx)


def _median(act: Callable[[], object]) -> float:
    took = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


if __name__ == "__main__":
    main()
