"""Forgets a plugin that leaves for good: its place on the stream, its marks, its parked and dead events."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from nats.errors import Error as NatsError
from sqlalchemy import ColumnElement, Table, delete, select

from utblick.bus.nats import DurableState, Link, Refused, durables, purge_subjects, remove_durable
from utblick.bus.runner import visiting
from utblick.bus.server import BundledServer
from utblick.bus.tables import dead_letter_table, event_ref_table, event_table, inbox_table, parked_table

if TYPE_CHECKING:
    from utblick.platform import Platform

T = TypeVar("T")


def marks(plugin: str) -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    """What the plugin's subscribers have in the tables of the bus."""
    tables = (inbox_table, parked_table, dead_letter_table)
    return tuple((table, table.c.subscriber.startswith(f"{plugin}__", autoescape=True)) for table in tables)


def published(plugin: str) -> ColumnElement[bool]:
    """The rows of the log with what the plugin has published."""
    return event_table.c.name.startswith(f"{plugin}.", autoescape=True)


def consumers(platform: "Platform", plugin: str) -> Sequence[DurableState] | None:
    """The plugin's consumers on the bus; None when the bus could not be asked."""
    return _awaited(_consumers(platform, plugin))


def purge(platform: "Platform", plugin: str, *, with_events: bool = False) -> bool:
    """Forget the plugin's subscribers; False when the bus could not be reached to forget their place, too.

    The log keeps what the plugin has published, unless `with_events`: it is part of what others have built.
    """
    reached = _awaited(_leave(platform, plugin, with_events=with_events))
    with platform.database.write() as session:
        connection = session.connection()
        for table, mine in marks(plugin):
            connection.execute(delete(table).where(mine))
        if with_events and reached:
            theirs = select(event_table.c.seq).where(published(plugin))
            connection.execute(delete(event_ref_table).where(event_ref_table.c.seq.in_(theirs)))
            connection.execute(delete(event_table).where(published(plugin)))
    return reached


def _awaited(work: Coroutine[Any, Any, T]) -> T:
    """The result of the work, done in a thread of its own: the caller's may have a loop that runs."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, work).result()


async def _consumers(platform: "Platform", plugin: str) -> list[DurableState] | None:
    async with _reaching(platform) as link:
        return [] if link is None else await _own(link, plugin)


async def _leave(platform: "Platform", plugin: str, *, with_events: bool) -> bool:
    async with _reaching(platform) as link:
        if link is None:
            return True
        own = await _own(link, plugin)
        if own is None:
            return False
        try:
            for durable in own:
                await remove_durable(link, durable.name)
            if with_events:
                await purge_subjects(link, f"utblick.{link.municipality}.{plugin}.>")
        except (Refused, NatsError, TimeoutError):
            return False
    return True


async def _own(link: Link, plugin: str) -> list[DurableState] | None:
    if not link.connected.is_set():
        return None
    try:
        return [durable for durable in await durables(link) if durable.name.startswith(f"{plugin}__")]
    except (Refused, NatsError, TimeoutError):
        return None


@asynccontextmanager
async def _reaching(platform: "Platform") -> AsyncIterator[Link | None]:
    """The bus; the bundled server is run for as long as this takes when nobody runs it.

    None where there has never been a bus.
    """
    folder = platform.settings.data_folder / "bus"
    if platform.settings.bus.servers:
        async with visiting(platform) as link:
            yield link
    elif folder.is_dir():
        server = BundledServer(folder)
        await server.start()
        try:
            async with visiting(platform) as link:
                yield link
        finally:
            await asyncio.to_thread(server.stop)
    else:
        yield None
