"""What a plugin's declarations must be, before any of them is used: prefixed, unique and sound."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from utblick.errors import Misconfigured
from utblick.i18n import _

if TYPE_CHECKING:
    from utblick.declare import RecordType
    from utblick.registry import LoadedPlugin


def check(plugin: "LoadedPlugin", before: "tuple[LoadedPlugin, ...]") -> None:
    """Raise `Misconfigured` with one sentence about the first thing that is wrong."""
    _prefixed(plugin)
    _once(plugin, before)
    for record in plugin.records:
        _sound(plugin, record)


def _prefixed(plugin: "LoadedPlugin") -> None:
    dotted = [p.name for p in plugin.permissions] + [i.name for i in plugin.indicators]
    dotted += [panel.name for panel in plugin.panels] + [event.name for event in plugin.events]
    for name in dotted:
        if not name.startswith(f"{plugin.name}."):
            raise Misconfigured(
                _("{plugin}: the name {name} must begin with {plugin}.", plugin=plugin.name, name=name)
            )
    for record in plugin.records:
        table = str(record.model.__tablename__)
        if not table.startswith(f"{plugin.name}_"):
            raise Misconfigured(
                _("{plugin}: the table {name} must begin with {plugin}_", plugin=plugin.name, name=table)
            )
    for route in plugin.routes:
        if (
            plugin.name != "core"
            and not route.path.startswith(f"/{plugin.name}/")
            and route.path != f"/{plugin.name}"
        ):
            raise Misconfigured(
                _("{plugin}: the page {path} must lie under /{plugin}/", plugin=plugin.name, path=route.path)
            )


def _once(plugin: "LoadedPlugin", before: "tuple[LoadedPlugin, ...]") -> None:
    earlier = {r.model for other in before for r in other.records}
    if any(record.model in earlier for record in plugin.records):
        raise Misconfigured(_("{plugin} declares a record of another plugin.", plugin=plugin.name))
    _distinct(plugin, "permission", (p.name for p in plugin.permissions))
    _distinct(plugin, "record", (r.kind for r in plugin.records))
    _distinct(plugin, "path", (r.path for r in plugin.records))
    _distinct(plugin, "event", (e.name for e in plugin.events))
    _distinct(plugin, "panel", (p.name for p in plugin.panels))
    _distinct(plugin, "job", (j.name for j in plugin.jobs))
    _distinct(plugin, "indicator", (i.name for i in plugin.indicators))
    _distinct(plugin, "subscriber", (s.name or s.event for s in plugin.subscribers))
    _distinct(plugin, "page", (f"{r.method} {r.path}" for r in plugin.routes))


def _distinct(plugin: "LoadedPlugin", what: str, names: Iterable[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise Misconfigured(
            _("{plugin} declares the {what} {name} twice.", plugin=plugin.name, what=what, name=twice[0])
        )


def _sound(plugin: "LoadedPlugin", record: "RecordType") -> None:
    declared = {field.name for field in record.fields}
    columns = set(record.model.model_fields)
    used = {record.name, *record.columns, *record.filters, *record.search, record.sort.lstrip("-")}
    used |= {name for section in record.sections for name in section.fields}
    used |= {record.state} if record.state else set()
    used |= set(record.board.card) if record.board else set()
    for name in sorted(used - {"created_at", "updated_at"}):
        if name not in declared:
            raise Misconfigured(
                _(
                    "{plugin}: {kind} uses the field {name} without declaring it.",
                    plugin=plugin.name,
                    kind=record.kind,
                    name=name,
                )
            )
    for name in sorted(declared - columns):
        raise Misconfigured(
            _(
                "{plugin}: {kind} declares the field {name}, which its table does not have.",
                plugin=plugin.name,
                kind=record.kind,
                name=name,
            )
        )
    for field in record.fields:
        if field.choices_from is not None and (field.choices or field.name == record.state):
            raise Misconfigured(
                _(
                    "{plugin}: {kind} needs declared choices for {name}, or computed ones, not both; "
                    "those of the state are declared.",
                    plugin=plugin.name,
                    kind=record.kind,
                    name=field.name,
                )
            )
    permissions = {p.name for p in plugin.permissions}
    for name in {record.read, record.write, *(t.permission for t in record.transitions)} - permissions:
        raise Misconfigured(
            _(
                "{plugin}: {kind} asks for the permission {name}, which is not declared.",
                plugin=plugin.name,
                kind=record.kind,
                name=name,
            )
        )
