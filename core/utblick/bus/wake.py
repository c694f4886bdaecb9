"""Tells the relay at once that something was committed: within the process, and from other processes."""

import asyncio
from contextlib import suppress

from nats.aio.msg import Msg as NatsMessage
from nats.errors import Error as NatsError

from utblick.bus.nats import Link
from utblick.db.database import Database


class Wake:
    """A signal, not a message: it may be lost, because the relay looks every second anyway."""

    def __init__(self, link: Link, database: Database) -> None:
        self.leads = False
        self._link = link
        self._event = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._subject = f"utblick-wake.{link.municipality}"
        self._telling = False
        database.on_events(self._committed)

    async def open(self) -> None:
        """Hear the other processes."""

        async def heard(_message: NatsMessage) -> None:
            self._event.set()

        await self._link.nc.subscribe(self._subject, cb=heard)

    async def wait(self, seconds: float) -> bool:
        """Whether something was committed within so many seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), seconds)
        return self._event.is_set()

    def set(self) -> None:
        self._event.set()

    def clear(self) -> None:
        self._event.clear()

    def _committed(self) -> None:
        """Called in the thread that committed."""
        with suppress(RuntimeError):  # the loop is closed: the next start sends it
            self._loop.call_soon_threadsafe(self._signal)

    def _signal(self) -> None:
        self._event.set()
        if not self.leads and not self._telling and self._link.connected.is_set():
            self._telling = True
            task = self._loop.create_task(self._tell())
            task.add_done_callback(lambda _done: None)

    async def _tell(self) -> None:
        self._telling = False
        with suppress(NatsError, OSError):
            await self._link.nc.publish(self._subject, b"")
