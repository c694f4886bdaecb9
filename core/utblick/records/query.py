"""One page of a record type's rows: columns only, by keyset in either direction, never a query per row."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Float, Integer, Row, case, func, literal, select, tuple_
from sqlalchemy.sql import Select

from utblick.context import Context
from utblick.declare import Field, Kind, RecordType
from utblick.i18n import _
from utblick.records.filters import comparable, field_of, living
from utblick.records.labels import columns

PAGE = 50
COUNTED = 10_000
"""Counting stops here; a list that is longer says that it is."""
_UNSORTABLE = frozenset(
    {Kind.LONG_TEXT, Kind.TAGS, Kind.ORGANISATION, Kind.PERSON, Kind.USER, Kind.RECORD, Kind.URL}
)


_PYTHON: dict[Kind, type] = {
    Kind.INTEGER: int,
    Kind.DECIMAL: Decimal,
    Kind.MONEY: Decimal,
    Kind.BOOLEAN: bool,
    Kind.DATE: date,
    Kind.INSTANT: datetime,
}


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: the value of the sorted column and the id of a row."""

    value: Any
    id: UUID

    def __str__(self) -> str:
        return urlsafe_b64encode(msgspec.json.encode([self.value, self.id])).decode().rstrip("=")


@dataclass(frozen=True, kw_only=True)
class ListQuery:
    """What to show of a record type. `sort` is a column's name, with a leading minus for descending.

    `after` and `before` are cursors as text; at most one of them is given.
    """

    record: RecordType
    columns: tuple[str, ...]
    conditions: Sequence[ColumnElement[bool]] = ()
    sort: str = ""
    after: str = ""
    before: str = ""
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class Rows:
    """One page. Each row begins with the id; `position` tells where the other columns stand in it."""

    rows: Sequence[Row[Any]]
    position: dict[str, int]
    previous: str = ""
    next: str = ""


def fetch(ctx: Context, query: ListQuery) -> Rows:
    """The page that the query asks for. Raises ValueError with a `Msg` for a cursor that is none."""
    order = _order(ctx, query.record, query.sort)
    backwards = bool(query.before)
    cursor = _cursor(query.before or query.after, order)
    found = _fetch(ctx, query, order, cursor, backwards=backwards)
    more = len(found) > query.limit
    found = found[: query.limit]
    if backwards:
        found.reverse()
    first, last = (str(_place(found[0])), str(_place(found[-1]))) if found else ("", "")
    position = {name: place for place, name in enumerate(_selected(query)) if name not in {"", "id"}}
    if backwards:
        return Rows(found, position, first if more else "", last)
    return Rows(found, position, first if cursor else "", last if more else "")


def every_row(ctx: Context, query: ListQuery, *, batch: int = 1000) -> Iterator[Rows]:
    """All rows that the query asks for, a batch at a time, in its order."""
    page = fetch(ctx, replace(query, limit=batch))
    while page.rows:
        yield page
        if not page.next:
            return
        page = fetch(ctx, replace(query, limit=batch, after=page.next, before=""))


def count(ctx: Context, query: ListQuery) -> int:
    """How many rows there are, up to one more than `COUNTED`."""
    some = _narrowed(query, select(literal(1))).limit(COUNTED + 1).subquery()
    return int(ctx.session.connection().execute(select(func.count()).select_from(some)).scalar_one())


def sortable(record: RecordType, name: str) -> bool:
    """Whether a list can be ordered by this column."""
    field = field_of(record, name)
    return field is not None and field.kind not in _UNSORTABLE


@dataclass(frozen=True, slots=True)
class _Order:
    expression: Any
    descending: bool
    nullable: bool
    nulls_first: bool
    python: type


def _order(ctx: Context, record: RecordType, sort: str) -> _Order:
    name = sort.lstrip("-")
    if not sortable(record, name):
        sort = record.sort
        name = sort.lstrip("-")
    field = field_of(record, name)
    assert field is not None
    descending = sort.startswith("-")
    expression, python = _expression(ctx, record, field)
    sqlite = ctx.session.get_bind().dialect.name == "sqlite"
    nullable = bool(columns(record)[name].nullable)
    return _Order(expression, descending, nullable, sqlite != descending, python)


def _expression(ctx: Context, record: RecordType, field: Field) -> tuple[Any, type]:
    """What the rows are ordered by, and the type of its values."""
    table = columns(record)
    if field.kind is Kind.CHOICE:
        places = {choice.value: place for place, choice in enumerate(field.choices)}
        return case(places, value=table[field.name], else_=len(places)), int
    if f"{field.name}_key" in table:
        return table[f"{field.name}_key"], str
    column = comparable(ctx, record, field)
    if isinstance(column.type, Float):
        return column, float
    if field.kind in {Kind.TEXT, Kind.EMAIL} and not table[field.name].index:
        return func.lower(column), str
    return column, _PYTHON.get(field.kind, str)


def _cursor(text: str, order: _Order) -> Cursor | None:
    if not text:
        return None
    try:
        value, id_ = msgspec.json.decode(
            urlsafe_b64decode(text + "=" * (-len(text) % 4)), type=tuple[Any, UUID]
        )
        if value is not None:
            value = msgspec.convert(value, order.python, strict=False)
    except (ValueError, msgspec.MsgspecError, RecursionError):
        raise ValueError(_("The place in the list cannot be read. Begin at the first page.")) from None
    return Cursor(value, id_)


def _place(row: Row[Any]) -> Cursor:
    return Cursor(row[-1], row[0])


def _selected(query: ListQuery) -> list[str]:
    """The names of the selected columns, the id first; currencies come with their amounts."""
    record, names = query.record, ["id"]
    for name in (record.name, *query.columns):
        field = field_of(record, name)
        wanted = [name, field.currency_field] if field is not None and field.currency_field else [name]
        names += [column for column in wanted if column not in names]
    return names


def _fetch(
    ctx: Context, query: ListQuery, order: _Order, cursor: Cursor | None, *, backwards: bool
) -> list[Row[Any]]:
    """One row more than the page, in the direction asked for.

    Rows with and without a value are two stretches, each walked by its own index range.
    """
    descending = order.descending != backwards
    table = columns(query.record)
    selected = [table[name] for name in _selected(query)]
    found: list[Row[Any]] = []
    for empty in _stretches(order, cursor, backwards=backwards):
        statement = _narrowed(query, select(*selected, order.expression.label("sorted_by")))
        statement = _beyond(statement, order, table.id, cursor, empty=empty, descending=descending)
        keys = [table.id] if empty else [order.expression, table.id]
        statement = statement.order_by(*(key.desc() if descending else key.asc() for key in keys))
        statement = statement.limit(query.limit + 1 - len(found))
        found += ctx.session.connection().execute(statement).all()
        if len(found) > query.limit:
            break
    return found


def _stretches(order: _Order, cursor: Cursor | None, *, backwards: bool) -> list[bool]:
    """Which stretches are left to walk: with a value (False) and without one (True)."""
    if not order.nullable:
        return [False]
    stretches = [True, False] if order.nulls_first else [False, True]
    if backwards:
        stretches.reverse()
    return stretches if cursor is None else stretches[stretches.index(cursor.value is None) :]


def _beyond(
    statement: Select[Any], order: _Order, id_: Any, cursor: Cursor | None, *, empty: bool, descending: bool
) -> Select[Any]:
    if order.nullable:
        statement = statement.where(order.expression.is_(None) if empty else order.expression.is_not(None))
    if cursor is None or (cursor.value is None) != empty:
        return statement
    if empty:
        return statement.where(id_ < cursor.id if descending else id_ > cursor.id)
    value = literal(cursor.value, order.expression.type if order.python is not int else Integer())
    here, there = tuple_(order.expression, id_), tuple_(value, literal(cursor.id, id_.type))
    return statement.where(here < there if descending else here > there)


def _narrowed(query: ListQuery, statement: Select[Any]) -> Select[Any]:
    statement = statement.select_from(query.record.model.__table__)  # type: ignore[attr-defined]
    return statement.where(living(query.record), *query.conditions)
