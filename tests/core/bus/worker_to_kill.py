"""The process that the kill suite ends: a bus at work, and a writer whose state and events commit together.

Usage: worker_to_kill.py DATA_FOLDER DATABASE_URL EVENTS SEED [DIE AFTER]. DIE is `relay` (after publishing,
before marking), `consumer` (after the commit, before the acknowledgement), both with AFTER as the how-many-eth
time, or `pill`: to handle the event with the number AFTER of the first counter ends the process.
"""

import asyncio
import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import uvloop
from pydantic import BaseModel
from sqlalchemy import text

from utblick.bus.consumer import Consumer
from utblick.bus.event import Event
from utblick.bus.relay import Relay
from utblick.bus.runner import Bus
from utblick.context import Context
from utblick.declare import Plugin, Subscriber
from utblick.i18n import _
from utblick.platform import Platform, assemble
from utblick.registry import LoadedPlugin
from utblick.settings import Settings
from utblick.settings.model import DatabaseSettings

KEYS = [UUID(int=number) for number in range(1, 21)]


class Counted(Event, name="demo.counter.counted", key="counter_id"):
    """A counter went up by one."""

    counter_id: UUID
    number: int


class Reading(BaseModel):
    counter_id: UUID
    number: int


def subscriber(name: str, *, ordered: bool, pill: int = -1) -> Subscriber:
    def handle(ctx: Context, event: Reading) -> None:
        if event.number == pill and event.counter_id == KEYS[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        ctx.session.execute(
            text("INSERT INTO demo_effect (subscriber, counter, number) VALUES (:s, :c, :n)"),
            {"s": name, "c": event.counter_id.hex, "n": event.number},
        )

    return Subscriber(
        event="demo.counter.counted",
        reads=Reading,
        handle=handle,
        name=name,
        ordered=ordered,
        retry=(0.2, 0.2),
    )


def write(platform: Platform, total: int, seed: int) -> None:
    """Commit counts with their events until there are enough, going on where the last process ended."""
    dice = random.Random(seed)
    written = _written(platform)
    while sum(written.values()) < total:
        with platform.write() as ctx:
            for _each in range(min(dice.randint(1, 40), total - sum(written.values()))):
                counter = dice.choice(KEYS)
                number = written.get(counter.hex, 0)
                ctx.session.execute(
                    text("INSERT INTO demo_source (counter, number) VALUES (:c, :n)"),
                    {"c": counter.hex, "n": number},
                )
                ctx.publish(Counted(counter_id=counter, number=number))
                written[counter.hex] = number + 1


def _written(platform: Platform) -> dict[str, int]:
    with platform.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT counter, count(*) FROM demo_source GROUP BY counter"))
        return dict(rows.all())


def die_at(owner: type, method: str, after: int, *, before: bool) -> None:
    """Make the process end at a call of a method, before or after what it does."""
    real: Callable[..., Any] = getattr(owner, method)
    calls = iter(range(1, after + 1))

    def dying(self: Any, *arguments: Any) -> Any:
        last = next(calls, after) == after
        outcome = None if before and last else real(self, *arguments)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome

    setattr(owner, method, dying)


async def main(platform: Platform, total: int, seed: int) -> None:
    bus = Bus(platform)
    await bus.start()
    threading.Thread(target=write, args=(platform, total, seed), daemon=True).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    folder, url, total, seed, *death = sys.argv[1:]
    settings = Settings(plugins=(), data_folder=Path(folder), database=DatabaseSettings(url=url))
    platform = assemble(settings)
    pill = int(death[1]) if death[:1] == ["pill"] else -1
    demo = LoadedPlugin(
        name="demo",
        card=Plugin(title=_("Demo"), summary=_("Made up.")),
        package="demo",
        folder=Path("nowhere"),
        events=(Counted,),
        subscribers=(subscriber("kept", ordered=True, pill=pill), subscriber("free", ordered=False)),
    )
    platform.registry = replace(platform.registry, plugins=(platform.registry.plugins[0], demo))
    if death and pill < 0:
        owner, method, before = {
            "relay": (Relay, "_write_marks", True),
            "consumer": (Consumer, "_settle", False),
        }[death[0]]
        die_at(owner, method, int(death[1]), before=before)
    uvloop.run(main(platform, int(total), int(seed)))
