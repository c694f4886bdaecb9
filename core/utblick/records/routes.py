"""All addresses of a record type, from its declaration."""

from utblick.declare import RecordType
from utblick.registry import LoadedPlugin
from utblick.web.routing import Route


def record_routes(plugin: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """List, new, board, detail, edit, transitions, export, and the JSON API."""
    from utblick.records import api, board, detail, export, forms, lists, transitions

    found: list[Route] = [*export.routes(plugin, record), *api.routes(plugin, record)]
    if record.listed:
        found += lists.routes(plugin, record)
    if record.board is not None:
        found += board.routes(plugin, record)
    found += forms.routes(plugin, record)
    found += detail.routes(plugin, record)
    found += transitions.routes(plugin, record)
    return tuple(found)
