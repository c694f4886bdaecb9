"""Writes the rows of an archive into tables that are there and empty."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import psycopg
from sqlalchemy import Connection, inspect, text

from utblick.backup.kinds import as_sqlite_has_it, line_reader
from utblick.errors import Conflict
from utblick.i18n import _

_PORTION = 2000


def load(
    connection: Connection,
    table: str,
    columns: Mapping[str, str],
    lines: Iterable[bytes],
    told: Callable[[int], None],
) -> int:
    """Write the rows of one table, and return how many; `told` hears how many there are so far.

    Raises `Conflict` when the database will not have them.
    """
    there = {one["name"] for one in inspect(connection).get_columns(table)}
    if not columns.keys() <= there:
        raise Conflict(
            _(
                "The table {table} has no column {column} here, although its migrations say so.",
                table=table,
                column=", ".join(sorted(columns.keys() - there)),
            )
        )
    write = _into_sqlite if connection.dialect.name == "sqlite" else _into_postgres
    try:
        return write(connection, table, list(columns), map(line_reader(columns), lines), told)
    except (sqlite3.Error, psycopg.Error) as error:
        said = str(error).partition("\n")[0]
        raise Conflict(
            _("The database refused rows of the table {table}: {said}", table=table, said=said)
        ) from error


def count_on(connection: Connection, table: str, key: Sequence[str]) -> None:
    """Have PostgreSQL number new rows behind those that were written with their numbers."""
    if connection.dialect.name == "sqlite" or len(key) != 1:
        return
    quote = connection.dialect.identifier_preparer.quote
    column = quote(key[0])
    sequence = connection.execute(
        text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": quote(table), "column": key[0]}
    ).scalar()
    if sequence:
        connection.exec_driver_sql(
            f"SELECT setval('{sequence}', max({column})) FROM {quote(table)}"  # noqa: S608 - quoted
            f" HAVING max({column}) IS NOT NULL"
        )


def _into_sqlite(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]], told: Any
) -> int:
    quote = connection.dialect.identifier_preparer.quote
    names, marks = ", ".join(map(quote, columns)), ", ".join("?" * len(columns))
    statement = f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})"  # noqa: S608 - quoted
    driver = connection.connection.dbapi_connection
    assert driver is not None
    count = 0
    while portion := [tuple(map(as_sqlite_has_it, row)) for row in islice(rows, _PORTION)]:
        driver.executemany(statement, portion)
        count += len(portion)
        told(count)
    return count


def _into_postgres(
    connection: Connection, table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]], told: Any
) -> int:
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(map(quote, columns))
    driver: Any = connection.connection.driver_connection
    count = 0
    with driver.cursor() as cursor, cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy:
        for count, row in enumerate(rows, 1):
            copy.write_row(row)
            if count % _PORTION == 0:
                told(count)
    return count
