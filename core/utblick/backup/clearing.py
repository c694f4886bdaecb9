"""What is in a database already, and how it goes to make room for a backup."""

from sqlalchemy import Connection, column, exists, inspect, literal, select, table

from utblick.backup.holders import RAW
from utblick.db.ownership import versioned
from utblick.db.versions import owner_of, version_table
from utblick.search import schema

_BY_ITSELF = frozenset({"core_job", "core_job_run", "core_stream"})
"""Tables that fill without anybody's doing, when an installation is started."""


def filled(connection: Connection) -> tuple[str, ...]:
    """The tables with rows that somebody would miss."""
    found = []
    for name in _owned(connection):
        if name in _BY_ITSELF or name.startswith((RAW, version_table(""))):
            continue
        if connection.scalar(select(exists(select(literal(1)).select_from(table(name, column("x")))))):
            found.append(name)
    return tuple(found)


def clear(connection: Connection) -> None:
    """Drop the tables of every owner with all that is in them, within the caller's transaction."""
    if "core_search" in inspect(connection).get_table_names():
        schema.drop(connection)
    quote = connection.dialect.identifier_preparer.quote
    ending = "" if connection.dialect.name == "sqlite" else " CASCADE"
    for name in _owned(connection):
        connection.exec_driver_sql(f"DROP TABLE {quote(name)}{ending}")


def empty(connection: Connection, names: list[str]) -> None:
    """Take away the rows that migrations have put there; the tables stay."""
    quote = connection.dialect.identifier_preparer.quote
    for name in reversed(names):
        connection.exec_driver_sql(f"DELETE FROM {quote(name)}")  # noqa: S608 - quoted


def _owned(connection: Connection) -> list[str]:
    """Tables that belong to somebody, with those that note how far migrations have come."""
    everyone = versioned(connection)
    return [
        name
        for name in inspect(connection).get_table_names()
        if owner_of(name, tuple(everyone)) or name.removeprefix(version_table("")) in everyone
    ]
