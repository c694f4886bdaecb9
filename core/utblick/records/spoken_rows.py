"""Rows as JSON objects, the short way: what SQLite gives goes out without detours."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, Uuid

from utblick.context import Context
from utblick.db.types import UtcDateTime
from utblick.declare import RecordType
from utblick.records.labels import columns
from utblick.records.query import Rows
from utblick.records.table import spelled

Write = Callable[[Any], Any]


class Speaker:
    """Makes objects of the rows of one record type; msgspec writes the ids, days and decimals in them."""

    def __init__(self, record: RecordType) -> None:
        self._record = record
        self._raw: dict[tuple[str, ...], list[tuple[str, Write]]] = {}

    def objects(self, ctx: Context, page: Rows) -> list[dict[str, Any]]:
        """The objects of a page."""
        names = ("id", *page.position)
        if not any(page.readers) or ctx.session.get_bind().dialect.name != "sqlite":
            return objects(names, page.typed().rows)
        writers = self._raw.get(names)
        if writers is None:
            writers = self._raw[names] = self._writers(names)
        found = []
        for row in page.rows:
            made = dict(zip(names, row, strict=False))
            for name, write in writers:
                value = made[name]
                if value is not None:
                    made[name] = write(value)
            found.append(made)
        return found

    def _writers(self, names: Sequence[str]) -> list[tuple[str, Write]]:
        table = columns(self._record)
        found = ((name, _writer(table[name].type)) for name in names)
        return [(name, write) for name, write in found if write is not None]


def objects(names: Sequence[str], rows: Sequence[Any]) -> list[dict[str, Any]]:
    """The objects of rows that hold the model's values."""
    return [dict(zip(names, row, strict=False)) for row in rows]


def _writer(kind: Any) -> Write | None:
    """How a value of SQLite's is written; texts, numbers, days and amounts are as they should be."""
    if isinstance(kind, Uuid):
        return spelled
    if isinstance(kind, Boolean):
        return bool
    if isinstance(kind, UtcDateTime):
        return lambda text: f"{text[:10]}T{text[11:]}Z"
    if isinstance(kind, JSON):
        return lambda text: msgspec.Raw(text.encode())
    return None
