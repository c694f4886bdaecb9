"""The bus beside its peers: drain beside raw JetStream, handling beside FastStream, latency beside polling.

`BENCH_EVENTS` is how many events go through each, 10,000 unless it says otherwise. Ours is fully durable:
rows in the log, every message synced to disk, effects and inbox mark in one transaction. FastStream gets a
server of its own that does not sync, and keeps nothing.
"""

import asyncio
import contextlib
import logging
import os
import statistics
import tempfile
import time
import warnings
from pathlib import Path

import uvloop
from bus_peers import (
    PACED,
    faststream_latency,
    faststream_rate,
    paced,
    singly_rate,
    window_rate,
)
from doors import Stopwatch, bus_of, durable, installation, say, write
from sqlalchemy import delete, select, update

from utblick.bus.lease import Leases
from utblick.bus.relay import Relay
from utblick.bus.runner import visiting
from utblick.bus.server import BundledServer
from utblick.bus.tables import event_table
from utblick.bus.wake import Wake
from utblick.platform import Platform
from utblick.testing.postgres import fresh_database

EVENTS = int(os.environ.get("BENCH_EVENTS", "10000"))
ROUNDS = 3
POLL_SECONDS = 0.05


def main() -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    with durable() as server:
        for name in ("sqlite", "postgresql"):
            with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
                url = stack.enter_context(fresh_database(server)) if name == "postgresql" else ""
                uvloop.run(measure(name, Path(folder), url))


async def measure(name: str, folder: Path, url: str) -> None:
    watch = Stopwatch()
    platform = installation(folder, url, watch)
    async with bus_of(platform):
        await handling(name, platform, watch)
        await latency(name, platform, watch)
    await drains(name, platform)
    platform.close()


async def drains(name: str, platform: Platform) -> None:
    """G1: read, publish, acknowledge and mark, beside raw publishing on the same server."""
    server = BundledServer(platform.settings.data_folder / "bus")
    await server.start()
    with platform.database.write() as session:
        kept = select(event_table.c.seq).order_by(event_table.c.seq).limit(EVENTS)
        session.connection().execute(delete(event_table).where(event_table.c.seq.not_in(kept)))
    rates: dict[str, list[float]] = {"relay": [], "window": [], "singly": []}
    for _round in range(ROUNDS):
        rates["relay"].append(await relay_rate(platform))
        async with visiting(platform) as link:
            rates["window"].append(await window_rate(link.nc, EVENTS))
            rates["singly"].append(await singly_rate(link.nc, EVENTS // 10))
    server.stop()
    ours = statistics.median(rates["relay"])
    window, singly = (statistics.median(rates[peer]) for peer in ("window", "singly"))
    say(f"bus_drain_{name}", ours, "events/s", "raw window of 1000, same server", window, target=0.6)
    say(f"bus_drain_{name}", ours, "events/s", "js.publish one by one, same server", singly, target=4)


async def relay_rate(platform: Platform) -> float:
    with platform.database.write() as session:
        session.connection().execute(update(event_table).values(stream_seq=None))
    async with visiting(platform) as link:
        with contextlib.suppress(Exception):
            await link.ask(f"STREAM.PURGE.{link.stream}")
            await link.ask(f"STREAM.DELETE.{link.stream}")
    async with visiting(platform) as link:
        leases = Leases(platform.database, platform.settings.data_folder / "bus")
        relay = Relay(platform.database, link, leases, Wake(link, platform.database))
        started = time.perf_counter()
        task = asyncio.create_task(relay.run())
        while await asyncio.to_thread(unsent, platform):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        took = time.perf_counter() - started
        task.cancel()
        leases.release()
    return EVENTS / took


async def handling(name: str, platform: Platform, watch: Stopwatch) -> None:
    """G3: from the commit to handled, beside FastStream from publish to handled."""
    ours, written, theirs = [], [], []
    for _round in range(ROUNDS):
        await asyncio.to_thread(write, platform, EVENTS, watch.begin(), portion=EVENTS)
        started = time.perf_counter()
        ours.append(EVENTS / (await watch.until(EVENTS) - started))
        first, started = watch.begin(), time.perf_counter()
        await asyncio.to_thread(write, platform, EVENTS, first)
        written.append(EVENTS / (await watch.until(EVENTS) - started))
        theirs.append(await faststream_rate(EVENTS // 4))
    peer = statistics.median(theirs)
    say(
        f"bus_commit_to_handled_{name}",
        statistics.median(ours),
        "events/s",
        "FastStream, nothing kept",
        peer,
        target=8,
    )
    say(
        f"bus_write_to_handled_{name}",
        statistics.median(written),
        "events/s",
        "FastStream, nothing kept",
        peer,
    )


async def latency(name: str, platform: Platform, watch: Stopwatch) -> None:
    """G3 and G5: from the commit to the handler at an even pace, beside FastStream and a poller."""
    first = watch.begin()
    starts = await paced(lambda number: asyncio.to_thread(write, platform, 1, first + number))
    await watch.until(PACED)
    ours = [watch.at[first + number] - start for number, start in starts.items()]
    polled = await polling(platform)
    theirs = await faststream_latency()
    for share in (50, 99):
        mine = percentile(ours, share)
        say(
            f"bus_latency_p{share}_{name}",
            mine,
            "ms",
            "FastStream, nothing kept",
            percentile(theirs, share),
            less=True,
            target=0.6 if share == 99 else None,
        )
        say(
            f"bus_latency_p{share}_{name}",
            mine,
            "ms",
            "polling every 50 ms",
            percentile(polled, share),
            less=True,
            target=1 / 25 if share == 99 else None,
        )


async def polling(platform: Platform) -> list[float]:
    """What a reader sees who looks into the log every 50 ms."""
    seen: dict[int, float] = {}
    with platform.database.engine.connect() as connection:
        last = (
            connection.execute(select(event_table.c.seq).order_by(event_table.c.seq.desc()).limit(1)).scalar()
            or 0
        )
    first = last

    def look() -> list[int]:
        with platform.database.engine.connect() as connection:
            rows = connection.execute(
                select(event_table.c.seq, event_table.c.data).where(event_table.c.seq > last)
            )
            return [row.seq for row in rows]

    async def poll() -> None:
        nonlocal last
        while len(seen) < PACED:
            found = await asyncio.to_thread(look)
            now = time.perf_counter()
            seen.update(dict.fromkeys(found, now))
            last = max([last, *found])
            await asyncio.sleep(POLL_SECONDS)

    task = asyncio.create_task(poll())
    starts = await paced(lambda number: asyncio.to_thread(write, platform, 1, number))
    await task
    return [seen[first + 1 + number] - start for number, start in starts.items()]


def unsent(platform: Platform) -> bool:
    look = select(event_table.c.seq).where(event_table.c.stream_seq.is_(None)).limit(1)
    with platform.database.engine.connect() as connection:
        return connection.execute(look).first() is not None


def percentile(values: list[float], share: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * share // 100)] * 1000


if __name__ == "__main__":
    main()
