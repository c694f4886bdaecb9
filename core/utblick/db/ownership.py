"""Whose tables there are in the database, whether or not their owner still runs or is installed."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, MetaData, Table, func, inspect, select, table

from utblick.db.alone import alone
from utblick.db.database import Database
from utblick.db.versions import owner_of, version_table


def versioned(connection: Connection) -> frozenset[str]:
    """Everybody whose migrations were ever run here."""
    start = version_table("")
    return frozenset(name.removeprefix(start) for name in _names(connection) if name.startswith(start))


def tables_of(connection: Connection, owner: str, known: Iterable[str]) -> tuple[str, ...]:
    """The owner's tables, without its version table; `known` are all owners that a table could belong to."""
    everyone = (*known, owner)
    own = (name for name in _names(connection) if owner_of(name, everyone) == owner)
    return tuple(sorted(name for name in own if not name.startswith(version_table(""))))


def count_rows(connection: Connection, names: Iterable[str]) -> Mapping[str, int]:
    """How many rows each table has."""
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names
    }


def reflected(connection: Connection, name: str) -> Table:
    """A table as the database has it."""
    return Table(name, MetaData(), autoload_with=connection, resolve_fks=False)


def drop(database: Database, owner: str, known: Iterable[str]) -> tuple[str, ...]:
    """Drop what is left of the owner, by name, and its version table; returns the tables that were left."""
    with alone(database), database.alter() as connection:
        left = tables_of(connection, owner, known)
        going = [*left, *_version_tables(connection, owner)]
        there = MetaData()
        there.reflect(connection, only=going)  # brings what they point at, which stays
        there.drop_all(connection, tables=[there.tables[name] for name in going])
        connection.commit()
    return left


def _version_tables(connection: Connection, owner: str) -> list[str]:
    name = version_table(owner)
    return [name] if name in _names(connection) else []


def _names(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()
