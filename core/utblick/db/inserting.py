"""Inserts that say what to do about rows that are there already, in the words of either database."""

from typing import Any

from sqlalchemy import Dialect, Table
from sqlmodel import SQLModel


def insert_into(table: type[SQLModel] | Table, dialect: Dialect) -> Any:
    """The database's own insert, which knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert  # type: ignore[assignment]
    return insert(table)
