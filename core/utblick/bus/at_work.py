"""Which subscribers have been at work with one event for long, in whatever process: asked of all at once."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress

import msgspec
from nats.aio.msg import Msg as NatsMessage
from nats.errors import Error as NatsError

from utblick.bus.delivery import Delivery
from utblick.bus.nats import Link

LONG_SECONDS = 5.0
"""What takes less is nothing to speak of."""
_ANSWERS_SECONDS = 0.2


async def answer(link: Link, at_work: Callable[[], Iterable[Delivery]]) -> None:
    """Tell whoever asks what the subscribers of this process have in hand, if that is so for long."""

    async def asked(message: NatsMessage) -> None:
        found = {one.name: one.in_work.seconds for one in at_work() if one.in_work.seconds > LONG_SECONDS}
        if found:
            with suppress(NatsError, OSError):
                await link.nc.publish(message.reply, msgspec.json.encode(found))

    await link.nc.subscribe(_subject(link), cb=asked)


async def ask(link: Link) -> dict[str, float]:
    """Seconds for which subscribers have been at work with one event, by their names; the slow ones only."""
    found: dict[str, float] = {}

    async def heard(message: NatsMessage) -> None:
        for name, seconds in msgspec.json.decode(message.data, type=dict[str, float]).items():
            found[name] = max(seconds, found.get(name, 0.0))

    inbox = link.nc.new_inbox()
    subscription = await link.nc.subscribe(inbox, cb=heard)
    try:
        await link.nc.publish(_subject(link), b"", inbox)
        await asyncio.sleep(_ANSWERS_SECONDS)
    finally:
        with suppress(NatsError, OSError):
            await subscription.unsubscribe()
    return found


def _subject(link: Link) -> str:
    return f"utblick-ask.{link.municipality}"
