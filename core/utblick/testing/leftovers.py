"""What of a plugin is still in an installation's database: after a purge, nothing."""

from collections.abc import Iterator

from sqlalchemy import JSON, Column, Connection, String, cast, func, or_, select
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import AutoString

from utblick.db.metadata import load, metadata
from utblick.db.ownership import tables_of, versioned
from utblick.db.versions import revisions
from utblick.platform import Platform
from utblick.registry import CORE

_TRUTH = {"core_event", "core_audit"}
"""The log keeps what a plugin has published, and the audit log that it was purged."""


def leftovers(platform: Platform, plugin: str) -> list[str]:
    """The plugin's tables, and the columns of the core in which its name still stands.

    It looks for the name in every column with text, not only where a name is expected.
    """
    with platform.database.engine.connect() as connection:
        everyone = [one for one in versioned(connection) if one != plugin]
        tables = tables_of(connection, plugin, everyone)
        versions = [f"alembic_{plugin}"] if revisions(connection, plugin) else []
        return [*tables, *versions, *_named(connection, plugin)]


def _named(connection: Connection, plugin: str) -> Iterator[str]:
    load()
    for table in metadata.sorted_tables:
        if not table.name.startswith(f"{CORE}_") or table.name in _TRUTH:
            continue
        for column in table.columns:
            if isinstance(column.type, String | JSON | AutoString) and column.name != "actor":
                found = connection.scalar(
                    select(func.count()).select_from(table).where(_names(column, plugin))
                )
                if found:
                    yield f"{table.name}.{column.name}: {found}"


def _names(column: Column[object], plugin: str) -> ColumnElement[bool]:
    text = cast(column, String)
    parts = (f"{plugin}.", f"{plugin}/", f"{plugin}_")
    return or_(text == plugin, *(text.contains(part, autoescape=True) for part in parts))
