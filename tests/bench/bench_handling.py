"""What handling costs beside FastStream: behind one and the same publisher, and from a stream that is full.

The one says what a publisher and a disk let through, the other what the subscribers themselves can do. Ours
writes a row of its inbox for each event, in the transaction of its effects; FastStream's handlers write nothing.

`BENCH_EVENTS` is how many events go through each, 10,000 unless it says otherwise.
"""

import logging
import os
import statistics
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import uvloop
from bus_peers import (
    Message,
    UnsyncedServer,
    faststream_backlog,
    faststream_rate,
    faststream_windowed_rate,
    windowed,
)
from doors import DoorOpened, Stopwatch, bus_of, installation, say

from utblick.bus.delivery import Delivery
from utblick.bus.event import CONTENT_TYPE, encode, subject
from utblick.bus.nats import Link
from utblick.bus.runner import visiting
from utblick.bus.server import BundledServer
from utblick.ids import new_id

EVENTS = int(os.environ.get("BENCH_EVENTS", "10000"))
ROUNDS = 3


def main() -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    uvloop.run(measure())


async def measure() -> None:
    for kind in (BundledServer, UnsyncedServer):
        with tempfile.TemporaryDirectory() as folder, patch("utblick.bus.runner.BundledServer", kind):
            await _beside(Path(folder), kind)


async def _beside(folder: Path, kind: type[BundledServer]) -> None:
    """Ours and FastStream, each on a server of its own that syncs every message to disk, or does not."""
    watch, synced = Stopwatch(), kind is BundledServer
    platform = installation(folder, "", watch)
    rates: dict[str, list[float]] = defaultdict(list)
    async with bus_of(platform), visiting(platform) as link:
        for _round in range(ROUNDS):
            rates["window"].append(await from_window(link, watch))
            rates["their window"].append(await faststream_windowed_rate(EVENTS // 2, kind))
            for name, (rate, cpu) in (
                ("backlog", await from_backlog(link, watch)),
                ("their backlog", await faststream_backlog(EVENTS // 2, kind)),
            ):
                rates[name].append(rate)
                rates[f"{name} cpu"].append(cpu * 1e6)
            if not synced:
                rates["singly"].append(await one_by_one(link, watch))
                rates["their own"].append(await faststream_rate(EVENTS // 4))
                with without_inbox():
                    rates["unmarked"].append((await from_backlog(link, watch))[0])
    platform.close()
    _tell({name: statistics.median(found) for name, found in rates.items()}, synced=synced)


def _tell(middle: Mapping[str, float], *, synced: bool) -> None:
    state, end = ("synced", "_synced") if synced else ("not synced", "")
    say(
        f"bus_handled_same_publisher{end}",
        middle["window"],
        "events/s",
        f"FastStream behind the same publisher, both servers {state}",
        middle["their window"],
        target=5,
    )
    say(
        f"bus_handled_backlog{end}",
        middle["backlog"],
        "events/s",
        f"FastStream, both from a full stream, both servers {state}",
        middle["their backlog"],
        cpu_us=round(middle["backlog cpu"]),
        peer_cpu_us=round(middle["their backlog cpu"]),
    )
    if synced:
        return
    peer = "FastStream behind its own publisher, which waits for each too"
    say("bus_handled_one_by_one", middle["singly"], "events/s", peer, middle["their own"])
    peer = "the same without the inbox's row"
    say("bus_handled_with_inbox", middle["backlog"], "events/s", peer, middle["unmarked"])


async def from_backlog(link: Link, watch: Stopwatch) -> tuple[float, float]:
    """From a stream that holds all of them to handled: events per second, and processor seconds of one."""
    messages = _messages(EVENTS, watch.begin())
    watch.gate.clear()
    await windowed(link.nc, messages)
    started, used = time.perf_counter(), time.process_time()
    watch.gate.set()
    rate = EVENTS / (await watch.until(EVENTS) - started)
    return rate, (time.process_time() - used) / EVENTS


async def from_window(link: Link, watch: Stopwatch) -> float:
    """From a thousand in flight to handled, at our subscriber."""
    messages = _messages(EVENTS, watch.begin())
    started = time.perf_counter()
    await windowed(link.nc, messages)
    return EVENTS / (await watch.until(EVENTS) - started)


async def one_by_one(link: Link, watch: Stopwatch) -> float:
    """From nats-py's own publisher, which waits for each, to handled at our subscriber."""
    count = EVENTS // 4
    stream, messages = link.nc.jetstream(), _messages(count, watch.begin())
    started = time.perf_counter()
    for subject_, payload, headers in messages:
        await stream.publish(subject_, payload, headers=headers)
    return count / (await watch.until(count) - started)


def _messages(count: int, first: int) -> list[Message]:
    """Events as the relay would publish them."""
    return [_message(first + number) for number in range(count)]


def _message(number: int) -> Message:
    event, id_ = DoorOpened(door_id=new_id(), number=number, note="x" * 200), new_id()
    data = encode(event, id=id_, at=datetime.now(UTC), municipality="2132", extensions={"correlation": ""})
    return subject(event, "2132"), data, {"Nats-Msg-Id": str(id_), "content-type": CONTENT_TYPE}


@contextmanager
def without_inbox():
    """Every event is new: nothing is marked as handled."""

    def all_new(_delivery: Delivery, _session: object, ids: Sequence[UUID]) -> set[UUID]:
        return set(ids)

    with patch.object(Delivery, "mark", all_new):
        yield


if __name__ == "__main__":
    main()
