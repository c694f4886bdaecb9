"""What happened, as a typed value: the base class of all events and the envelope in which they travel."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, get_args
from uuid import UUID

import msgspec
from pydantic import BaseModel, ConfigDict

from utblick.context import Ref
from utblick.i18n import Msg

Share = Literal["municipality", "anonymous", "county", "public"]
"""How far an event may travel: nowhere, to the county without saying whose it is, to the county, to all."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

LEVELS: tuple[Share, ...] = get_args(Share)
PREFIX = "se.utblick."
CONTENT_TYPE = "application/cloudevents+json"
_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
_TAKEN = frozenset(
    {"name", "version", "key", "share", "share_at_most", "coarse", "shown", "says", "points", "upcasters"}
)
_PERSONAL = frozenset(
    {
        "email",
        "phone",
        "first_name",
        "last_name",
        "full_name",
        "person_name",
        "personal_number",
        "personnummer",
    }
)


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a field of an event as the id of a record: the event then stands on that record's timeline."""

    plugin: str
    kind: str


OrganisationId = Annotated[UUID, RefTo("core", "organisation")]
"""The type of a field of an event that names an organisation: the event stands on its timeline."""

PersonId = Annotated[UUID, RefTo("core", "person")]
"""The type of a field of an event that names a person: the event stands on that person's timeline."""


class Event(BaseModel):
    """Something that has happened; subclass it with ``name="plugin.entity.verb_past", key="…_id"``.

    The docstring is the public description. `key` is the field with the id of what it happened to: events
    of one key keep their order. `says` is the sentence of timelines and may use ``{field}`` of the data.
    `share` is how far the event travels where a municipality has joined a county and has not decided
    otherwise, `share_at_most` how far it may be let. `coarse` names the fields that tell nothing of whose it
    is (a kind, a country, a count): all that leaves anonymously. `shown` names those that anybody may see.
    Ids only: an event never says who a person is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: ClassVar[str]
    version: ClassVar[int]
    key: ClassVar[str]
    share: ClassVar[Share]
    share_at_most: ClassVar[Share]
    coarse: ClassVar[tuple[str, ...]] = ()
    shown: ClassVar[tuple[str, ...]] = ()
    says: ClassVar[Msg] = Msg("")
    points: ClassVar[tuple[tuple[str, RefTo], ...]] = ()
    upcasters: ClassVar[dict[int, Upcaster]] = {}

    def __init_subclass__(
        cls,
        *,
        name: str,
        key: str,
        version: int = 1,
        share: Share = "municipality",
        share_at_most: Share | None = None,
        coarse: tuple[str, ...] = (),
        shown: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init_subclass__(**kwargs)
        taken = _TAKEN & {field for field, kind in cls.__annotations__.items() if "ClassVar" not in str(kind)}
        if taken:
            raise TypeError(f"{cls.__name__}: an event cannot have a field called {', '.join(sorted(taken))}")
        if not _NAME.fullmatch(name):
            raise TypeError(
                f"{cls.__name__}: {name!r} is not a name like plugin.entity.verb_past, in lower snake case"
            )
        if version < 1:
            raise TypeError(f"{name}: versions count from 1")
        if not (cls.__doc__ or "").strip() or cls.__doc__ == Event.__doc__:
            raise TypeError(f"{name}: an event needs a docstring that says publicly what it means")
        cls.name, cls.version, cls.key, cls.share = name, version, key, share
        cls.share_at_most = share_at_most or share
        if LEVELS.index(cls.share_at_most) < LEVELS.index(share):
            raise TypeError(f"{name}: it travels further ({share}) than it may ({cls.share_at_most})")
        cls.coarse, cls.shown = coarse, shown
        cls.upcasters = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_kwargs: Any) -> None:
        if cls.key not in cls.model_fields:
            raise TypeError(f"{cls.name}: its key {cls.key!r} is not one of its fields")
        personal = _PERSONAL & set(cls.model_fields)
        if personal:
            raise TypeError(f"{cls.name}: {', '.join(sorted(personal))} would put personal data into the log")
        cls.points = tuple(
            (field, mark)
            for field, info in cls.model_fields.items()
            for mark in _marks([*info.metadata, info.annotation])
        )
        if unknown := {*cls.coarse, *cls.shown} - set(cls.model_fields):
            raise TypeError(f"{cls.name}: it has no field {', '.join(sorted(unknown))} to share")
        if telling := [one for one in cls.coarse if _holds_id(cls.model_fields[one].annotation)]:
            raise TypeError(f"{cls.name}: {', '.join(telling)} holds ids, which tell whose it is")

    @cached_property
    def key_value(self) -> str:
        """The id of what it happened to, as text."""
        return str(getattr(self, self.key))

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """Every record the event names: first the one it happened to, then its marked fields."""
        plugin, entity, _verb = self.name.split(".")
        found = dict.fromkeys(Ref(plugin, entity, one) for one in _ids(getattr(self, self.key)))
        for field, mark in self.points:
            found |= dict.fromkeys(Ref(mark.plugin, mark.kind, one) for one in _ids(getattr(self, field)))
        return tuple(found)


class Envelope(BaseModel):
    """An event as it travelled: what the log knows about it, and its data as plain values.

    `sender` is the code of the municipality whose line it came by, as the county's server wrote it; it is
    empty for what happened in this house.
    """

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    version: int
    key: str
    at: datetime
    actor: str = ""
    cause: UUID | None = None
    correlation: str = ""
    retracts: UUID | None = None
    share: Share = "municipality"
    refs: tuple[Ref, ...] = ()
    sender: str = ""
    data: dict[str, Any]

    @property
    def plugin(self) -> str:
        """The plugin that published it."""
        return self.name.partition(".")[0]


class Wire(msgspec.Struct, frozen=True, gc=False):
    """CloudEvents 1.0 in structured JSON, with our extension attributes; only what readers need is named."""

    id: UUID
    type: Annotated[str, msgspec.Meta(pattern=r"^se\.utblick\.\w+\.\w+\.\w+\.v[0-9]+$")]
    time: datetime
    subject: str
    data: dict[str, Any]
    actor: str = ""
    cause: UUID | None = None
    correlation: str = ""
    retracts: UUID | None = None
    share: Share = "municipality"
    refs: str = ""
    traceparent: str = ""

    @property
    def name(self) -> str:
        return self.type[len(PREFIX) :].rpartition(".v")[0]

    @property
    def version(self) -> int:
        return int(self.type.rpartition(".v")[2])

    def envelope(self, sender: str = "") -> Envelope:
        return Envelope(
            id=self.id,
            name=self.name,
            version=self.version,
            key=self.subject,
            at=self.time,
            actor=self.actor,
            cause=self.cause,
            correlation=self.correlation,
            retracts=self.retracts,
            share=self.share,
            refs=tuple(Ref.parse(text) for text in self.refs.split()),
            sender=sender,
            data=self.data,
        )


_DECODER = msgspec.json.Decoder(Wire)


def upcast(event: type[Event], version: int) -> Callable[[Upcaster], Upcaster]:
    """Register how data of an older version become those of the next one; steps are chained."""

    def register(step: Upcaster) -> Upcaster:
        event.upcasters[version] = step
        return step

    return register


def encode(event: Event, *, id: UUID, at: datetime, municipality: str, extensions: dict[str, str]) -> bytes:
    """The event as CloudEvents 1.0 structured JSON; empty extension attributes are left out."""
    return msgspec.json.encode(
        {
            "specversion": "1.0",
            "id": str(id),
            "type": f"{PREFIX}{event.name}.v{event.version}",
            "source": f"/{municipality}/{event.name.partition('.')[0]}",
            "time": at,
            "subject": event.key_value,
            "datacontenttype": "application/json",
            **{name: value for name, value in extensions.items() if value},
            "data": event.model_dump(mode="json"),
        }
    )


def decode(raw: bytes) -> Envelope:
    """The envelope of a CloudEvents message; raises ValueError for anything that is not one of ours."""
    return read_wire(raw).envelope()


def read_wire(raw: bytes) -> "Wire":
    """A message as the bus reads it, checked but not yet anybody's model."""
    try:
        return _DECODER.decode(raw)
    except msgspec.DecodeError as error:
        raise ValueError(f"not an event of Utblick: {error}") from error


def subject(event: Event, municipality: str) -> str:
    """Where the event is published: ``utblick.<municipality>.<plugin>.<entity>.<verb>.<key>``."""
    return f"utblick.{municipality}.{event.name}.{subject_token(event.key_value)}"


def subject_token(key: str) -> str:
    """A key as the last part of a subject."""
    return _UNSAFE.sub("_", key) or "_"


def _holds_id(kind: Any) -> bool:
    return kind is UUID or any(_holds_id(part) for part in get_args(kind))


def _marks(parts: Iterable[Any]) -> Iterator[RefTo]:
    for part in parts:
        if isinstance(part, RefTo):
            yield part
        else:
            yield from _marks(get_args(part))


def _ids(value: Any) -> Iterator[UUID]:
    if isinstance(value, UUID):
        yield value
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _ids(one)
