"""What a plugin's declarations must be, before any of them is used: of their kind, prefixed, unique, sound.

Each sentence names the plugin, the hook and the value: its reader has to find the place.
"""

import inspect
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

from utblick.declare import Slot
from utblick.errors import Misconfigured
from utblick.i18n import _
from utblick.registry_retention import check_rules
from utblick.registry_texts import check_texts
from utblick.registry_values import misfits
from utblick.web.routing import PUBLIC, SIGNED_IN

if TYPE_CHECKING:
    from utblick.declare import RecordType
    from utblick.registry import LoadedPlugin

_HOOKS = (
    "permissions",
    "records",
    "routes",
    "navigation",
    "panels",
    "calendars",
    "events",
    "subscribers",
    "indicators",
    "jobs",
    "blueprint",
    "texts",
)


def check(plugin: "LoadedPlugin", before: "tuple[LoadedPlugin, ...]") -> None:
    """Raise `Misconfigured` with one sentence about the first thing that is wrong."""
    _of_their_kinds(plugin)
    _prefixed(plugin)
    _once(plugin, before)
    for record in plugin.records:
        _sound(plugin, record)
    _placed(plugin)
    _in_vocabularies(plugin, before)
    check_rules(plugin)
    check_texts(plugin)
    _permitted(plugin, before)


def _of_their_kinds(plugin: "LoadedPlugin") -> None:
    declared = [("describe", plugin.card), ("register_personal_data", plugin.personal_data)]
    declared += [(f"register_{name}", one) for name in _HOOKS for one in getattr(plugin, name)]
    for hook, one in declared:
        for place, wanted, value in misfits(one):
            raise Misconfigured(
                _(
                    "{plugin}: {hook}: {place} of {which} must be {kind}, not {value}.",
                    plugin=plugin.name,
                    hook=hook,
                    place=place,
                    which=str(getattr(one, "name", "") or getattr(one, "kind", "") or plugin.name),
                    kind=wanted,
                    value=repr(value)[:80],
                )
            )


def refuse_coroutines(name: str, hooks: Iterable[pluggy.HookCaller]) -> None:
    """Raise `Misconfigured` for a hook that is async: nobody would wait for it."""
    for hook in hooks:
        if any(inspect.iscoroutinefunction(one.function) for one in hook.get_hookimpls()):
            raise Misconfigured(_("{name}: the hook {hook} must not be async.", name=name, hook=hook.name))


def _prefixed(plugin: "LoadedPlugin") -> None:
    named = [("describe", vocabulary.name) for vocabulary in plugin.card.vocabularies]
    for hook in ("permissions", "indicators", "panels", "calendars", "events", "blueprint"):
        named += [(f"register_{hook}", one.name) for one in getattr(plugin, hook)]
    held = plugin.personal_data.rules if plugin.personal_data else ()
    named += [("register_personal_data", rule.name) for rule in held]
    for hook, name in named:
        if not name.startswith(f"{plugin.name}."):
            raise Misconfigured(
                _(
                    "{plugin}: {hook}: the name {name} must begin with {plugin}.",
                    plugin=plugin.name,
                    hook=hook,
                    name=name,
                )
            )
    for record in plugin.records:
        table = str(record.model.__tablename__)
        if not table.startswith(f"{plugin.name}_"):
            raise Misconfigured(
                _(
                    "{plugin}: {hook}: the table {name} must begin with {plugin}_",
                    plugin=plugin.name,
                    hook="register_records",
                    name=table,
                )
            )
    for route in plugin.routes:
        if (
            plugin.name != "core"
            and not route.path.startswith(f"/{plugin.name}/")
            and route.path != f"/{plugin.name}"
        ):
            raise Misconfigured(
                _(
                    "{plugin}: {hook}: the page {path} must lie under /{plugin}/",
                    plugin=plugin.name,
                    hook="register_routes",
                    path=route.path,
                )
            )


def _once(plugin: "LoadedPlugin", before: "tuple[LoadedPlugin, ...]") -> None:
    earlier = {r.model for other in before for r in other.records}
    for record in plugin.records:
        if record.model in earlier:
            raise Misconfigured(
                _(
                    "{plugin}: {hook}: {kind} is a record of another plugin.",
                    plugin=plugin.name,
                    hook="register_records",
                    kind=record.kind,
                )
            )
    _distinct(plugin, "permissions", (p.name for p in plugin.permissions))
    _distinct(plugin, "records", (r.kind for r in plugin.records))
    _distinct(plugin, "records", (r.path for r in plugin.records))
    _distinct(plugin, "events", (e.name for e in plugin.events))
    _distinct(plugin, "panels", (p.name for p in plugin.panels))
    _distinct(plugin, "calendars", (c.name for c in plugin.calendars))
    _distinct(plugin, "jobs", (j.name for j in plugin.jobs))
    _distinct(plugin, "blueprint", (b.name for b in plugin.blueprint))
    _distinct(plugin, "texts", (t.name for t in plugin.texts))
    _distinct(plugin, "indicators", (i.name for i in plugin.indicators))
    _distinct(plugin, "subscribers", (s.name or s.event for s in plugin.subscribers))
    _distinct(plugin, "routes", (f"{r.method} {r.path}" for r in plugin.routes))


def _distinct(plugin: "LoadedPlugin", hook: str, names: Iterable[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise Misconfigured(
            _(
                "{plugin}: {hook} gives {name} twice.",
                plugin=plugin.name,
                hook=f"register_{hook}",
                name=twice[0],
            )
        )


def _sound(plugin: "LoadedPlugin", record: "RecordType") -> None:
    declared = {field.name for field in record.fields}
    columns = set(record.model.model_fields)
    shown = set(record.columns) - {column.name for column in record.joined}
    used = {record.name, *shown, *record.filters, *record.search, record.sort.lstrip("-")}
    used |= {name for section in record.sections for name in section.fields}
    used |= {record.state} if record.state else set()
    used |= {*record.board.card, record.board.due} - {""} if record.board else set()
    used |= set(record.head)
    used |= {record.registry, record.part_of} - {""}
    for name in sorted(used - {"created_at", "updated_at"}):
        if name not in declared:
            raise Misconfigured(
                _(
                    "{plugin}: {hook}: {kind} uses the field {name} without declaring it.",
                    plugin=plugin.name,
                    hook="register_records",
                    kind=record.kind,
                    name=name,
                )
            )
    leading = {record.name, record.state, record.sort.lstrip("-"), record.registry, *record.search}
    leading |= set(record.board.card) if record.board else set()
    for name in record.secret_fields:
        if name in leading or record.field(name).required:
            raise Misconfigured(
                _(
                    "{plugin}: {hook}: {kind} keeps {name} secret, so it cannot be required, searched for, "
                    "or what names, sorts, numbers or stands on the cards of its records.",
                    plugin=plugin.name,
                    hook="register_records",
                    kind=record.kind,
                    name=name,
                )
            )
    for name in sorted(declared - columns):
        raise Misconfigured(
            _(
                "{plugin}: {hook}: {kind} declares the field {name}, which its table does not have.",
                plugin=plugin.name,
                hook="register_records",
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


def _placed(plugin: "LoadedPlugin") -> None:
    for panel in plugin.panels:
        if (panel.slot is Slot.RECORD) != bool(panel.record):
            raise Misconfigured(
                _(
                    "{plugin}: {hook}: {name} needs the slot of records and a record type, or neither.",
                    plugin=plugin.name,
                    hook="register_panels",
                    name=panel.name,
                )
            )


def _in_vocabularies(plugin: "LoadedPlugin", before: "tuple[LoadedPlugin, ...]") -> None:
    """What no card names cannot be picked in a form."""
    known = {one.name for other in (*before, plugin) for one in other.card.vocabularies}
    for record in plugin.records:
        for field in (*record.fields, *(asked for move in record.transitions for asked in move.fields)):
            if field.vocabulary is not None and field.vocabulary.name not in known:
                raise Misconfigured(
                    _(
                        "{plugin}: {hook}: {kind} uses the vocabulary {name}, which no card declares.",
                        plugin=plugin.name,
                        hook="register_records",
                        kind=record.kind,
                        name=field.vocabulary.name,
                    )
                )


def _permitted(plugin: "LoadedPlugin", before: "tuple[LoadedPlugin, ...]") -> None:
    """What nobody can ever be allowed would be hidden from everybody, and nobody would know why."""
    own = {p.name for p in plugin.permissions}
    known = own | {p.name for other in before for p in other.permissions} | {"", PUBLIC, SIGNED_IN}
    asked = [("navigation", link.url, link.permission, known) for link in plugin.navigation]
    asked += [("panels", panel.name, panel.permission, known) for panel in plugin.panels]
    asked += [("calendars", one.name, one.permission, known) for one in plugin.calendars]
    asked += [("routes", route.path, route.access, known) for route in plugin.routes]
    for record in plugin.records:
        wanted = (record.read, record.write, *(move.permission for move in record.transitions))
        asked += [("records", record.kind, name, own) for name in wanted]
        asked.append(("records", record.kind, record.read_secret, known))
    for hook, what, name, declared in asked:
        if name not in declared:
            raise Misconfigured(
                _(
                    "{plugin}: {hook}: {kind} asks for the permission {name}, which is not declared.",
                    plugin=plugin.name,
                    hook=f"register_{hook}",
                    kind=what,
                    name=name,
                )
            )
