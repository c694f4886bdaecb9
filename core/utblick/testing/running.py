"""A bus that really runs beside a test, with its bundled NATS server, in a thread of its own."""

import asyncio
import random
import re
import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from utblick.bus.runner import Bus
from utblick.platform import Platform


@contextmanager
def running_bus(platform: Platform) -> Iterator[Bus]:
    """Start relay, consumers and server; stop them at the end."""
    ready = threading.Event()
    loop = asyncio.new_event_loop()
    made: list[Bus] = []

    async def start() -> None:
        bus = Bus(platform)
        made.append(bus)
        platform.bus = bus
        await bus.start()
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        first = loop.create_task(start())
        loop.run_forever()
        first.cancel()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    if not ready.wait(30):
        raise RuntimeError("the bus did not start within 30 seconds")
    try:
        yield made[0]
    finally:
        asyncio.run_coroutine_threadsafe(made[0].stop(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
        platform.bus = None


def at_rest(bus: Bus) -> bool:
    """Whether all that was told has reached every subscriber; not, where the bus cannot say."""
    health = bus.ask_health(20)
    return (
        health.connected
        and not health.unsent
        and all((one.lag, one.in_hand) == (0, 0) for one in health.subscribers if one.enabled)
    )


def rests(url: str) -> bool:
    """The same of a house that runs elsewhere, by its figures."""
    with urllib.request.urlopen(f"{url}/metrics", timeout=30) as answer:  # noqa: S310 - a test's own
        figures = answer.read().decode()

    def of(name: str) -> list[float]:
        return [float(value) for value in re.findall(rf"^utblick_{name}\S* (\S+)$", figures, re.MULTILINE)]

    behind = of("subscriber_lag") + of("subscriber_in_hand")
    everybody = len(behind) == 2 * len(of("subscriber_parked"))
    return of("bus_connected") == [1] and everybody and not any(of("bus_unsent") + behind)


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody listens on, below those that the kernel gives to clients meanwhile."""
    found: list[int] = []
    for port in random.sample(range(20_000, 32_000), 500):
        with socket.socket() as place, suppress(OSError):
            place.bind(("127.0.0.1", port))
            found.append(port)
        if len(found) == count:
            return found
    raise AssertionError("no ports are free")


def eventually(holds: Callable[[], bool], *, seconds: float = 10.0) -> float:
    """Wait until it holds, and say how long that took; raises AssertionError when it never does."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if holds():
            return time.monotonic() - started
        time.sleep(0.005)
    raise AssertionError(f"did not come to hold within {seconds} seconds")
