"""One event reaches one subscriber: read by its own model, handled once, in one transaction with its mark."""

import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from prometheus_client import Histogram
from pydantic import BaseModel, ValidationError
from sqlmodel import Session

from utblick.bus.event import Envelope, Wire, read_wire
from utblick.context import Actor, Context
from utblick.declare import Subscriber
from utblick.errors import UtblickError
from utblick.i18n import _
from utblick.log import bound
from utblick.observe.figures import HANDLED, HANDLER_FAILURES
from utblick.observe.traces import trace_id

if TYPE_CHECKING:
    from utblick.platform import Platform

_MARK_ON_SQLITE = (
    "INSERT INTO core_inbox (subscriber, event_id) SELECT ?, value FROM json_each(?) WHERE true"
    " ON CONFLICT DO NOTHING RETURNING event_id"
)
_MARK_ON_POSTGRESQL = (
    "INSERT INTO core_inbox (subscriber, event_id) SELECT %s, unnest(%s::uuid[])"
    " ON CONFLICT DO NOTHING RETURNING event_id"
)
"""One short statement for a whole batch: a row each, built by SQLAlchemy, was a third of all handling."""


class Unreadable(UtblickError):
    """An event that this subscriber cannot read, however often it is tried."""


@dataclass(frozen=True, slots=True)
class Message:
    """An event on its way to a subscriber. The key is the last token of the subject."""

    id: UUID
    subject: str
    raw: bytes

    @property
    def key(self) -> str:
        return self.subject.rpartition(".")[2]

    @property
    def sender(self) -> str:
        """The municipality that the subject names: the county's server writes it there, never a sender."""
        return self.subject.split(".")[1]


@dataclass
class InWork:
    """What is with the subscriber at this moment, for whoever must say so or take it away."""

    message: Message | None = None
    session: Session | None = None
    since: float = 0.0

    @property
    def seconds(self) -> float:
        """How long the event has been there; 0 when none is."""
        return time.monotonic() - self.since if self.message is not None else 0.0


@dataclass(frozen=True)
class Delivery:
    """One subscriber of one plugin, in this process."""

    platform: "Platform"
    plugin: str
    subscriber: Subscriber
    in_work: InWork = field(default_factory=InWork, compare=False)

    @cached_property
    def name(self) -> str:
        """The name of the durable consumer, and of the subscriber wherever it is shown."""
        said = self.subscriber.name or self.subscriber.event.replace("*", "all").replace(">", "all")
        return f"{self.plugin}__{said.replace('.', '_')}"

    @property
    def filter(self) -> str:
        """The subjects that the subscriber hears."""
        settings = self.platform.settings
        start = f"utblick.{settings.municipality.code}"
        if self.subscriber.from_county:
            start = "region.*" if settings.county.role == "hub" else f"to.{settings.municipality.code}"
        event = self.subscriber.event
        if event == "*":
            return f"{start}.>"
        return f"{start}.{event}" if event.endswith(">") else f"{start}.{event}.*"

    def hears(self, name: str) -> bool:
        """Whether an event of this name that happened in the house is for the subscriber."""
        if self.subscriber.from_county:
            return False
        event = self.subscriber.event
        return event in {"*", name} or (event.endswith(">") and name.startswith(event[:-1]))

    def commit(self, messages: Sequence[Message]) -> None:
        """Handle the events in one transaction; what was handled before is passed over."""
        with self.platform.database.write() as session:
            self.alone_with_replay(session)
            self.handle(session, messages)

    def handle(self, session: Session, messages: Sequence[Message], *, as_of_event: bool = False) -> None:
        """The same within the caller's transaction: their effects and their marks are one."""
        new = self.mark(session, [message.id for message in messages])
        work = self.in_work
        try:
            for message in messages:
                if message.id in new:
                    new.discard(message.id)
                    work.session, work.since, work.message = session, time.monotonic(), message
                    self.run(session, message, as_of_event=as_of_event)
        finally:
            work.message = work.session = None

    def run(self, session: Session, message: Message, *, as_of_event: bool = False) -> None:
        """Call the subscriber, whatever the inbox says; `as_of_event` makes the event's time its now."""
        try:
            wire = read_wire(message.raw)
        except ValueError:
            raise Unreadable(_("What was published here is not an event of Utblick.")) from None
        event = self._read(wire, message.sender if self.subscriber.from_county else "")
        facts = {"messaging.system": "nats", "messaging.message.id": str(wire.id), "utblick.event": wire.name}
        with self.platform.traces.span(
            f"handle {self.name}", "consumer", parent=wire.traceparent, facts=facts
        ) as span:
            ctx = Context(
                session,
                self._actor,
                self.platform,
                now=self.platform.database.now(),
                cause=wire.id,
                correlation=wire.correlation or str(wire.id),
                traceparent=span.traceparent,
            )
            if as_of_event:
                ctx.now = wire.time
            session.info["context"] = ctx
            with self._measured(), bound(subscriber=self.name, **marks(wire)):
                self.subscriber.handle(ctx, event)
                session.flush()

    def alone_with_replay(self, session: Session, *, replaying: bool = False) -> None:
        """Keep live events and a replay of the subscriber apart, until the transaction ends.

        SQLite has one writer anyway.
        """
        if not self.platform.database.is_sqlite:
            lock = "pg_advisory_xact_lock" if replaying else "pg_advisory_xact_lock_shared"
            key = zlib.crc32(f"utblick/replay/{self.name}".encode())
            session.connection().exec_driver_sql(f"SELECT {lock}({key})")

    def mark(self, session: Session, ids: Sequence[UUID]) -> set[UUID]:
        """Mark events as handled by the subscriber; returns those that were not marked before."""
        connection = session.connection()
        if not self.platform.database.is_sqlite:
            return set(connection.exec_driver_sql(_MARK_ON_POSTGRESQL, (self.name, list(ids))).scalars())
        named = {id_.hex: id_ for id_ in ids}
        held = msgspec.json.encode(list(named)).decode()
        return {
            named[new] for new in connection.exec_driver_sql(_MARK_ON_SQLITE, (self.name, held)).scalars()
        }

    @cached_property
    def _actor(self) -> Actor:
        language = self.platform.settings.municipality.languages[0]
        return Actor(f"subscriber/{self.plugin}", permissions=frozenset("*"), language=language)

    @contextmanager
    def _measured(self) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        except Exception:
            HANDLER_FAILURES.labels(self.name).inc()
            raise
        finally:
            self._durations.observe(time.perf_counter() - started)

    @cached_property
    def _durations(self) -> Histogram:
        return HANDLED.labels(self.name)

    def _read(self, wire: Wire, sender: str) -> BaseModel:
        data = self._understood(wire)
        if self.subscriber.reads is Envelope:
            return wire.envelope(sender)
        try:
            return self.subscriber.reads.model_validate(data)
        except ValidationError as error:
            fields = ", ".join(sorted({".".join(map(str, problem["loc"])) for problem in error.errors()}))
            raise Unreadable(
                _(
                    "The event {name} does not hold what {subscriber} reads: {fields}.",
                    name=wire.name,
                    subscriber=self.name,
                    fields=fields,
                )
            ) from None

    def _understood(self, wire: Wire) -> dict[str, Any]:
        """The data in a version that the subscriber knows; older ones are brought up step by step."""
        data, version, known = wire.data, wire.version, self.subscriber.versions
        event = self.platform.registry.event(wire.name)
        steps = event.upcasters if event is not None else {}
        while version not in known and version in steps:
            data, version = steps[version](data), version + 1
        if version in known or self.subscriber.reads is Envelope:
            return data
        raise Unreadable(
            _(
                "{subscriber} does not know version {version} of {name}. "
                "Upgrade the plugin {plugin}, then retry.",
                subscriber=self.name,
                version=wire.version,
                name=wire.name,
                plugin=self.plugin,
            )
        )


def marks(wire: Wire) -> dict[str, str]:
    """What each line of the log says that is about the event: which it is, and what it is part of."""
    said = {"event_id": str(wire.id), "correlation": wire.correlation or str(wire.id)}
    trace = trace_id(wire.traceparent)
    return said | {"trace_id": trace} if trace else said


def marks_of(message: Message) -> dict[str, str]:
    """The same for an event that perhaps nobody can read."""
    try:
        return marks(read_wire(message.raw))
    except ValueError:
        return {"event_id": str(message.id)}


def deliveries(platform: "Platform") -> dict[str, Delivery]:
    """Every subscriber of the enabled plugins, by its name."""
    found = (
        Delivery(platform, plugin.name, one)
        for plugin in platform.registry.plugins
        for one in plugin.subscribers
    )
    return {delivery.name: delivery for delivery in found}
