"""Writing many organisations and people at once, with the history, search entries and events they owe.

The ORM would take several milliseconds for each; a register has tens of thousands.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType, SimpleNamespace
from typing import Any
from uuid import UUID

import msgspec
from pydantic_core import PydanticUndefined
from sqlalchemy import Table, insert
from sqlmodel import SQLModel

from utblick.bus import log
from utblick.bus.event import Event
from utblick.context import Context
from utblick.db.inserting import execute_many
from utblick.ids import new_id
from utblick.records.history import SILENT
from utblick.records.models import Change
from utblick.search.index import index_rows


def new_row(model: type[SQLModel], ctx: Context, **values: Any) -> SimpleNamespace:
    """A row of a record's table that is not written yet: its defaults, then the values."""
    lists: dict[str, Any] = {name: [] for name in _lists(model)}
    common = {"id": new_id(), "created_at": ctx.now, "updated_at": ctx.now, "version": 1}
    return SimpleNamespace(**{**_defaults(model), **lists, **common, **values})


def write_rows(
    ctx: Context, model: type[SQLModel], rows: Sequence[SimpleNamespace], *, kind: str = ""
) -> None:
    """Insert the rows; those of a record type get a first entry in their history and can be found."""
    if not rows:
        return
    connection = ctx.session.connection()
    execute_many(connection, insert(_table(model)), [vars(row) for row in rows])
    record = ctx.platform.registry.record("core", kind)
    if record is not None:
        execute_many(connection, insert(_table(Change)), [_created(ctx, kind, row) for row in rows])
        index_rows(ctx.session, ctx.platform.registry.owner(record), record, rows)


def publish_all(ctx: Context, events: Sequence[Event]) -> list[UUID]:
    """As `ctx.publish`, for many at once."""
    for kind in {type(event) for event in events}:
        ctx.platform.registry.require_event(kind)
    return log.append_all(
        ctx.session, events, municipality=ctx.settings.municipality.code, actor=ctx.actor.mark,
        cause=ctx.cause, correlation=ctx.correlation, now=ctx.now,
    )  # fmt: skip


def _created(ctx: Context, kind: str, row: SimpleNamespace) -> dict[str, Any]:
    filled = {
        name: value
        for name, value in vars(row).items()
        if name not in SILENT and value is not None and value not in ("", [])
    }
    return {
        "id": new_id(),
        "at": ctx.now,
        "actor": ctx.actor.mark,
        "plugin": "core",
        "kind": kind,
        "record_id": row.id,
        "action": "created",
        "before": {},
        "after": msgspec.to_builtins(filled, str_keys=True),
        "correlation": ctx.correlation[:80],
        "organisation_id": None,
        "person_id": None,
    }


@cache
def _defaults(model: type[SQLModel]) -> Mapping[str, Any]:
    """The plain defaults of a table's columns."""
    return MappingProxyType(
        {
            name: field.default
            for name, field in model.model_fields.items()
            if field.default is not PydanticUndefined and field.default_factory is None
        }
    )


@cache
def _lists(model: type[SQLModel]) -> tuple[str, ...]:
    return tuple(name for name, field in model.model_fields.items() if field.default_factory is list)


def _table(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table
