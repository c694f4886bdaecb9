"""How the bus is: what waits to be sent, how far each subscriber has come, what died on the way."""

import asyncio
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nats.errors import Error as NatsError
from sqlalchemy import Connection, Select, func, select, text

from utblick.bus.at_work import ask
from utblick.bus.delivery import deliveries
from utblick.bus.nats import DurableState, Link, Refused, StreamState, durables, stream_state
from utblick.bus.tables import dead_letter_table, event_table, log_by, parked_table
from utblick.bus.waiting import unsent

if TYPE_CHECKING:
    from utblick.platform import Platform


@dataclass(frozen=True, slots=True)
class SubscriberHealth:
    """One subscriber. `lag` and `in_hand` are None while the bus cannot be asked.

    `seconds` is how long it has been at work with one event, when that is long.
    """

    name: str
    plugin: str
    enabled: bool
    lag: int | None
    in_hand: int | None
    parked: int
    dead: int
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class BusHealth:
    """The whole bus at one moment."""

    connected: bool
    events: int
    unsent: int
    oldest_unsent_seconds: float
    refused: int
    dead: int
    stream: StreamState | None
    subscribers: tuple[SubscriberHealth, ...]


async def look(platform: "Platform", link: Link) -> BusHealth:
    """Ask the database and the server."""
    states: dict[str, DurableState] = {}
    stream, at_work = None, dict[str, float]()
    if link.connected.is_set():
        try:
            stream = await stream_state(link)
            states = {state.name: state for state in await durables(link)}
            at_work = await ask(link)
        except (Refused, NatsError, TimeoutError):
            stream = None
    return await asyncio.to_thread(_summarise, platform, stream, states, at_work)


def asked_for(platform: "Platform") -> BusHealth | None:
    """For a page; None when this process has no bus, or it does not answer in time."""
    if platform.bus is None:
        return None
    try:
        return platform.bus.ask_health()
    except TooSlow:
        return None


def _summarise(
    platform: "Platform",
    stream: StreamState | None,
    states: dict[str, DurableState],
    at_work: dict[str, float],
) -> BusHealth:
    wanted = deliveries(platform)
    with platform.database.engine.connect() as connection:
        parked = _counted(connection, select(parked_table.c.subscriber, func.count()).group_by("subscriber"))
        dead = _counted(
            connection,
            select(dead_letter_table.c.subscriber, func.count())
            .where(dead_letter_table.c.state == "dead")
            .group_by("subscriber"),
        )
        waiting, oldest = unsent(connection)
        events = connection.execute(select(func.max(event_table.c.seq))).scalar() or 0
        log = log_by("stream_seq", sqlite=platform.database.is_sqlite)
        refusals = f"SELECT count(*) FROM {log} WHERE stream_seq IS NULL AND error IS NOT NULL"  # noqa: S608
        refused = connection.execute(text(refusals)).scalar_one()
    subscribers = []
    for name in sorted({*wanted, *states}):
        state = states.get(name)
        subscribers.append(
            SubscriberHealth(
                name=name,
                plugin=name.partition("__")[0],
                enabled=name in wanted,
                lag=state.pending if state else None,
                in_hand=state.ack_pending if state else None,
                parked=parked.get(name, 0),
                dead=dead.get(name, 0),
                seconds=at_work.get(name, 0.0),
            )
        )
    return BusHealth(
        connected=stream is not None,
        events=events,
        unsent=waiting,
        oldest_unsent_seconds=(platform.database.now() - oldest).total_seconds() if oldest else 0.0,
        refused=refused,
        dead=sum(dead.values()),
        stream=stream,
        subscribers=tuple(subscribers),
    )


def _counted(connection: Connection, statement: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(statement)}
