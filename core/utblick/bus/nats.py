"""The line to NATS: one connection that outlives its server, the stream, and the durable consumers on it."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg as NatsMessage
from nats.errors import Error as NatsError

from utblick.bus.server import Address
from utblick.settings.model import BusSettings

log = structlog.get_logger("utblick.bus")
Callback = Callable[[NatsMessage], Awaitable[None]]

DAY = 86_400 * 10**9
ACK_WAIT_SECONDS = 30
_BAD_REQUEST, _NOT_FOUND = 400, 404


class Refused(Exception):
    """JetStream's no to a request."""

    def __init__(self, code: int, reason: int, text: str) -> None:
        super().__init__(text)
        self.code, self.reason = code, reason


@dataclass(frozen=True, slots=True)
class StreamState:
    """What the stream holds."""

    first_seq: int
    last_seq: int
    messages: int
    bytes: int
    created: str


@dataclass(frozen=True, slots=True)
class DurableState:
    """How far a consumer has come: what waits, what is in hand and done, how many ask for more."""

    name: str
    pending: int
    ack_pending: int
    delivered: int
    ack_floor: int
    asking: int


def stream_name(municipality: str) -> str:
    """What the stream of a municipality is called."""
    return f"UTBLICK_{municipality}"


class Link:
    """The connection of one process, with the few requests that the bus makes of JetStream."""

    def __init__(self, municipality: str, *, replicas: int = 1, stream: str = "", subjects: str = "") -> None:
        self.municipality = municipality
        self.replicas = replicas
        self.stream = stream or stream_name(municipality)
        self.subjects = subjects or f"utblick.{municipality}.>"
        self.nc = Client()
        self.connected = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []
        self._losers: list[Callable[[], None]] = []
        self._greeting: asyncio.Task[None] | None = None

    def on_connected(self, listener: Callable[[], None]) -> None:
        """Call the listener after each connection: the server has then forgotten what it was asked before."""
        self._listeners.append(listener)

    def on_lost(self, listener: Callable[[], None]) -> None:
        """Call the listener whenever the connection is lost."""
        self._losers.append(listener)

    async def connect(self, settings: BusSettings, address: Address | None) -> None:
        """Connect, trying again until it works; afterwards the connection looks after itself."""
        pause = 0.05
        while not self.nc.is_connected:
            try:
                await self.nc.connect(**self._options(settings, address))
            except (OSError, NatsError, TimeoutError) as error:
                log.info("nats_unreachable", error=f"{type(error).__name__}: {error}")
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5)
        await self._greet()

    def move(self, address: Address) -> None:
        """Look for the server at this address from now on."""
        self.nc.set_server_pool([address.url])

    async def close(self) -> None:
        self.connected.clear()
        if self.nc.is_connected or self.nc.is_reconnecting:
            await self.nc.close()

    async def ask(self, call: str, body: dict[str, Any] | None = None, seconds: float = 5) -> dict[str, Any]:
        """Call JetStream's interface; raises `Refused` when it says no."""
        payload = msgspec.json.encode(body) if body else b""
        answer = await self.nc.request(f"$JS.API.{call}", payload, timeout=seconds)
        said: dict[str, Any] = msgspec.json.decode(answer.data)
        if error := said.get("error"):
            raise Refused(error["code"], error.get("err_code", 0), error.get("description", ""))
        return said

    async def _greet(self) -> None:
        """Make sure of the stream, which a server without its disk has lost; then we are connected."""
        while self.nc.is_connected:
            try:
                await ensure_stream(self)
            except (Refused, NatsError, TimeoutError) as error:
                log.warning("stream_not_ready", error=f"{type(error).__name__}: {error}")
                await asyncio.sleep(0.2)
            else:
                self.connected.set()
                for listener in self._listeners:
                    listener()
                return

    def _options(self, settings: BusSettings, address: Address | None) -> dict[str, Any]:
        async def lost() -> None:
            self.connected.clear()
            for listener in self._losers:
                listener()

        async def found() -> None:
            self._greeting = asyncio.create_task(self._greet())

        async def quiet(_error: Exception) -> None:
            """Every vain try to reconnect would be one more line; `connected` tells what matters."""

        options: dict[str, Any] = {
            "servers": list(settings.servers) if address is None else [address.url],
            "name": "utblick",
            "max_reconnect_attempts": -1,  # the default gives up for good after 60
            "reconnect_time_wait": 0.02 if address else 0.5,
            "connect_timeout": 2,
            "ping_interval": 5,  # a line that was cut without a word is noticed within 15 s
            "max_outstanding_pings": 2,
            "pending_size": 0,  # nothing is buffered while the server is away: the log keeps it
            "disconnected_cb": lost,
            "reconnected_cb": found,
            "error_cb": quiet,
        }
        user, password = settings.user, settings.password.get_secret_value()
        if address is not None:
            user, password = address.user, address.password
        if user:
            options |= {"user": user, "password": password}
        if settings.credentials:
            options["user_credentials"] = str(settings.credentials)
        if settings.ca:
            options["tls"] = ssl.create_default_context(cafile=settings.ca)
        return options


async def ensure_stream(link: Link) -> None:
    """Create the stream, or bring it to what this version of the program wants."""
    wanted = {
        "name": link.stream,
        "subjects": [link.subjects],
        "retention": "limits",
        "storage": "file",
        "discard": "new",  # a full disk refuses; the log keeps what was refused
        "max_age": 90 * DAY,
        "duplicate_window": DAY,
        "num_replicas": link.replicas,
        "compression": "none",  # a killed server (2.15.1) could not always go on in a compressed block
        "allow_direct": True,
        "allow_atomic": True,
    }
    try:
        await link.ask(f"STREAM.CREATE.{link.stream}", wanted)
    except Refused:
        await link.ask(f"STREAM.UPDATE.{link.stream}", wanted)


async def stream_state(link: Link) -> StreamState:
    """What the stream holds now."""
    info = await link.ask(f"STREAM.INFO.{link.stream}")
    state = info["state"]
    return StreamState(
        state["first_seq"], state["last_seq"], state["messages"], state["bytes"], info["created"]
    )


async def ensure_durable(link: Link, name: str, filters: Sequence[str], *, in_hand: int) -> DurableState:
    """Create a subscriber's durable consumer, or bring it to what the subscriber now asks for."""
    wanted = {
        "durable_name": name,
        "deliver_policy": "all",
        "ack_policy": "explicit",
        "ack_wait": ACK_WAIT_SECONDS * 10**9,
        "max_deliver": -1,  # tries are counted in the database, where their error is kept
        "max_ack_pending": in_hand,
        "filter_subjects": list(filters),
    }
    call = f"CONSUMER.CREATE.{link.stream}.{name}"
    return _state(await link.ask(call, {"stream_name": link.stream, "config": wanted}))


async def durable_state(link: Link, name: str) -> DurableState | None:
    """How far a consumer has come; None when there is none of that name."""
    try:
        return _state(await link.ask(f"CONSUMER.INFO.{link.stream}.{name}"))
    except Refused as no:
        if no.code == _NOT_FOUND:
            return None
        raise


async def durables(link: Link) -> list[DurableState]:
    """Every consumer of the stream."""
    found: list[DurableState] = []
    while True:
        page = await link.ask(f"CONSUMER.LIST.{link.stream}", {"offset": len(found)})
        found += map(_state, page["consumers"] or ())
        if len(found) >= page["total"]:
            return found


async def reset_durable(link: Link, name: str, seq: int = 0) -> None:
    """Deliver again what is not acknowledged, or all from a place in the stream; the inbox drops the rest."""
    await link.ask(f"CONSUMER.RESET.{link.stream}.{name}", {"seq": seq} if seq else None)


async def remove_message(link: Link, place: int) -> None:
    """Take one message from the stream; it may be gone already."""
    try:
        await link.ask(f"STREAM.MSG.DELETE.{link.stream}", {"seq": place, "no_erase": True})
    except Refused as no:
        if no.code not in {_BAD_REQUEST, _NOT_FOUND}:
            raise


async def purge_subjects(link: Link, subjects: str) -> None:
    """Take the messages of these subjects from the stream."""
    await link.ask(f"STREAM.PURGE.{link.stream}", {"filter": subjects})


def delivery_of(message: NatsMessage) -> tuple[int, int]:
    """How often the event was delivered, and its place in the stream, from the subject of its answer."""
    tokens = message.reply.split(".")
    start = 4 if len(tokens) == 9 else 6  # servers may put a domain and an account before
    return int(tokens[start]), int(tokens[start + 1])


async def remove_durable(link: Link, name: str) -> None:
    """Forget a consumer and what it had still to get."""
    await link.ask(f"CONSUMER.DELETE.{link.stream}.{name}")


def _state(info: dict[str, Any]) -> DurableState:
    return DurableState(
        info["name"],
        info["num_pending"],
        info["num_ack_pending"],
        info["delivered"]["stream_seq"],
        info["ack_floor"]["stream_seq"],
        info.get("num_waiting", 0),
    )
