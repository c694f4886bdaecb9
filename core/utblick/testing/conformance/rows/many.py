"""A thousand rows of everything that a plugin keeps: copies of those there, with ids of their own."""

from collections.abc import Sequence
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Column, Connection, Table, UniqueConstraint, insert, select
from sqlalchemy.exc import IntegrityError

from utblick.ids import new_id

if TYPE_CHECKING:
    from utblick.platform import Platform
    from utblick.testing.conformance.subject import Subject


def multiply(platform: "Platform", subject: "Subject", rows: int) -> None:
    """Fill every table up to so many rows; those that hold nothing, or one row for each of another, stay."""
    with platform.database.write() as session:
        connection = session.connection()
        for model in subject.models:
            _fill(session, connection, model.__table__, rows)  # type: ignore[attr-defined]


def _fill(session: Any, connection: Connection, table: Table, rows: int) -> None:
    held = connection.execute(select(table)).mappings().all()
    if not held or len(held) >= rows:
        return
    single = _single(table)
    if any(column.foreign_keys for column in single):
        return
    copies = islice(cycle(held), rows - len(held))
    values = [
        {**row, **{column.name: _another(row[column.name], column) for column in single}} for row in copies
    ]
    try:
        with session.begin_nested():
            connection.execute(insert(table), values)
    except IntegrityError:
        return


def _single(table: Table) -> Sequence[Column[Any]]:
    """The columns whose values may be there only once, alone or with others."""
    found = {column.name: column for column in table.primary_key.columns}
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            found |= {column.name: column for column in constraint.columns}
    for index in table.indexes:
        if index.unique:
            found |= {column.name: column for column in index.columns}
    found |= {column.name: column for column in table.columns if column.unique}
    return list(found.values())


def _another(value: Any, column: Column[Any]) -> Any:
    if isinstance(value, UUID):
        return new_id()
    if isinstance(value, str):
        length = getattr(column.type, "length", None) or 32
        return new_id().hex[-length:]
    return value
