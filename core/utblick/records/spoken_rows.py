"""Rows as JSON objects, the short way: what SQLite gives goes out without detours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Form:
    """The object that a row becomes, and which of its places are to be written in another way."""

    make: Callable[..., Any]
    width: int
    writers: Sequence[tuple[int, Write]]


class Speaker:
    """Makes objects of the rows of one record type; msgspec writes the ids, days and decimals in them."""

    def __init__(self, record: RecordType) -> None:
        self._record = record
        self._forms: dict[tuple[str, ...], _Form] = {}

    def objects(self, ctx: Context, page: Rows) -> list[Any]:
        """The objects of a page."""
        names = ("id", *page.position)
        if not any(page.readers) or ctx.session.get_bind().dialect.name != "sqlite":
            return objects(names, page.typed().rows)
        form = self._forms.get(names)
        if form is None:
            form = self._forms[names] = self._form(names)
        make, width, writers = form.make, form.width, form.writers
        found = []
        for row in page.rows:
            values = list(row[:width])
            for place, write in writers:
                if values[place] is not None:
                    values[place] = write(values[place])
            found.append(make(*values))
        return found

    def _form(self, names: Sequence[str]) -> _Form:
        table = columns(self._record)
        found = ((place, _writer(table[name].type)) for place, name in enumerate(names))
        writers = [(place, write) for place, write in found if write is not None]
        make = msgspec.defstruct(self._record.kind, list(names), gc=False)
        return _Form(make, len(names), writers)


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
