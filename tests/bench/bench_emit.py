"""What emitting an event costs: transactions that write a record and tell of it, beside the same untold.

`BENCH_COMMITS` is how many transactions are made of each kind in a round, 200 unless it says otherwise.
"""

import logging
import os
import statistics
import tempfile
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import load
from doors import DoorOpened, Stopwatch, durable, installation

from utblick.identity.models import Organisation
from utblick.ids import new_id
from utblick.platform import Platform
from utblick.testing.postgres import fresh_database

COMMITS = int(os.environ.get("BENCH_COMMITS", "200"))
ROUNDS, MOST = 5, 0.2


def main() -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    with durable() as server:
        for name, hands in (("sqlite", 1), ("postgresql", 1), ("postgresql", 16)):
            place = fresh_database(server) if name == "postgresql" else nullcontext("")
            with tempfile.TemporaryDirectory() as folder, place as url:
                platform = installation(Path(folder), url, Stopwatch())
                _measure(platform, name, hands)
                platform.close()


def _measure(platform: Platform, name: str, hands: int) -> None:
    told, untold, cpu = [], [], {True: 0.0, False: 0.0}
    with ThreadPoolExecutor(hands) as pool:
        for _round in range(ROUNDS):
            for tell, found in ((False, untold), (True, told)):
                began, used = time.perf_counter(), time.process_time()
                list(pool.map(_commit, [platform] * COMMITS, [tell] * COMMITS))
                found.append(COMMITS / (time.perf_counter() - began))
                cpu[tell] += time.process_time() - used
    ours, peer = statistics.median(told), statistics.median(untold)
    load.say(
        f"emit_cost_{name}_{hands}",
        1 - ours / peer,
        "of the commits/s",
        target=MOST,
        peer="the same transaction without the event",
        peer_value=round(peer),
        per_second=round(ours),
        cpu_ms_more=round((cpu[True] - cpu[False]) / COMMITS / ROUNDS * 1000, 3),
        at_once=hands,
    )


def _commit(platform: Platform, tell: bool) -> None:
    with platform.write() as ctx:
        ctx.session.add(Organisation(name="Exempel AB", name_key="exempel ab", town="Gnarp"))
        if tell:
            ctx.publish(DoorOpened(door_id=new_id(), number=1, note="x" * 200))


if __name__ == "__main__":
    main()
