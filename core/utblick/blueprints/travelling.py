"""Which settings travel in a blueprint: how one works; no secrets, addresses or what is true of one place."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any, get_args

from pydantic import BaseModel, SecretBytes, SecretStr

from utblick.registry import LoadedPlugin, Registry
from utblick.settings import Settings

OF_THE_CORE = (
    "municipality.languages",
    "sign_in.session_hours",
    "web.upload_mb",
    "imports.keep_rows_days",
)
_STAY = (SecretStr, SecretBytes, PurePath)


def travelling(settings: Settings, registry: Registry) -> dict[str, Any]:
    """The settings that a blueprint may hold, by their names in the settings file, as plain values."""
    found = {name: at(settings, name.split(".")) for name in OF_THE_CORE}
    for plugin in registry.plugins:
        found |= dict(_of_plugin(plugin))
    return found


def staying(registry: Registry) -> list[str]:
    """The settings of the plugins that never travel."""
    return [
        f"plugin.{plugin.name}.{field}"
        for plugin in registry.plugins
        if plugin.settings is not None
        for field in type(plugin.settings).model_fields
        if not travels(type(plugin.settings), field)
    ]


def travels(model: type[BaseModel], field: str) -> bool:
    """Whether a plugin's setting may travel: no secret, no path, and not marked as local."""
    known = model.model_fields[field]
    extra = known.json_schema_extra
    is_local = isinstance(extra, Mapping) and bool(extra.get("local"))
    return not is_local and not any(issubclass(kind, _STAY) for kind in _kinds(known.annotation))


def at(settings: Settings, keys: list[str]) -> Any:
    """The plain value of a setting."""
    place: Any = settings.model_dump(mode="json", include={keys[0]})
    for key in keys:
        place = place[key]
    return place


def _of_plugin(plugin: LoadedPlugin) -> Iterator[tuple[str, Any]]:
    if plugin.settings is None:
        return
    said = plugin.settings.model_dump(mode="json")
    for field in type(plugin.settings).model_fields:
        if travels(type(plugin.settings), field) and said[field] is not None:
            yield f"plugin.{plugin.name}.{field}", said[field]


def _kinds(annotation: Any) -> Iterator[type]:
    """Every class that a type is made of."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for inner in get_args(annotation):
        yield from _kinds(inner)
