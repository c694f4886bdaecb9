"""Where a word stands in a database: every column of every table is looked at, as it is stored."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, inspect, text

from utblick.platform import Platform


def places_of(platform: Platform, *words: str) -> list[str]:
    """The columns that hold one of the words in any row, as `table.column: row`; empty when none does."""
    wanted = [word.casefold() for word in words if word]
    with platform.database.engine.connect() as connection:
        return [
            f"{table}.{column}: {said[:300]}"
            for table, column, said in _cells(connection)
            if any(word in said.casefold() for word in wanted)
        ]


def _cells(connection: Connection) -> Iterator[tuple[str, str, str]]:
    quote = connection.dialect.identifier_preparer.quote
    for table in inspect(connection).get_table_names():
        for row in connection.execute(text(f"SELECT * FROM {quote(table)}")).mappings():  # noqa: S608
            for column, value in row.items():
                yield table, column, _said(value)


def _said(value: object) -> str:
    """A value as text, with what JSON has escaped as it reads."""
    said = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    if said[:1] in {"{", "["}:
        try:
            return str(msgspec.json.decode(said))
        except msgspec.DecodeError:
            return said
    return said
