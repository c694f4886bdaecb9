"""A county's hub and two municipalities, each a whole installation with its own NATS server on loopback."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import nats
import pytest
from nats.errors import Error as NatsError
from sqlalchemy import text

from utblick.bus.county.keys import make_key
from utblick.bus.county.post import dispatch
from utblick.bus.event import Envelope
from utblick.bus.runner import Bus
from utblick.bus.server import read_address
from utblick.context import Context
from utblick.declare import Plugin, Subscriber
from utblick.i18n import _
from utblick.ids import new_id
from utblick.platform import Platform
from utblick.registry import LoadedPlugin
from utblick.settings import Settings
from utblick.settings.county import CountySettings
from utblick.settings.model import Municipality as Place
from utblick.testing.running import eventually, free_ports

NORDANSTIG, LJUSDAL, THE_HUBS = "2132", "2161", "2180"


@dataclass
class House:
    """One installation: its bus runs in a loop of its own thread, as `utblick worker` runs one."""

    platform: Platform
    bus: Bus | None = None

    def start(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.bus = Bus(self.platform)
        self.call(self.bus.start())

    def stop(self) -> None:
        if self.bus is not None:
            self.call(self.bus.stop())
            self.bus = None
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def kill_server(self) -> None:
        assert self.bus is not None
        assert self.bus.server_pid is not None
        os.kill(self.bus.server_pid, signal.SIGKILL)

    def call(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def tell(self, *numbers: int, to: str = "", name: str = "demo.door.opened") -> list[UUID]:
        """Send an event for each number over the line, each in a transaction of its own."""
        sent = []
        for number in numbers:
            event = Envelope(
                id=new_id(), name=name, version=1, key="front", at=self.now, data={"number": number}
            )
            with self.platform.write() as ctx:
                dispatch(ctx, event, to=to)
            sent.append(event.id)
        return sent

    @property
    def now(self) -> Any:
        with self.platform.read() as ctx:
            return ctx.now

    def heard(self) -> list[tuple[str, int]]:
        """Whose events came over the line, with their numbers, in the order in which they were handled."""
        look = "SELECT sender, number FROM demo_heard ORDER BY position"
        with self.platform.database.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(look))]

    def waiting(self) -> int:
        look = "SELECT count(*) FROM core_county_post WHERE sent_at IS NULL"
        with self.platform.database.engine.connect() as connection:
            return connection.execute(text(look)).scalar_one()

    async def line(self) -> nats.NATS:
        """A client of the line's account at this house: all that the other end could ever become."""
        address = read_address(self.platform.settings.data_folder / "bus")
        assert address is not None
        is_hub = self.platform.settings.county.role == "hub"
        own = address if is_hub else address.county

        async def quiet(_error: Exception) -> None:
            """What is refused is what the test asks for."""

        return await nats.connect(own.url, user=own.user, password=own.password, error_cb=quiet)


def hear(ctx: Context, event: Envelope) -> None:
    ctx.session.execute(
        text("INSERT INTO demo_heard (sender, number) VALUES (:sender, :number)"),
        {"sender": event.sender, "number": event.data["number"]},
    )


@pytest.fixture
def house(standing: Any, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Makes installations, with a made-up subscriber to all that comes over the line; stops them at the end."""
    made: list[House] = []

    def make(code: str, county: CountySettings, folder: Path, plugins: tuple[str, ...] = ()) -> House:
        settings = Settings(
            municipality=Place(code=code), county=county, plugins=plugins, data_folder=folder, strict=True
        )
        platform = standing.on_sqlite(settings)
        with platform.database.write() as session:
            session.execute(
                text("CREATE TABLE demo_heard (position INTEGER PRIMARY KEY, sender TEXT, number INTEGER)")
            )
        demo = LoadedPlugin(
            name="demo",
            card=Plugin(title=_("Demo"), summary=_("Made up.")),
            package="demo",
            folder=Path("nowhere"),
            subscribers=(
                Subscriber(event="demo.>", name="hear", reads=Envelope, handle=hear, from_county=True),
            ),
        )
        platform.registry = replace(platform.registry, plugins=(*platform.registry.plugins, demo))
        made.append(House(platform))
        return made[-1]

    yield make
    for one in made:
        one.stop()
        one.platform.close()


@dataclass
class County:
    """The hub and its members, by their codes."""

    hub: House
    members: dict[str, House]


@pytest.fixture
def hub_plugins() -> tuple[str, ...]:
    """What the hub runs; override it in a module."""
    return ()


@pytest.fixture
def member_plugins() -> tuple[str, ...]:
    """What each municipality runs; override it in a module."""
    return ()


@pytest.fixture
def county(
    house: Callable[..., House],
    tmp_path: Path,
    hub_plugins: tuple[str, ...],
    member_plugins: tuple[str, ...],
) -> County:
    """All of them at work, with their lines up."""
    codes = (NORDANSTIG, LJUSDAL)
    keys = {code: make_key(tmp_path / code / "bus") for code in codes}
    (port,) = free_ports(1)
    taking = CountySettings(members=keys, listen=f"127.0.0.1:{port}")
    hub = house(THE_HUBS, taking, tmp_path / "hub", hub_plugins)
    joined = CountySettings(hub=f"nats-leaf://127.0.0.1:{port}")
    members = {code: house(code, joined, tmp_path / code, member_plugins) for code in codes}
    for one in (hub, *members.values()):
        one.start()
    return County(hub, members)


@pytest.fixture
def refused() -> Callable[[House, str], bool]:
    """Whether a request gets no answer that would tell or change anything."""

    def ask(asker: House, subject: str) -> bool:
        async def request() -> bool:
            client = await asker.line()
            try:
                await client.request(subject, b'{"stream_name":"COUNTY_IN"}', timeout=0.5)
            except (NatsError, TimeoutError):
                return True
            finally:
                await client.close()
            return False

        return asyncio.run(request())

    return ask


@pytest.fixture
def until() -> Callable[..., float]:
    """Waits until something holds, on however busy a machine."""
    return partial(eventually, seconds=45)
