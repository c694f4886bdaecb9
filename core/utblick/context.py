"""What every handler, panel, job, subscriber and command is given: the session, who acts, and the verbs."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlmodel import Session

from utblick.errors import Forbidden
from utblick.i18n import Msg

if TYPE_CHECKING:
    from utblick.bus.event import Event, Share
    from utblick.identity.access import Organisations, People
    from utblick.platform import Platform
    from utblick.settings import Settings
    from utblick.web.request import WebRequest

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in user, an API token, a link's holder, or the platform itself."""

    kind: str
    id: UUID | None = None
    name: str = ""
    permissions: frozenset[str] = frozenset()
    language: str = "sv"

    def may(self, permission: str) -> bool:
        """Whether the actor holds the permission; an empty one asks for nothing."""
        return not permission or "*" in self.permissions or permission in self.permissions

    @property
    def user_id(self) -> UUID | None:
        """Who acts, where that is a signed-in user."""
        return self.id if self.kind == "user" else None

    @property
    def mark(self) -> str:
        """How logs and events name the actor: the kind and the id, never a person's name."""
        return f"{self.kind}/{self.id}" if self.id else self.kind


SYSTEM = Actor("system", permissions=frozenset("*"))
NOBODY = Actor("nobody")


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer to any record of the platform: `core/organisation/…`, `export_deals/lead/…`."""

    plugin: str
    kind: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.plugin}/{self.kind}/{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """The reference that `str()` wrote; raises ValueError for anything else."""
        plugin, kind, record_id = text.split("/")
        return cls(plugin, kind, UUID(record_id))


@dataclass(frozen=True, slots=True)
class Label:
    """A record as others show it: its name, its address and what sort of thing it is."""

    ref: Ref
    name: str
    url: str
    kind: Msg
    icon: str


@dataclass
class Context:
    """One piece of work, in one transaction. Whoever made the context commits; nobody else does."""

    session: Session
    actor: Actor
    platform: "Platform"
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    cause: UUID | None = None
    correlation: str = ""
    request: "WebRequest | None" = None
    traceparent: str = ""

    @property
    def settings(self) -> "Settings":
        """The settings of the installation: `municipality`, `public_url`, `environment` and so on."""
        return self.platform.settings

    @property
    def language(self) -> str:
        """The language of whoever acts: sv or en."""
        return self.actor.language

    @property
    def today(self) -> date:
        """The day that it is where the municipality lies."""
        return self.now.astimezone(self.settings.municipality.zone).date()

    def moments_of(self, since: date, until: date) -> tuple[datetime, datetime]:
        """When the day `since` begins where the municipality lies, and when the day after `until` does."""
        zone = self.settings.municipality.zone
        return datetime.combine(since, time(), zone), datetime.combine(
            until + timedelta(days=1), time(), zone
        )

    def translate(self, text: str) -> str:
        """The text in the actor's language."""
        return self.platform.catalogue.translate(text, self.actor.language)

    def plugin_settings(self, model: type[M]) -> M:
        """A plugin's own settings, by the model that it registered."""
        return self.platform.registry.settings_of(model)

    def require(self, permission: str) -> None:
        """Raise `Forbidden` unless the actor holds the permission."""
        if not self.actor.may(permission):
            raise Forbidden

    def publish(
        self, event: "Event", *, retracts: UUID | None = None, share_at_most: "Share | None" = None
    ) -> UUID:
        """Write the event to the log in this transaction; the relay carries it to the bus after the commit.

        Returns the id of the event. An event that no enabled plugin declared is refused. `share_at_most`
        keeps this one nearer than others of its sort, for a record that is told of less widely.
        """
        from utblick.bus import log

        self.platform.registry.require_event(type(event))
        with self.platform.traces.span(
            f"publish {event.name}", "producer", parent=self.traceparent, facts={"messaging.system": "nats"}
        ) as span:
            made = log.append(
                self.session,
                event,
                municipality=self.settings.municipality.code,
                actor=self.actor.mark,
                cause=self.cause,
                correlation=self.correlation,
                retracts=retracts,
                share_at_most=share_at_most,
                traceparent=span.traceparent,
                now=self.now,
            )
            span.say({"messaging.message.id": str(made)})
            return made

    def publish_all(self, events: "Sequence[Event]", *, causes: "Sequence[UUID | None]" = ()) -> list[UUID]:
        """As `publish`, for many events at once whose rows are written: a statement for all of them.

        `causes` are the events that led to each, where that is not the same for all. Returns their ids in
        order.
        """
        from utblick.bus import log

        for kind in {type(event) for event in events}:
            self.platform.registry.require_event(kind)
        return log.append_all(
            self.session,
            events,
            municipality=self.settings.municipality.code,
            actor=self.actor.mark,
            causes=causes or [self.cause] * len(events),
            correlation=self.correlation,
            traceparent=self.traceparent,
            now=self.now,
        )

    def at(self, moment: datetime) -> "Context":
        """The same work as at another moment: history and events tell it so.

        For demonstrations, which tell of what happened before they were loaded.
        """
        other = replace(self, now=moment)
        self.session.info["context"] = other
        return other

    @cached_property
    def organisations(self) -> "Organisations":
        """The verbs and questions about organisations."""
        from utblick.identity.access import Organisations

        return Organisations(self)

    @cached_property
    def people(self) -> "People":
        """The verbs and questions about people."""
        from utblick.identity.access import People

        return People(self)

    def lookup(self, *refs: Ref) -> dict[Ref, Label]:
        """The labels of records of any plugin, one query per kind; unknown or unreadable ones are missing."""
        from utblick.records.labels import labels

        return labels(self, refs)

    def url(self, path: str) -> str:
        """An absolute address of this installation, for mails."""
        return self.settings.public_url + path

    def flash(self, message: Msg, tone: str = "ok") -> None:
        """Say something on the next page that this user sees."""
        if self.request is not None:
            self.request.flashes.append((tone, message))

    def in_language(self, language: str) -> "Context":
        """The same work, spoken in another language: for mails and pages to somebody else."""
        return replace(self, actor=replace(self.actor, language=language))


def rows_as(model: type[M], rows: Any) -> list[M]:
    """Typed values of the rows of a column query."""
    return [model.model_validate(dict(row._mapping)) for row in rows]
