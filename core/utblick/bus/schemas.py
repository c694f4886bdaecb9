"""The public contract of events: what was promised of them, and what may become of it.

What a plugin has promised stands in `events.json` beside its modules. A field that may be missing can be
added; whatever else changes is a new version beside the old one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from utblick.bus.event import Event
from utblick.registry import LoadedPlugin

FILE = "events.json"
_SPOKEN = frozenset({"title", "description", "examples", "default"})
"""What a schema says to people: it may change."""

Grade = Literal["breaking", "unwritten"]


@dataclass(frozen=True, slots=True)
class Change:
    """How an event differs from what was promised. An `unwritten` one is fine once it is written down."""

    event: str
    what: str
    mend: str
    grade: Grade = "breaking"


def promised(folder: Path) -> dict[str, dict[str, Any]]:
    """What the plugin in this folder has promised: by event, then by version; nothing without a file."""
    file = folder / FILE
    if not file.is_file():
        return {}
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, dict[str, Any]])
    except msgspec.DecodeError as error:
        raise ValueError(f"{file} is not a file of promised events: {error}") from None


def promise(plugin: LoadedPlugin) -> int:
    """Write down the events as they are, beside the older versions; returns how many entries changed."""
    before = promised(plugin.folder)
    after = {name: dict(versions) for name, versions in before.items()}
    for event in plugin.events:
        after.setdefault(event.name, {})[str(event.version)] = _contract(event)
    written = msgspec.json.format(msgspec.json.encode(after, order="deterministic"), indent=2)
    if after != before:
        (plugin.folder / FILE).write_bytes(written + b"\n")
    return sum(
        before.get(name, {}).get(version) != contract
        for name, versions in after.items()
        for version, contract in versions.items()
    )


def changes(plugin: LoadedPlugin) -> Iterator[Change]:
    """How the plugin's events differ from what it has promised."""
    before = promised(plugin.folder)
    now = {event.name: event for event in plugin.events}
    for name in before:
        if name not in now:
            yield Change(
                name,
                "was promised, and is no longer declared",
                "Declare it again: others may read it. To withdraw it, take it out of events.json and "
                "say so in the changelog.",
            )
    for name, event in now.items():
        yield from _changed(event, before.get(name, {}))


def _changed(event: type[Event], before: Mapping[str, Any]) -> Iterator[Change]:
    plugin = event.name.partition(".")[0]
    write = f"Accept it: utblick events write {plugin}"
    older = [int(version) for version in before if int(version) < event.version]
    for version in sorted(older):
        if version not in event.upcasters:
            yield Change(
                event.name,
                f"has no step from version {version}",
                f"Register one with `@upcast({event.__name__}, {version})`: the log holds such events.",
            )
    if any(int(version) > event.version for version in before):
        yield Change(event.name, f"went back to version {event.version}", "Versions only go up.")
        return
    then = before.get(str(event.version))
    if then is None:
        yield Change(event.name, f"is not written down in version {event.version}", write, "unwritten")
        return
    now = _contract(event)
    broken = list(_broken(then, now))
    for what in broken:
        mend = f"Keep it as it was, or make it version={event.version + 1} with `@upcast` from this one."
        yield Change(event.name, what, mend)
    if then != now and not broken:
        added = sorted(now["schema"]["properties"].keys() - then["schema"]["properties"].keys())
        said = f"has the new fields {', '.join(added)}" if added else "is written down in other words"
        if then["share"] != now["share"]:
            said = f"travels as far as {now['share']} instead of {then['share']}"
        yield Change(event.name, said, write, "unwritten")


def _broken(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    if then["key"] != now["key"]:
        yield f"has another key: {now['key']} instead of {then['key']}"
    before, after = then["schema"], now["schema"]
    fields, known = after["properties"], before["properties"]
    needed, needed_before = set(after.get("required", ())), set(before.get("required", ()))
    for name in known:
        if name not in fields:
            yield f"lost the field {name}"
        elif fields[name] != known[name]:
            yield f"has another {name}: {_short(fields[name])} instead of {_short(known[name])}"
        elif (name in needed) != (name in needed_before):
            yield f"may now be without {name}" if name in needed_before else f"now needs {name}"
    for name in sorted(fields.keys() - known.keys()):
        if name in needed:
            yield f"needs the new field {name}"


def _contract(event: type[Event]) -> dict[str, Any]:
    """What is promised of an event: its key, how far it may travel and its fields; no words for people."""
    schema = event.model_json_schema(mode="validation")
    full = event.model_json_schema(mode="serialization")
    plain = {
        "properties": _wordless(full.get("properties", {}), full.get("$defs", {})),
        "required": sorted(schema.get("required", ())),
    }
    return {"key": event.key, "share": event.share, "schema": plain}


def _wordless(properties: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _bare(schema, known) for name, schema in sorted(properties.items())}


def _bare(schema: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_bare(one, known) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _bare(known[schema["$ref"].rpartition("/")[2]], known)
    found = {name: _bare(value, known) for name, value in schema.items() if name not in _SPOKEN}
    if "properties" in schema:
        found["properties"] = _wordless(schema["properties"], known)
    return found


def _short(schema: Any) -> str:
    return msgspec.json.encode(schema).decode()[:80]
