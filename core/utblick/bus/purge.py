"""Forgets a plugin that leaves for good: its place on the stream, its marks, its parked and dead events."""

import asyncio
from typing import TYPE_CHECKING

from nats.errors import Error as NatsError
from sqlalchemy import delete

from utblick.bus.nats import Refused, durables, remove_durable
from utblick.bus.runner import visiting
from utblick.bus.tables import dead_letter_table, inbox_table, parked_table

if TYPE_CHECKING:
    from utblick.platform import Platform


def purge(platform: "Platform", plugin: str) -> bool:
    """Forget the plugin's subscribers; False when the bus could not be reached to forget their place, too.

    The log keeps what the plugin has published: it is part of what others have built.
    """
    with platform.database.write() as session:
        for table in (inbox_table, parked_table, dead_letter_table):
            mine = table.c.subscriber.startswith(f"{plugin}__", autoescape=True)
            session.connection().execute(delete(table).where(mine))
    return asyncio.run(_leave(platform, plugin))


async def _leave(platform: "Platform", plugin: str) -> bool:
    async with visiting(platform) as link:
        if not link.connected.is_set():
            return False
        try:
            for durable in await durables(link):
                if durable.name.startswith(f"{plugin}__"):
                    await remove_durable(link, durable.name)
        except (Refused, NatsError, TimeoutError):
            return False
    return True
