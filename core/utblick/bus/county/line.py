"""One end of the line in one process: a connection to the account COUNTY, the courier, who answers."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from nats.aio.msg import Msg as NatsMessage

from utblick.bus.county.courier import Courier
from utblick.bus.county.post import COUNTY
from utblick.bus.lease import Leases
from utblick.bus.nats import Link
from utblick.bus.server import Address

if TYPE_CHECKING:
    from utblick.platform import Platform

STREAM = "COUNTY_IN"
"""Holds what came over the line, at either end, until every subscriber has had it."""


class CountyLine:
    """Opened beside the house's own bus, and never in its way: a line that is down costs nobody anything."""

    def __init__(self, platform: "Platform", leases: Leases) -> None:
        settings = platform.settings
        self._platform, self._leases = platform, leases
        self._is_hub = settings.county.role == "hub"
        self._own = COUNTY if self._is_hub else settings.municipality.code
        self._others = sorted(settings.county.members) if self._is_hub else [COUNTY]
        self._courier: Courier | None = None
        self.link = Link(
            settings.municipality.code,
            replicas=settings.bus.replicas,
            stream=STREAM,
            subjects="region.>" if self._is_hub else f"to.{self._own}.>",
        )

    async def open(self, address: Address | None) -> None:
        """Connect, for as long as it takes, and answer whoever asks whether somebody is here."""
        bus, county = self._platform.settings.bus, self._platform.settings.county
        if not self._is_hub:
            bus = bus.model_copy(
                update={"user": county.user, "password": county.password, "credentials": None}
            )
        await self.link.connect(bus, address)

        async def here(message: NatsMessage) -> None:
            await message.respond(b"")

        await self.link.nc.subscribe(f"ask.{self._own}", cb=here)
        await self.link.nc.flush()

    def courier(self) -> Callable[[], Coroutine[Any, Any, None]]:
        """The work of sending."""
        self._courier = Courier(self._platform.database, self.link, self._leases, self._others)
        return self._courier.run

    async def close(self) -> None:
        """Send no more, and let go of the connection."""
        if self._courier is not None:
            self._courier.stop()
        await self.link.close()
