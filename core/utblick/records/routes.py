"""All addresses of a record type, from its declaration."""

from importlib import import_module

from utblick.declare import RecordType
from utblick.registry import LoadedPlugin
from utblick.web.routing import Route


def record_routes(plugin: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """List, new, board, detail, edit, transitions, export, and the JSON API."""
    found: list[Route] = []
    for name in ("export", "api", "lists", "board", "forms", "detail", "transitions"):
        if (name == "lists" and not record.listed) or (name == "board" and record.board is None):
            continue
        try:  # BUILDING: until every room stands
            module = import_module(f"utblick.records.{name}")
        except ModuleNotFoundError:
            continue
        found += module.routes(plugin, record)
    return tuple(found)
