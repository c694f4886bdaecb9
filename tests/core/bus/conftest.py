"""A platform with a made-up plugin whose subscribers write what they saw, and a bus that really runs."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel
from sqlalchemy import text

from utblick.bus.event import Event
from utblick.bus.runner import Bus
from utblick.context import Context
from utblick.declare import Plugin, Subscriber
from utblick.i18n import _
from utblick.platform import Platform
from utblick.registry import LoadedPlugin


class DoorOpened(Event, name="demo.door.opened", key="door_id"):
    """Somebody opened a door; the number says which time it was."""

    door_id: UUID
    number: int


class BellRung(Event, name="demo.bell.rung", key="door_id"):
    """A bell rang because a door was opened."""

    door_id: UUID
    number: int


class Opening(BaseModel):
    """What the made-up subscribers read."""

    door_id: UUID
    number: int


@dataclass
class Hall:
    """The platform of a test with its running bus, and the ways to look at what came of events."""

    platform: Platform
    buses: list["Running"] = field(default_factory=list)

    def subscribe(
        self, *subscribers: Subscriber, events: tuple[type[Event], ...] = (DoorOpened, BellRung)
    ) -> None:
        demo = LoadedPlugin(
            name="demo",
            card=Plugin(title=_("Demo"), summary=_("Made up.")),
            package="demo",
            folder=Path("nowhere"),
            events=events,
            subscribers=subscribers,
        )
        registry = self.platform.registry
        others = tuple(plugin for plugin in registry.plugins if plugin.name != "demo")
        self.platform.registry = replace(registry, plugins=(*others, demo))

    def start(self, **options: Any) -> "Running":
        running = Running(self.platform, **options)
        self.buses.append(running)
        running.start()
        return running

    def open_doors(self, door: UUID, *numbers: int) -> list[UUID]:
        """Publish one event per number, each in a transaction of its own."""
        ids = []
        for number in numbers:
            with self.platform.write() as ctx:
                ids.append(ctx.publish(DoorOpened(door_id=door, number=number)))
        return ids

    def seen(self, subscriber: str) -> list[int]:
        """The numbers that a subscriber has written, in the order in which it did."""
        with self.platform.database.engine.connect() as connection:
            look = "SELECT number FROM demo_seen WHERE subscriber = :name ORDER BY position"
            return list(connection.execute(text(look), {"name": subscriber}).scalars())

    def count(self, table: str, where: str = "1 = 1") -> int:
        with self.platform.database.engine.connect() as connection:
            return connection.execute(text(f"SELECT count(*) FROM {table} WHERE {where}")).scalar_one()


class Running:
    """A bus in a loop of its own thread, as `utblick worker` runs one."""

    def __init__(self, platform: Platform, *, consume: bool = True) -> None:
        self._platform, self._consume = platform, consume
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.bus: Bus

    def start(self) -> None:
        self._thread.start()
        self.bus = Bus(self._platform, consume=self._consume)
        self.call(self.bus.start())

    def stop(self) -> None:
        if self._thread.is_alive():
            self.call(self.bus.stop())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def call(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)


def write_seen(ctx: Context, subscriber: str, number: int) -> None:
    ctx.session.execute(
        text("INSERT INTO demo_seen (subscriber, number) VALUES (:subscriber, :number)"),
        {"subscriber": subscriber, "number": number},
    )


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ()


@pytest.fixture
def hall(platform_on: Platform) -> Iterator[Hall]:
    key = "INTEGER PRIMARY KEY" if platform_on.database.is_sqlite else "BIGSERIAL PRIMARY KEY"
    with platform_on.database.write() as session:
        session.execute(text(f"CREATE TABLE demo_seen (position {key}, subscriber TEXT, number INTEGER)"))
    made = Hall(platform_on)
    yield made
    for running in made.buses:
        running.stop()


@pytest.fixture
def door_opened() -> type[Event]:
    return DoorOpened


@pytest.fixture
def bell_rung() -> type[Event]:
    return BellRung


@pytest.fixture
def writing() -> Callable[..., Subscriber]:
    """Makes subscribers that write the numbers they see, or first do what they are told."""

    def make(name: str, *, first: Callable[[Context, Any], None] | None = None, **more: Any) -> Subscriber:
        def handle(ctx: Context, event: Any) -> None:
            if first is not None:
                first(ctx, event)
            write_seen(ctx, name, event.number)

        values = {"event": "demo.door.opened", "reads": Opening, "handle": handle, "retry": (0.1, 0.2)}
        return Subscriber(**(values | {"name": name} | more))

    return make


@pytest.fixture
def until() -> Callable[..., None]:
    """Waits until something holds, and fails with what was there instead."""

    def wait(holds: Callable[[], Any], *, seconds: float = 15) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"not within {seconds} s"
            time.sleep(0.02)

    return wait
