"""What handling costs: the same publisher before both, FastStream's way before ours, and no inbox row.

`BENCH_EVENTS` is how many events go through each, 10,000 unless it says otherwise.
"""

import logging
import os
import statistics
import tempfile
import time
import warnings
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import uvloop
from bus_peers import Message, faststream_rate, faststream_windowed_rate, windowed
from doors import DoorOpened, Stopwatch, bus_of, installation, say

from utblick.bus.delivery import Delivery
from utblick.bus.event import CONTENT_TYPE, encode, subject
from utblick.bus.nats import Link
from utblick.bus.runner import visiting
from utblick.ids import new_id

EVENTS = int(os.environ.get("BENCH_EVENTS", "10000"))
ROUNDS = 3


def main() -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        uvloop.run(measure(Path(folder)))


async def measure(folder: Path) -> None:
    watch = Stopwatch()
    platform = installation(folder, "", watch)
    rates: dict[str, list[float]] = {name: [] for name in ("ours", "singly", "unmarked", "theirs", "own")}
    async with bus_of(platform), visiting(platform) as link:
        for _round in range(ROUNDS):
            rates["ours"].append(await from_window(link, watch))
            rates["singly"].append(await one_by_one(link, watch))
            with without_inbox():
                rates["unmarked"].append(await from_window(link, watch))
            rates["theirs"].append(await faststream_windowed_rate(EVENTS // 2))
            rates["own"].append(await faststream_rate(EVENTS // 4))
    platform.close()
    middle = {name: statistics.median(found) for name, found in rates.items()}
    for figure, ours, peer, theirs, target in (
        (
            "bus_handled_same_publisher",
            "ours",
            "FastStream behind the same publisher, server synced too",
            "theirs",
            5,
        ),
        ("bus_handled_one_by_one", "singly", "FastStream behind its own, nothing synced", "own", None),
        ("bus_handled_with_inbox", "ours", "the same without the inbox's row", "unmarked", None),
    ):
        say(figure, middle[ours], "events/s", peer, middle[theirs], target=target)


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
