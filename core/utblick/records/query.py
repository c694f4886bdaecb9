"""One page of a record type's rows: columns only, by keyset in either direction, never a query per row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, Integer, bindparam, case, func, literal, select, tuple_
from sqlalchemy.sql import Select

from utblick.context import Context
from utblick.declare import Field, Kind, RecordType
from utblick.protection.marks import left_out, marked_in_part, marks_of, note_marked, note_reading
from utblick.records.cursors import Cursor, read_cursor
from utblick.records.filters import comparable, field_of, living
from utblick.records.labels import columns
from utblick.records.prepared import Prepared, Reader, prepare, read_row, unpacked

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


@dataclass(frozen=True)
class Rows:
    """One page. Each row begins with the id; `position` tells where the other columns stand in it.

    `found` has them as they were read: packed, it says whether they are the same as before, and no more.
    `readers`, where there are any, make the values of raw rows what the model says.
    """

    found: Sequence[Any]
    position: dict[str, int]
    previous: str = ""
    next: str = ""
    readers: Sequence[Reader] = ()
    packed: bool = False

    def __len__(self) -> int:
        return len(self.found)

    @cached_property
    def rows(self) -> Sequence[Any]:
        """The rows with their values."""
        return [unpacked(row) for row in self.found] if self.packed else self.found

    def typed(self) -> "Rows":
        """The same page with the model's values."""
        if not any(self.readers):
            return self
        typed = [read_row(row, self.readers) for row in self.rows]
        return replace(self, found=typed, readers=(), packed=False)


class Statements:
    """What a list has asked before: the plain questions of a record type, without filters, as ready SQL."""

    def __init__(self) -> None:
        self._positions: dict[tuple[str, ...], dict[str, int]] = {}
        self._orders: dict[str, _Order] = {}
        self._prepared: dict[tuple[Any, ...], Prepared] = {}

    def position(self, query: ListQuery) -> dict[str, int]:
        """Where each selected column stands in a row; the id, which comes first, goes without saying."""
        found = self._positions.get(query.columns)
        if found is None:
            if len(self._positions) > _MOST_STATEMENTS:
                self._positions.clear()
            found = {name: place for place, name in enumerate(_selected(query)) if place}
            self._positions[query.columns] = found
        return found

    def order(self, ctx: Context, query: ListQuery) -> "_Order":
        """What the rows are ordered by."""
        found = self._orders.get(query.sort)
        if found is None:
            found = self._orders[query.sort] = _order(ctx, query.record, query.sort)
        return found

    def prepared(self, key: tuple[Any, ...], build: Callable[[], Prepared]) -> Prepared:
        """The ready statement of that key; at most a few hundred are kept."""
        found = self._prepared.get(key)
        if found is None:
            if len(self._prepared) > _MOST_STATEMENTS:
                self._prepared.clear()
            found = self._prepared[key] = build()
        return found


_MOST_STATEMENTS = 300


def fetch(ctx: Context, query: ListQuery) -> Rows:
    """The page that the query asks for. Raises ValueError with a `Msg` for a cursor that is none."""
    return fetch_raw(ctx, query, Statements()).typed()


def fetch_raw(ctx: Context, query: ListQuery, statements: Statements) -> Rows:
    """The same, with values as the driver gives them where the statement could be prepared."""
    query = for_reader(ctx, query)
    order = statements.order(ctx, query)
    backwards = bool(query.before)
    cursor = read_cursor(query.before or query.after, order.python)
    found, ready = _fetch(ctx, query, order, cursor, statements=statements)
    more = len(found) > query.limit
    found = found[: query.limit]
    if backwards:
        found.reverse()
    first = str(_place(found[0], ready)) if found and (cursor or backwards) else ""
    last = str(_place(found[-1], ready)) if found and (more or backwards) else ""
    position = statements.position(query)
    if backwards:
        first = first if more else ""
    if ready is None:
        return as_seen(ctx, query.record, Rows(found, position, first, last))
    rows = Rows(found, position, first, last, ready.readers, ready.packed)
    return as_seen(ctx, query.record, rows)


def every_row(ctx: Context, query: ListQuery, *, batch: int = 1000) -> Iterator[Rows]:
    """All rows that the query asks for, a batch at a time, in its order."""
    page = fetch(ctx, replace(query, limit=batch))
    while page:
        yield page
        if not page.next:
            return
        page = fetch(ctx, replace(query, limit=batch, after=page.next, before=""))


def count(ctx: Context, query: ListQuery) -> int:
    """How many rows there are, up to one more than `COUNTED`."""
    query = for_reader(ctx, query)
    some = _narrowed(query, select(literal(1))).limit(COUNTED + 1).subquery()
    return int(ctx.session.connection().execute(select(func.count()).select_from(some)).scalar_one())


def for_reader(ctx: Context, query: ListQuery) -> ListQuery:
    """The query without the records that are closed to the reader, or blocked."""
    hidden = left_out_of(ctx, query.record)
    if hidden is None:
        return query
    return replace(query, conditions=(*query.conditions, hidden))


def left_out_of(ctx: Context, record: RecordType) -> ColumnElement[bool] | None:
    """What keeps marked records out of a list; None, mostly, where none is to be kept out."""
    owner = ctx.platform.registry.owner(record)
    ids = left_out(ctx.session, owner.name, record.kind)
    return columns(record).id.not_in(ids) if ids else None


def as_seen(ctx: Context, record: RecordType, page: Rows) -> Rows:
    """The page with what the reader may not see of a row left empty; what is secret and shown is noted."""
    owner = ctx.platform.registry.owner(record)
    if marks_of(ctx.session):
        page = _emptied(page, marked_in_part(ctx.session, owner.name, record.kind))
        note_marked(ctx.session, [as_id(row[0]) for row in page.rows])
    secret = [page.position[name] for name in record.secret_fields if name in page.position]
    if secret:
        for row in page.rows:
            if any(row[place] not in (None, "", [], "[]") for place in secret):
                note_reading(ctx.session, owner.name, record.kind, as_id(row[0]))
    return page


def _emptied(page: Rows, closed: Mapping[UUID, frozenset[str]]) -> Rows:
    if not closed:
        return page
    rows = []
    for row in page.rows:
        names = closed.get(as_id(row[0]), frozenset())
        places = {place for name, place in page.position.items() if name in names}
        rows.append([None if place in places else value for place, value in enumerate(row)])
    return replace(page, found=rows, packed=False)


def as_id(raw: Any) -> UUID:
    """An id as the driver gives it, which is the first value of each row."""
    return raw if isinstance(raw, UUID) else UUID(raw)


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
    if field.choices:
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


def _place(row: Any, ready: Prepared | None) -> Cursor:
    if ready is None:
        return Cursor(row[-1], row[0])
    values = unpacked(row) if ready.packed else row
    value, id_ = read_row((values[-1], values[0]), (ready.readers[-1], ready.readers[0]))
    return Cursor(value, id_)


def _selected(query: ListQuery) -> list[str]:
    """The names of the selected columns, the id first; currencies come with their amounts."""
    record, names = query.record, ["id"]
    for name in (record.name, *query.columns):
        field = field_of(record, name)
        wanted = [name, field.currency_field] if field is not None and field.currency_field else [name]
        names += [column for column in wanted if column not in names]
    return names


def _fetch(
    ctx: Context, query: ListQuery, order: _Order, cursor: Cursor | None, *, statements: Statements
) -> tuple[list[Any], Prepared | None]:
    """One row more than the page, in the direction asked for, and the prepared statement that gave them.

    Rows with and without a value are two stretches, each walked by its own index range.
    """
    dialect = ctx.platform.database.dialect
    backwards = bool(query.before)
    place = {} if cursor is None else {"place": cursor.value, "place_id": cursor.id}
    found: list[Any] = []
    ready: Prepared | None = None
    for empty in _stretches(order, cursor, backwards=backwards):
        starts_here = cursor is not None and (cursor.value is None) == empty
        limit = query.limit + 1 - len(found)
        build = partial(_statement, query, order, empty=empty, within=starts_here)
        given = (place if not empty else {"place_id": place["place_id"]}) if starts_here else {}
        if query.conditions:
            found += ctx.session.connection().execute(build(), {**given, "most": limit}).all()
        else:
            key = (query.columns, query.sort, backwards, empty, starts_here)
            ready = statements.prepared(key, lambda build=build: prepare(build(), dialect))  # type: ignore[misc]
            found += ready.rows(ctx.session, **given, most=limit)
        if len(found) > query.limit:
            break
    return found, ready


def _statement(query: ListQuery, order: _Order, *, empty: bool, within: bool) -> Select[Any]:
    """The rows of a stretch, all of them or those beyond a place in it."""
    table = columns(query.record)
    descending = order.descending != bool(query.before)
    selected = [table[name] for name in _selected(query)]
    statement = _narrowed(query, select(*selected, order.expression.label("sorted_by")))
    if order.nullable:
        statement = statement.where(order.expression.is_(None) if empty else order.expression.is_not(None))
    if within:
        statement = statement.where(_beyond(order, table.id, empty=empty, descending=descending))
    keys = [table.id] if empty else [order.expression, table.id]
    statement = statement.order_by(*(key.desc() if descending else key.asc() for key in keys))
    return statement.limit(bindparam("most", type_=Integer()))


def _stretches(order: _Order, cursor: Cursor | None, *, backwards: bool) -> list[bool]:
    """Which stretches are left to walk: with a value (False) and without one (True)."""
    if not order.nullable:
        return [False]
    stretches = [True, False] if order.nulls_first else [False, True]
    if backwards:
        stretches.reverse()
    return stretches if cursor is None else stretches[stretches.index(cursor.value is None) :]


def _beyond(order: _Order, id_: Any, *, empty: bool, descending: bool) -> ColumnElement[bool]:
    place_id = bindparam("place_id", type_=id_.type)
    if empty:
        return id_ < place_id if descending else id_ > place_id  # type: ignore[no-any-return]
    place = bindparam("place", type_=Integer() if order.python is int else order.expression.type)
    here, there = tuple_(order.expression, id_), tuple_(place, place_id)
    return here < there if descending else here > there


def _narrowed(query: ListQuery, statement: Select[Any]) -> Select[Any]:
    statement = statement.select_from(query.record.model.__table__)  # type: ignore[attr-defined]
    return statement.where(living(query.record), *query.conditions)
