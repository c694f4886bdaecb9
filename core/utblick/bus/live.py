"""Tells open pages what happens, as it happens; whoever is not there misses it, nothing depends on it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import msgspec
from nats.aio.msg import Msg as NatsMessage
from nats.errors import Error as NatsError

from utblick.bus.event import read_wire
from utblick.bus.nats import Link

_REMEMBERED = 500
Listener = Callable[[str, dict[str, Any]], None]


class Live:
    """One listening line per process, however many pages are open."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._listeners: list[Listener] = []
        self._loop = asyncio.get_running_loop()
        self._told: dict[UUID, None] = {}
        self._topics = f"utblick-live.{link.municipality}"
        link.on_connected(lambda: self._tell("bus.back", {}))
        link.on_lost(lambda: self._tell("bus.away", {}))

    async def open(self) -> None:
        """Subscribe; the connection keeps the subscriptions when the server goes and comes."""
        await self._link.nc.subscribe(f"utblick.{self._link.municipality}.>", cb=self._event)
        await self._link.nc.subscribe(f"{self._topics}.>", cb=self._progress)

    def listen(self, listener: Listener) -> None:
        """Call the listener, in the loop, with each event's name and ids, and with each progress message."""
        self._listeners.append(listener)

    def publish(self, topic: str, data: dict[str, Any]) -> None:
        """Tell all processes; may be called from any thread, never waits, and never fails."""
        with suppress(RuntimeError):  # the loop is closed: nobody is there to be told
            asyncio.run_coroutine_threadsafe(self._send(topic, data), self._loop)

    async def _send(self, topic: str, data: dict[str, Any]) -> None:
        with suppress(NatsError, OSError):
            await self._link.nc.publish(f"{self._topics}.{topic}", msgspec.json.encode(data))

    async def _event(self, message: NatsMessage) -> None:
        if not self._listeners:
            return
        try:
            wire = read_wire(message.data)
        except ValueError:
            return
        if wire.id in self._told:
            return  # the relay had no answer in time, and has sent it again
        self._told[wire.id] = None
        if len(self._told) > _REMEMBERED:
            del self._told[next(iter(self._told))]
        told = {"event": str(wire.id), "key": wire.subject, "refs": wire.refs.split(), "actor": wire.actor}
        self._tell(wire.name, told)

    async def _progress(self, message: NatsMessage) -> None:
        self._tell(message.subject[len(self._topics) + 1 :], msgspec.json.decode(message.data))

    def _tell(self, topic: str, data: dict[str, Any]) -> None:
        for listener in self._listeners:
            listener(topic, data)
