"""The AsyncAPI 3 document of the bus: every event of the enabled plugins, and who listens to which."""

import inspect
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from pydantic.json_schema import models_json_schema

from utblick import __version__
from utblick.bus.delivery import Delivery
from utblick.bus.event import CONTENT_TYPE, LEVELS, PREFIX, Event, encode, subject
from utblick.bus.example import exemplar
from utblick.platform import Platform
from utblick.registry import LoadedPlugin

Json = dict[str, Any]
_ENVELOPE = "CloudEvent"
_EXAMPLE_ID = UUID("01999999-9999-7999-8999-99999999999e")
_EXAMPLE_AT = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
_ABOUT = """\
Every event is a CloudEvents 1.0 message in structured JSON on NATS JetStream.

Delivery is at least once: tell events apart by `id`. Events with the same `subject` keep their order.
A field that is added later is optional; anything else becomes a new version beside the old one, so a
reader ignores fields that it does not know. Events carry ids and never say who a person is.
"""


def document(platform: Platform) -> Json:
    """The whole document, in English, as the docstrings of the events are."""
    registry, municipality = platform.registry, platform.settings.municipality.code
    events = [(plugin, event) for plugin in registry.plugins for event in plugin.events]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Utblick",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "EUPL-1.2"},
            "tags": [_tag(plugin) for plugin in registry.plugins if plugin.events],
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {event.name: _channel(event, municipality) for _plugin, event in events},
        "operations": dict(_operations(platform)),
        "components": {
            "messages": {
                _versioned(event): _message(plugin, event, municipality) for plugin, event in events
            },
            "schemas": {_ENVELOPE: _envelope(), **_schemas([event for _plugin, event in events])},
        },
    }


def _tag(plugin: LoadedPlugin) -> Json:
    return {"name": plugin.name, "description": str(plugin.card.summary)}


def _versioned(event: type[Event]) -> str:
    return f"{event.name}.v{event.version}"


def _channel(event: type[Event], municipality: str) -> Json:
    said = f"`{event.key}` of the event; what NATS does not allow in a subject is written as _."
    return {
        "address": f"utblick.{municipality}.{event.name}.{{key}}",
        "title": event.name,
        "messages": {_versioned(event): {"$ref": f"#/components/messages/{_versioned(event)}"}},
        "parameters": {"key": {"description": said}},
    }


def _operations(platform: Platform) -> Iterator[tuple[str, Json]]:
    events = [event for plugin in platform.registry.plugins for event in plugin.events]
    for plugin in platform.registry.plugins:
        for event in plugin.events:
            yield f"publish.{event.name}", _operation("send", event, plugin)
    for plugin in platform.registry.plugins:
        for subscriber in plugin.subscribers:
            delivery = Delivery(platform, plugin.name, subscriber)
            for event in events:
                if delivery.hears(event.name):
                    yield f"{delivery.name}.hears.{event.name}", _operation("receive", event, plugin)


def _operation(action: str, event: type[Event], plugin: LoadedPlugin) -> Json:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{event.name}"},
        "tags": [{"name": plugin.name}],
        "messages": [{"$ref": f"#/channels/{event.name}/messages/{_versioned(event)}"}],
    }


def _message(plugin: LoadedPlugin, event: type[Event], municipality: str) -> Json:
    said = inspect.cleandoc(event.__doc__ or "")
    exactly = {
        "type": {"const": f"{PREFIX}{_versioned(event)}"},
        "source": {"const": f"/{municipality}/{plugin.name}"},
        "subject": {"description": f"The event's `{event.key}`."},
        "data": {"$ref": f"#/components/schemas/{_versioned(event)}"},
    }
    return {
        "name": f"{PREFIX}{_versioned(event)}",
        "title": event.name,
        "summary": said.partition("\n")[0],
        "description": said,
        "contentType": CONTENT_TYPE,
        "tags": [{"name": plugin.name}],
        "correlationId": {"location": "$message.payload#/correlation"},
        "headers": {
            "type": "object",
            "properties": {"Nats-Msg-Id": {"type": "string", "description": "The event's `id`."}},
        },
        "payload": {"allOf": [{"$ref": f"#/components/schemas/{_ENVELOPE}"}, {"properties": exactly}]},
        "examples": [example(event, municipality)],
        "x-travels": event.share,
    }


def example(event: type[Event], municipality: str) -> Json:
    """The event as it would travel, and the subject on which it would."""
    made = exemplar(event)
    extensions = {"actor": "user", "share": event.share, "refs": " ".join(map(str, made.refs))}
    sent = encode(made, id=_EXAMPLE_ID, at=_EXAMPLE_AT, municipality=municipality, extensions=extensions)
    return {
        "name": event.name,
        "summary": subject(made, municipality),
        "headers": {"Nats-Msg-Id": str(_EXAMPLE_ID)},
        "payload": msgspec.json.decode(sent),
    }


def _schemas(events: list[type[Event]]) -> Json:
    """The data of each event, and the schemas that these refer to.

    Readers take fields that they do not know, so none is closed, as the classes that publish are.
    """
    found, shared = models_json_schema(
        [(event, "serialization") for event in events], ref_template="#/components/schemas/{model}"
    )
    schemas: Json = dict(shared.get("$defs", {}))
    own = {}
    for event in events:
        place = found[event, "serialization"]["$ref"].rpartition("/")[2]
        own[_versioned(event)] = schemas.pop(place)
        own[_versioned(event)].pop("additionalProperties", None)
    return own | schemas


def _envelope() -> Json:
    """CloudEvents 1.0 with the extension attributes of Utblick."""
    text, uuid = {"type": "string"}, {"type": "string", "format": "uuid"}
    return {
        "title": "CloudEvents 1.0, structured JSON",
        "type": "object",
        "required": ["specversion", "id", "type", "source", "subject", "time", "data"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": uuid | {"description": "UUID of version 7; the same at every delivery."},
            "type": text | {"description": "se.utblick.<plugin>.<entity>.<verb>.v<version>"},
            "source": text | {"description": "/<municipality>/<plugin>"},
            "subject": text | {"description": "The id of what it happened to."},
            "time": text | {"format": "date-time", "description": "When it happened."},
            "datacontenttype": {"const": "application/json"},
            "actor": text | {"description": "Who did it, as user/<id>, token/<id> or system."},
            "cause": uuid | {"description": "The event that led to this one."},
            "correlation": text | {"description": "One word for all that followed from one request."},
            "retracts": uuid | {"description": "The event that this one takes back."},
            "share": {
                "enum": list(LEVELS),
                "description": "How far it may travel.",
            },
            "refs": text | {"description": "The records that it names, as plugin/kind/id between blanks."},
            "traceparent": text
            | {"description": "The trace that it is part of, where one is kept, as in W3C Trace Context."},
            "data": {"type": "object"},
        },
    }
