"""The rows that point at a party: which they are, and pointing them at another one and back."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, UniqueConstraint, select, tuple_, update
from sqlmodel import SQLModel

from utblick.context import Context
from utblick.declare import Kind
from utblick.identity.models import Merge

_POINTERS = {
    "core_merge",
    "core_change",
    "core_event_ref",
    "core_search",
    "core_audit",
    "core_notice",
    "core_import_row",
    "core_mark",
}
"""Tables that speak of the past, or are kept in step by their own room: a merge leaves them alone."""


def references(ctx: Context, entity: str) -> Iterator[Column[Any]]:
    """Every column that points at a party of this sort: foreign keys, and fields of declared records."""
    target = f"core_{entity}.id"
    wanted = Kind.ORGANISATION if entity == "organisation" else Kind.PERSON
    declared = {
        (str(record.model.__tablename__), field.name)
        for _plugin, record in ctx.platform.registry.records()
        for field in record.fields
        if field.kind is wanted
    }
    enabled = tuple(f"{plugin.name}_" for plugin in ctx.platform.registry.plugins)
    for table in SQLModel.metadata.sorted_tables:
        if table.name in _POINTERS or not table.name.startswith(enabled):
            continue
        for column in table.columns:
            points = any(key.target_fullname == target for key in column.foreign_keys)
            if (points or (table.name, column.name) in declared) and column.name != "merged_into":
                yield column
        yield from _loose(table)


def move(ctx: Context, column: Column[Any], source: UUID, target: UUID) -> list[dict[str, Any]]:
    """Point the rows at the other record; one that would stand there twice stays where it is."""
    table: Any = column.table
    others = [key for key in table.primary_key.columns if key is not column]
    query = select(*others).where(column == source)
    if len(others) < len(table.primary_key.columns):
        there = select(*others).where(column == target)
        query = query.where(tuple_(*others).not_in(there) if len(others) > 1 else others[0].not_in(there))
    for beside in _once_beside(column):
        twin = table.alias()
        held = select(twin.c[column.name]).where(
            twin.c[column.name] == target, *(twin.c[one.name] == one for one in beside)
        )
        query = query.where(~held.exists())
    rows = ctx.session.execute(query).all()
    for row in rows:
        ctx.session.execute(
            update(table)
            .where(column == source, *(key == value for key, value in zip(others, row, strict=True)))
            .values({column.name: target})
        )
    names = [key.name for key in others]
    return [
        {
            "table": table.name,
            "column": column.name,
            "key": {n: str(v) for n, v in zip(names, row, strict=True)},
        }
        for row in rows
    ]


def _once_beside(column: Column[Any]) -> Iterator[list[Any]]:
    """For each rule by which a value of the column stands but once: the columns beside which that holds."""
    table: Any = column.table
    rules = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    rules += [one.columns for one in table.indexes if one.unique]
    for rule in rules:
        if column.name in {one.name for one in rule}:
            yield [one for one in rule if one is not column]


def move_back(ctx: Context, record: Merge) -> list[dict[str, Any]]:
    """Point the rows that the merge has moved at the merged record again.

    Returns those that cannot be found now, because their plugin is not enabled.
    """
    here = {(column.table.name, column.name): column for column in references(ctx, record.entity)}
    waiting = []
    for moved in record.moved:
        column = here.get((moved["table"], moved["column"]))
        if column is None:
            waiting.append(moved)
        else:
            _point(ctx, column, moved["key"], record.kept_id, record.merged_id)
    return waiting


def _point(ctx: Context, column: Column[Any], row: Mapping[str, str], source: UUID, target: UUID) -> None:
    """Point one row, known by its key as text, at another party, if it still points at this one."""
    table: Any = column.table
    held = [table.c[name] == _identity(table.c[name], text) for name, text in row.items()]
    ctx.session.execute(update(table).where(column == source, *held).values({column.name: target}))


def _loose(table: Table) -> Iterator[Column[Any]]:
    """Tables of notes about any record; an id stands for one record of the whole house."""
    if {"plugin", "kind", "record_id"} <= set(table.columns.keys()):
        yield table.c.record_id


def _identity(key: Column[Any], text: str) -> Any:
    kind = key.type.python_type
    return UUID(text) if kind is UUID else kind(text)
