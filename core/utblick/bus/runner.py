"""The bus of one process: the line to NATS, and, where work is done, the relay and the consumers."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import select

from utblick.bus.at_work import answer
from utblick.bus.consumer import Consumer
from utblick.bus.county.line import CountyLine
from utblick.bus.delivery import deliveries
from utblick.bus.health import BusHealth, look
from utblick.bus.lease import Leases
from utblick.bus.live import Listener, Live
from utblick.bus.nats import Link, durables, remove_durable
from utblick.bus.relay import Relay
from utblick.bus.server import Address, BundledServer, read_address
from utblick.bus.tables import parked_table
from utblick.bus.tasks import end
from utblick.bus.wake import Wake
from utblick.db.turn import Turn

if TYPE_CHECKING:
    from utblick.platform import Platform

log = structlog.get_logger("utblick.bus")

_READY_SECONDS = 5.0
_SWEEP_SECONDS = 1.0


class Bus:
    """Started and stopped with its process. Commits never wait for it: without a server, the log grows."""

    def __init__(self, platform: "Platform", *, consume: bool = True) -> None:
        self.platform = platform
        self._consume = consume
        self._folder = platform.settings.data_folder / "bus"
        self._tasks: list[asyncio.Task[Any]] = []
        self._consumers: dict[str, tuple[Consumer, asyncio.Task[None]]] = {}
        self._alone = Turn()
        self._relay: Relay | None = None
        self._server: BundledServer | None = None
        self.county: CountyLine | None = None
        self._ready = asyncio.Event()

    async def start(self) -> None:
        """Start, and wait some seconds for the bus to be ready; a server that is away is waited for quietly.

        Raises `Misconfigured` when the bundled server cannot run at all.
        """
        settings = self.platform.settings
        self._loop = asyncio.get_running_loop()
        self.link = Link(settings.municipality.code, replicas=settings.bus.replicas)
        self.wake = Wake(self.link, self.platform.database)
        self.live = Live(self.link)
        self._leases = Leases(self.platform.database, self._folder)
        address = None
        if not settings.bus.servers:
            self._server = BundledServer(self._folder, settings)
            address = await self._server.start()
            self._keep("server", self._watch_server)
        self._keep("connection", lambda: self._open(address))
        if settings.county.role:
            self.county = CountyLine(self.platform, self._leases)
            self._keep("county", lambda: self._open_county(address))
        waiting = asyncio.create_task(self._ready.wait())
        await asyncio.wait([waiting], timeout=_READY_SECONDS)
        waiting.cancel()

    async def stop(self) -> None:
        """Finish what is in hand, then end; the bundled server last."""
        await asyncio.gather(*(consumer.stop(task) for consumer, task in self._consumers.values()))
        await end(self._tasks)
        if self._relay is not None:
            self._relay.stop()
        await self.link.close()
        if self.county is not None:
            await self.county.close()
        self._leases.release()
        if self._server is not None:
            await asyncio.to_thread(self._server.stop)

    @property
    def is_connected(self) -> bool:
        """Whether events travel at the moment."""
        return self.link.connected.is_set()

    @property
    def server_pid(self) -> int | None:
        """The process id of the bundled server, when this process runs it."""
        return self._server.pid if self._server is not None else None

    async def listen(self, listener: Listener) -> None:
        """Call the listener with every event's name and ids, and with every progress message."""
        self.live.listen(listener)

    def publish_live(self, topic: str, data: dict[str, Any]) -> None:
        """Tell open pages something that is not an event, such as progress; callable from any thread."""
        self.live.publish(topic, data)

    async def health(self) -> BusHealth:
        """How the bus is: for the administrators' page, readiness and metrics."""
        return await look(self.platform, self.link)

    def ask_health(self, seconds: float = 3) -> BusHealth:
        """The same, for a thread beside the loop; raises TimeoutError when there is no answer in time."""
        return asyncio.run_coroutine_threadsafe(self.health(), self._loop).result(seconds)

    async def _watch_server(self) -> None:
        if self._server is not None:
            await self._server.watch(self._moved)

    def _moved(self, address: Address) -> None:
        self.link.move(address)
        if self.county is not None:
            self.county.link.move(address)

    async def _open(self, address: Any) -> None:
        """Connect, then start whatever works on the connection; once."""
        await self.link.connect(self.platform.settings.bus, address)
        await self.wake.open()
        await self.live.open()
        await self.link.nc.flush()  # the server has the subscriptions before we say that we are ready
        if self._consume:
            renew = self._server.renew if self._server is not None else _nothing
            relay = Relay(self.platform.database, self.link, self._leases, self.wake, refused=renew)
            self._relay = relay
            self._keep("relay", relay.run)
            await self._remove_undeclared()
            self._consume_from(self.link, relay.settled, from_county=False)
            self._keep("sweep", self._sweep)
            await answer(self.link, lambda: [one.delivery for one, _task in self._consumers.values()])
        self._ready.set()

    async def _open_county(self, address: Address | None) -> None:
        """The same for the line to the county, beside it: the house does not wait for it."""
        line = self.county
        assert line is not None
        own = None if address is None else address.county
        await line.open(address if self.platform.settings.county.role == "hub" else own)
        if self._consume:
            self._keep("courier", line.courier())
            self._consume_from(line.link, None, from_county=True)  # no log of ours to compare it with

    def _consume_from(self, link: Link, settled: asyncio.Event | None, *, from_county: bool) -> None:
        for name, delivery in deliveries(self.platform).items():
            if delivery.subscriber.from_county == from_county:
                consumer = Consumer(delivery, link, self._leases, self._alone, settled)
                self._consumers[name] = consumer, self._keep(name, consumer.run)

    async def _remove_undeclared(self) -> None:
        """Forget consumers that an enabled plugin no longer declares; those of other plugins wait."""
        wanted = {name for name, one in deliveries(self.platform).items() if not one.subscriber.from_county}
        enabled = {plugin.name for plugin in self.platform.registry.plugins}
        for durable in await durables(self.link):
            if durable.name not in wanted and durable.name.partition("__")[0] in enabled:
                log.info("subscriber_removed", subscriber=durable.name)
                await remove_durable(self.link, durable.name)

    async def _sweep(self) -> None:
        """Wake the consumers with parked events that may be due."""
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            parked = await asyncio.to_thread(self._parked)
            for name, (consumer, _task) in self._consumers.items():
                if name in parked or consumer.blocked:
                    consumer.kick()

    def _parked(self) -> set[str]:
        with self.platform.database.engine.connect() as connection:
            return set(connection.scalars(select(parked_table.c.subscriber).distinct()))

    def _keep(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> "asyncio.Task[None]":
        """Run the work, and again whenever it fails: nothing here may end before the process does."""

        async def again() -> None:
            pause = 0.1
            while True:
                began = time.monotonic()
                try:
                    await work()
                except Exception:
                    log.exception("bus_part_failed", part=name)
                    pause = 0.1 if time.monotonic() - began > 10 else min(pause * 2, 5)
                    await asyncio.sleep(pause)
                else:
                    return

        task = asyncio.create_task(again(), name=f"bus {name}")
        self._tasks.append(task)
        return task


def _nothing() -> None:
    """A cluster is for its operator to look after."""


@asynccontextmanager
async def visiting(platform: "Platform") -> AsyncIterator[Link]:
    """A short visit to the bus that runs elsewhere, to ask it; not connected when it does not answer."""
    settings = platform.settings
    link = Link(settings.municipality.code, replicas=settings.bus.replicas)
    address = None if settings.bus.servers else read_address(settings.data_folder / "bus")
    if settings.bus.servers or address is not None:
        with suppress(TimeoutError):
            await asyncio.wait_for(link.connect(settings.bus, address), 2)
    try:
        yield link
    finally:
        await link.close()
