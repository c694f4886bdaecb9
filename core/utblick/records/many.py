"""Writing many rows at once, with the history and the search entries that records owe.

The ORM takes several milliseconds for each; a register, or a day of notices, has tens of thousands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from pydantic_core import PydanticUndefined
from sqlalchemy import Table
from sqlmodel import SQLModel

from utblick.context import Context
from utblick.db.inserting import execute_many, inserting
from utblick.db.record import Record
from utblick.ids import new_id
from utblick.records.history import SILENT, written
from utblick.records.models import Change
from utblick.search.index import index_rows

M = TypeVar("M", bound=SQLModel)


def new_row(model: type[M], ctx: Context, **values: Any) -> M:
    """A row of a table that is not written yet: its defaults, then the values; for `write_rows` alone.

    It has every column as an attribute, and is no object of a session: what is changed on it after it was
    written is not kept.
    """
    shape = _shape(model)
    made = dict(shape.defaults)
    for name, make in shape.factories:
        made[name] = make()
    for name in shape.times:
        made[name] = ctx.now
    return cast("M", SimpleNamespace(**{**made, **values}))


def write_rows(ctx: Context, model: type[M], rows: Sequence[M]) -> None:
    """Insert rows of one table in one go; records get the first entry of their history and can be found.

    What they point at must be written before.
    """
    if not rows:
        return
    connection = ctx.session.connection()
    execute_many(connection, inserting(_table(model)), [vars(row) for row in rows])
    known = ctx.platform.registry.record_of(model)
    if known is not None:
        plugin, record = known
        entries = [_created(ctx, plugin.name, record.kind, row) for row in rows]
        execute_many(connection, inserting(_table(Change)), entries)
        if record.search:
            index_rows(ctx.session, plugin, record, rows)


def _created(ctx: Context, plugin: str, kind: str, row: Any) -> dict[str, Any]:
    filled = {
        name: written(value)
        for name, value in vars(row).items()
        if name not in SILENT and value not in (None, "", [], {})
    }
    return {
        "id": new_id(),
        "at": ctx.now,
        "actor": ctx.actor.mark,
        "plugin": plugin,
        "kind": kind,
        "record_id": row.id,
        "action": "created",
        "before": {},
        "after": filled,
        "correlation": ctx.correlation[:80],
        "organisation_id": getattr(row, "organisation_id", None),
        "person_id": getattr(row, "person_id", None),
    }


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the columns of a table are filled with by themselves: plain values, made ones, and the moment."""

    defaults: Mapping[str, Any]
    factories: Sequence[tuple[str, Callable[[], Any]]]
    times: Sequence[str]


@cache
def _shape(model: type[SQLModel]) -> _Shape:
    times = ("created_at", "updated_at") if issubclass(model, Record) else ()
    fields = {name: field for name, field in model.model_fields.items() if name not in times}
    return _Shape(
        {
            name: field.default
            for name, field in fields.items()
            if field.default is not PydanticUndefined and field.default_factory is None
        },
        [
            (name, cast("Callable[[], Any]", field.default_factory))
            for name, field in fields.items()
            if field.default_factory is not None
        ],
        times,
    )


def _table(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table
