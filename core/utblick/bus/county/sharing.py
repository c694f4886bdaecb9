"""What leaves the house of an event, by how far it may travel: stripped before it is sent, never after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from utblick.access.credentials.sealing import first_signature
from utblick.bus.event import LEVELS, Envelope, Event, RefTo, Share
from utblick.bus.example import exemplar
from utblick.context import Context
from utblick.ids import new_id

_PERSON = RefTo("core", "person")
_PSEUDONYM = "county pseudonym"


@dataclass(frozen=True, slots=True)
class Sharing:
    """One sort of event and how far it travels: as declared, as the installation wants, and as it is.

    `too_far` says that the installation wants more than whoever made the event allows.
    """

    event: type[Event]
    level: Share
    too_far: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that leave the house."""
        return leaving(self.event, self.level)


def sharing(ctx: Context, wanted: Mapping[str, Share]) -> list[Sharing]:
    """Every sort of event of the enabled plugins that travels or may be let, by name.

    `wanted` are the levels that the installation has set, by the names of events.
    """
    events = (event for plugin in ctx.platform.registry.plugins for event in plugin.events)
    return sorted(
        (shared(event, wanted) for event in events if event.share_at_most != LEVELS[0]),
        key=lambda one: one.event.name,
    )


def shared(event: type[Event], wanted: Mapping[str, Share]) -> Sharing:
    """How far an event travels: as declared or as the installation wants, but never further than it may."""
    asked = wanted.get(event.name, event.share)
    level = min(asked, event.share_at_most, key=LEVELS.index)
    return Sharing(event, level, too_far=level != asked)


def leaving(event: type[Event], level: Share) -> tuple[str, ...]:
    """The fields of an event that leave the house at a level."""
    match level:
        case "anonymous":
            return event.coarse
        case "county":
            people = {field for field, mark in event.points if mark == _PERSON}
            return tuple(field for field in event.model_fields if field not in people)
        case "public":
            return event.shown
    return ()


def stripped(ctx: Context, event: Envelope, kind: type[Event], level: Share) -> Envelope | None:
    """An event as it leaves the house at a level; None when it does not.

    One that was kept nearer than others of its sort when it was published goes no further than that.

    Who did it, what led to it and which records it names never leave. Anonymously, its own ids and those of
    what it happened to are pseudonyms that only this installation can make, its moment is no more than its
    day, and its data are the coarse fields.
    """
    if LEVELS.index(event.share) < LEVELS.index(kind.share):
        level = min(level, event.share, key=LEVELS.index)
    if level == LEVELS[0]:
        return None
    hide = level == "anonymous"
    day = datetime.combine(event.at.astimezone(UTC).date(), time(), UTC)
    wanted = leaving(kind, level)
    return Envelope(
        id=_pseudonym(ctx, str(event.id)) if hide else event.id,
        name=event.name,
        version=event.version,
        key=str(_pseudonym(ctx, event.key)) if hide else event.key,
        at=day if hide else event.at,
        retracts=_pseudonym(ctx, str(event.retracts)) if hide and event.retracts else event.retracts,
        share=level,
        data={name: value for name, value in event.data.items() if name in wanted},
    )


def example(ctx: Context, kind: type[Event]) -> Envelope:
    """A made-up event of its sort, to show what would leave of it."""
    made = exemplar(kind)
    data: dict[str, Any] = made.model_dump(mode="json")
    return Envelope(
        id=new_id(),
        name=kind.name,
        version=kind.version,
        key=made.key_value,
        at=ctx.now,
        share=kind.share,
        data=data,
    )


def _pseudonym(ctx: Context, what: str) -> UUID:
    return UUID(first_signature(ctx, what, purpose=_PSEUDONYM)[:32], version=4)
