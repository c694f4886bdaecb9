"""Doors that are opened: the event, the subscriber and the installation with which the bus is measured."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event as Gate
from typing import Any
from uuid import UUID

import load
import psycopg
from bus_peers import Opening
from sqlalchemy.engine import make_url

from utblick.bus.event import Event
from utblick.bus.runner import Bus
from utblick.db.migrate import upgrade
from utblick.declare import Plugin, Subscriber
from utblick.i18n import _
from utblick.ids import new_id
from utblick.platform import Platform, assemble
from utblick.registry import LoadedPlugin
from utblick.settings import Settings
from utblick.settings.model import DatabaseSettings
from utblick.testing.postgres import running

PORTION = 100


@contextlib.contextmanager
def durable() -> Iterator[str]:
    """The address of a PostgreSQL server that syncs to disk as it comes, unlike the one of the tests."""
    with running() as server:
        plain = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {setting} = on")
            connection.execute("SELECT pg_reload_conf()")
        yield server


class DoorOpened(Event, name="demo.door.opened", key="door_id"):
    """A door was opened."""

    door_id: UUID
    number: int
    note: str


class Stopwatch:
    """When each event was handled, by its number; the numbers of a phase follow those of the one before.

    Nothing is handled while `gate` is closed.
    """

    def __init__(self) -> None:
        self.at: dict[int, float] = {}
        self.first = 0
        self.gate = Gate()
        self.gate.set()

    def begin(self) -> int:
        """Start a new phase; returns its first number."""
        self.first = max(self.at, default=-1) + 1
        return self.first

    def handle(self, _ctx: Any, event: Opening) -> None:
        self.gate.wait()
        self.at[event.number] = time.perf_counter()

    async def until(self, count: int) -> float:
        """Wait until so many of this phase were handled; when the last one was."""
        while len(self.at) < self.first + count:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        return max(self.at.values())


def installation(folder: Path, url: str, watch: Stopwatch) -> Platform:
    settings = Settings(plugins=(), data_folder=folder, strict=True, database=DatabaseSettings(url=url))
    platform = assemble(settings)
    upgrade(platform.database, platform.registry)
    demo = LoadedPlugin(
        name="demo",
        card=Plugin(title=_("Demo"), summary=_("Made up.")),
        package="demo",
        folder=Path("nowhere"),
        events=(DoorOpened,),
        subscribers=(Subscriber(event="demo.door.opened", reads=Opening, handle=watch.handle),),
    )
    core = replace(platform.registry.plugins[0], subscribers=())
    platform.registry = replace(platform.registry, plugins=(core, demo))
    return platform


def write(platform: Platform, count: int, number: int = 0, *, portion: int = PORTION) -> None:
    for start in range(number, number + count, portion):
        with platform.write() as ctx:
            for each in range(start, min(start + portion, number + count)):
                ctx.publish(DoorOpened(door_id=new_id(), number=each, note="x" * 200))


@contextlib.asynccontextmanager
async def bus_of(platform: Platform) -> AsyncIterator[Bus]:
    bus = Bus(platform)
    await bus.start()
    try:
        yield bus
    finally:
        await bus.stop()


def say(
    figure: str,
    ours: float,
    unit: str,
    peer: str,
    theirs: float,
    *,
    less: bool = False,
    target: float | None = None,
    **more: Any,
) -> None:
    """One line: our figure, the peer's, and their ratio beside the ratio that is wanted."""
    ratio = ours / theirs
    more |= {"peer_value": round(theirs, 3), "ratio": round(ratio, 3)}
    if target is not None:
        more["met"] = ratio <= target if less else ratio >= target
    load.say(figure, ours, unit, target=target and round(target, 3), peer=peer, **more)
