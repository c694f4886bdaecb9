"""What the bus is measured beside: raw nats-py on the same server, and FastStream on one of its own."""

import asyncio
import contextlib
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine
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


async def window_rate(nc: Client, count: int) -> float:
    """Raw nats-py: one wildcard inbox, a thousand messages in flight, no future each."""
    inbox, left, free = nc.new_inbox(), [count], asyncio.Semaphore(WINDOW)
    done = asyncio.get_running_loop().create_future()

    async def acknowledged(_message: Any) -> None:
        free.release()
        left[0] -= 1
        if not left[0]:
            done.set_result(None)

    await nc.subscribe(inbox, cb=acknowledged)
    payload, token = b"x" * 470, new_id().hex
    started = time.perf_counter()
    for number in range(count):
        await free.acquire()
        await nc.publish("utblick.2132.raw.x.y.z", payload, inbox, {"Nats-Msg-Id": f"{token}{number}"})
    await done
    return count / (time.perf_counter() - started)


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
    async with faststream() as (publish, handled):
        started = time.perf_counter()
        for number in range(count):
            await publish(number)
        while len(handled) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        return count / (time.perf_counter() - started)


async def faststream_latency() -> list[float]:
    async with faststream() as (publish, handled):
        began: dict[int, float] = {}

        async def timed(number: int) -> None:
            began[number] = time.perf_counter()
            await publish(number)

        await paced(timed)
        while len(handled) < PACED:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        return [handled[number] - start for number, start in began.items()]


@contextlib.asynccontextmanager
async def faststream() -> AsyncIterator[tuple[Callable[[int], Coroutine[Any, Any, Any]], dict[int, float]]]:
    """FastStream as its documentation shows it: a JetStream subscriber with a pydantic model."""
    from faststream.nats import JStream, NatsBroker

    with tempfile.TemporaryDirectory() as folder:
        server = UnsyncedServer(Path(folder) / "bus")
        address = await server.start()
        url = address.url.replace("//", f"//{address.user}:{address.password}@")
        broker = NatsBroker(url, log_level=logging.CRITICAL)
        handled: dict[int, float] = {}

        @broker.subscriber("door.opened", stream=JStream("doors", subjects=["door.>"]), durable="bench")
        async def handle(opening: Opening) -> None:
            handled[opening.number] = time.perf_counter()

        async def publish(number: int) -> None:
            await broker.publish(
                Opening(door_id=new_id(), number=number, note="x" * 200), "door.opened", stream="doors"
            )

        async with broker:
            await broker.start()
            yield publish, handled
        server.stop()


class UnsyncedServer(BundledServer):
    """The same server, as it comes: synced to disk every two minutes."""

    def _configure(self, port: int, user: str, password: str) -> None:
        super()._configure(port, user, password)
        file = self._folder / "nats.conf"
        file.write_text(file.read_text().replace(', sync_interval: "always"', ""))
