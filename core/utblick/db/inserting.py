"""Writing rows in bulk, and inserts that say what to do about rows that are there already."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, Table, insert
from sqlmodel import SQLModel


def insert_into(table: type[SQLModel] | Table, dialect: Dialect) -> Any:
    """The database's own insert, which knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as its_insert
    else:
        from sqlalchemy.dialects.postgresql import insert as its_insert  # type: ignore[assignment]
    return its_insert(table)


def execute_many(connection: Connection, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
    """As `connection.execute(statement, rows)`, at a fraction of its cost for each row.

    All rows hold the names of the first one, and every column that the statement writes: defaults are not
    filled in. Values are prepared column by column, each by its own type, and go to the driver as they are.
    """
    if not rows:
        return
    dialect = connection.dialect
    compiled = _compiled(statement, dialect, tuple(rows[0]))
    names = compiled.positiontup or list(compiled.binds)
    columns = [
        _prepared([row[name] for row in rows], _processor(compiled.binds[name].type, dialect))
        for name in names
    ]
    lines = zip(*columns, strict=True)
    if compiled.positional:
        connection.exec_driver_sql(compiled.string, list(lines))
    else:
        connection.exec_driver_sql(compiled.string, [dict(zip(names, line, strict=True)) for line in lines])


@cache
def inserting(table: Table) -> Executable:
    """The plain insert into a table, always the same one, so that it is compiled but once."""
    return insert(table)


@lru_cache(maxsize=100)
def _compiled(statement: Executable, dialect: Dialect, columns: tuple[str, ...]) -> Any:
    """Compiling takes as long as writing ten rows: worth remembering for statements that are used again."""
    return statement.compile(dialect=dialect, column_keys=list(columns))  # type: ignore[attr-defined]


def _processor(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    """What makes a value of this type one that the driver takes; None when it does so already."""
    made: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return made


def _prepared(values: list[Any], process: Callable[[Any], Any] | None) -> Sequence[Any]:
    """The values as the driver takes them; what is the same thing in every row is prepared once."""
    if process is None:
        return values
    first = values[0]
    if all(value is first for value in values):
        return [process(first)] * len(values)
    return [process(value) for value in values]
