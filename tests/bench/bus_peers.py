"""What the bus is measured beside: raw nats-py on the same server, and FastStream on one of its own."""

import asyncio
import contextlib
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from nats.aio.client import Client
from pydantic import BaseModel

from utblick.bus.server import BundledServer
from utblick.ids import new_id

PACED, PER_SECOND = 500, 250
WINDOW = 1000


class Opening(BaseModel):
    door_id: UUID
    number: int
    note: str


Message = tuple[str, bytes, dict[str, str]]
"""Subject, payload and headers."""


async def window_rate(nc: Client, count: int) -> float:
    """Raw nats-py into the stream, until the last one is acknowledged."""
    payload, token = b"x" * 470, new_id().hex
    started = time.perf_counter()
    await windowed(
        nc,
        (("utblick.2132.raw.x.y.z", payload, {"Nats-Msg-Id": f"{token}{number}"}) for number in range(count)),
    )
    return count / (time.perf_counter() - started)


async def windowed(nc: Client, messages: Iterable[Message]) -> None:
    """Publish with one wildcard inbox, a thousand messages in flight, no future each."""
    inbox, free = nc.new_inbox(), asyncio.Semaphore(WINDOW)

    async def acknowledged(_message: Any) -> None:
        free.release()

    heard = await nc.subscribe(inbox, cb=acknowledged)
    for subject, payload, headers in messages:
        await free.acquire()
        await nc.publish(subject, payload, inbox, headers)
    for _each in range(WINDOW):
        await free.acquire()
    await heard.unsubscribe()


async def singly_rate(nc: Client, count: int) -> float:
    stream, payload = nc.jetstream(), b"x" * 470
    started = time.perf_counter()
    for _each in range(count):
        await stream.publish("utblick.2132.raw.x.y.z", payload, headers={"Nats-Msg-Id": new_id().hex})
    return count / (time.perf_counter() - started)


async def paced(publish: Callable[[int], Coroutine[Any, Any, Any]]) -> dict[int, float]:
    """Publish at an even pace; when each was done: for ours, the end of its commit."""
    starts, began = {}, time.perf_counter()
    for number in range(PACED):
        await asyncio.sleep(max(0.0, began + number / PER_SECOND - time.perf_counter()))
        await publish(number)
        starts[number] = time.perf_counter()
    return starts


async def faststream_rate(count: int) -> float:
    """From its own publisher, one by one, to handled."""
    async with faststream() as (publish, handled, _nc):
        started = time.perf_counter()
        for number in range(count):
            await publish(number)
        await _all(handled, count)
        return count / (time.perf_counter() - started)


async def faststream_windowed_rate(count: int, kind: type[BundledServer]) -> float:
    """From the publisher that ours has, to handled, on a server that syncs or does not, as ours."""
    async with faststream(kind) as (_publish, handled, nc):
        started = time.perf_counter()
        await windowed(nc, _openings(count))
        await _all(handled, count)
        return count / (max(handled.values()) - started)


async def faststream_backlog(count: int, kind: type[BundledServer]) -> tuple[float, float]:
    """From a stream that holds all of them to handled: events per second, and processor seconds of one."""
    gate = asyncio.Event()
    async with faststream(kind, gate) as (_publish, handled, nc):
        await windowed(nc, _openings(count))
        started, used = time.perf_counter(), time.process_time()
        gate.set()
        await _all(handled, count)
        used = time.process_time() - used
        return count / (max(handled.values()) - started), used / count


async def _all(handled: dict[int, float], count: int) -> None:
    while len(handled) < count:  # noqa: ASYNC110
        await asyncio.sleep(0.001)


def _openings(count: int) -> list[Message]:
    return [
        ("door.opened", _opening(number).model_dump_json().encode(), {"content-type": "application/json"})
        for number in range(count)
    ]


def _opening(number: int) -> Opening:
    return Opening(door_id=new_id(), number=number, note="x" * 200)


async def faststream_latency() -> list[float]:
    async with faststream() as (publish, handled, _nc):
        began: dict[int, float] = {}

        async def timed(number: int) -> None:
            began[number] = time.perf_counter()
            await publish(number)

        await paced(timed)
        while len(handled) < PACED:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        return [handled[number] - start for number, start in began.items()]


@contextlib.asynccontextmanager
async def faststream(
    kind: type[BundledServer] | None = None,
    gate: asyncio.Event | None = None,
) -> AsyncIterator[tuple[Callable[[int], Coroutine[Any, Any, Any]], dict[int, float], Client]]:
    """FastStream as its documentation shows it: a JetStream subscriber with a pydantic model.

    Its publisher, what it has handled, and a line of its own to its server. Nothing is handled while the
    `gate` is closed.
    """
    from faststream.nats import JStream, NatsBroker

    with tempfile.TemporaryDirectory() as folder:
        server = (kind or UnsyncedServer)(Path(folder) / "bus")
        address = await server.start()
        url = address.url.replace("//", f"//{address.user}:{address.password}@")
        broker = NatsBroker(url, log_level=logging.CRITICAL)
        handled: dict[int, float] = {}

        @broker.subscriber("door.opened", stream=JStream("doors", subjects=["door.>"]), durable="bench")
        async def handle(opening: Opening) -> None:
            if gate is not None:
                await gate.wait()
            handled[opening.number] = time.perf_counter()

        async def publish(number: int) -> None:
            await broker.publish(_opening(number), "door.opened", stream="doors")

        async with broker:
            await broker.start()
            line = Client()
            await line.connect(address.url, user=address.user, password=address.password)
            yield publish, handled, line
            await line.close()
        server.stop()


class UnsyncedServer(BundledServer):
    """The same server, as it comes: synced to disk every two minutes."""

    def _configure(self, port: int, user: str, password: str) -> None:
        super()._configure(port, user, password)
        file = self._folder / "nats.conf"
        file.write_text(file.read_text().replace(', sync_interval: "always"', ""))
