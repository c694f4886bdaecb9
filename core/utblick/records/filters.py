"""From the address of a list to conditions of its query; anything that cannot be is said, not guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, String, cast, func, select, true

from utblick.context import Context
from utblick.declare import Field, Kind, RecordType
from utblick.i18n import Msg, _
from utblick.protection.marks import marked_in_part, seen
from utblick.records.fields import parse
from utblick.records.fields.codes import CODED
from utblick.records.fields.inputs import REFERENCES
from utblick.records.labels import columns, found_by_text
from utblick.search.candidates import matching
from utblick.search.fold import words_of
from utblick.search.index import scopes_for
from utblick.web.request import Values

SEARCH, ME, EMPTY = "q", "me", "none"
RANGES = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DATE, Kind.INSTANT})
_AMOUNTS = frozenset({Kind.DECIMAL, Kind.MONEY})
_SETS = CODED | REFERENCES | {Kind.CHOICE, Kind.BOOLEAN}
TIMES = (
    Field(name="created_at", label=_("Added"), kind=Kind.INSTANT, read_only=True),
    Field(name="updated_at", label=_("Changed"), kind=Kind.INSTANT, read_only=True),
)
_TIMES = {field.name: field for field in TIMES}


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter that is on: its field (None for searched words), its part of the address, its condition."""

    field: Field | None
    pairs: tuple[tuple[str, str], ...]
    values: tuple[Any, ...]
    condition: ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to, and what of the address could not be understood."""

    applied: tuple[Applied, ...]
    problems: Mapping[str, Msg]

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        return [one.condition for one in self.applied]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters as parts of an address."""
        return [pair for one in self.applied for pair in one.pairs]


def field_of(record: RecordType, name: str) -> Field | None:
    """The field of a column, the times of the record and joined ones included; None when there is none."""
    found = record.by_name.get(name) or _TIMES.get(name)
    if found is None and record.joined:
        found = next((column.as_field() for column in record.joined if column.name == name), None)
    return found


def filters_of(ctx: Context, record: RecordType, query: Values) -> Filters:
    """The filters of an address; values that cannot be understood become problems by parameter."""
    if not query:
        return Filters((), {})
    record = seen(ctx, record)
    applied: list[Applied] = []
    problems: dict[str, Msg] = {}
    if words := query.get(SEARCH, "").strip()[:200]:
        applied.append(_search(ctx, record, words))
    given = {name for name in query if _may_filter(record, name) and any(query.all(name))}
    for field in (*record.fields, *TIMES) if given else ():
        names = [name for name in _parameters(field) if name in given]
        if not names:
            continue
        try:
            found = _applied(ctx, record, field, {name: query.all(name) for name in names})
        except ValueError as refused:
            said = refused.args[0] if refused.args else ""
            problems[names[0]] = said if isinstance(said, Msg) else _("This value cannot be used.")
            continue
        if found is not None:
            applied.append(_open_to(ctx, record, found))
    return Filters(tuple(applied), problems)


def living(record: RecordType) -> ColumnElement[bool]:
    """What every list leaves out: records that live on as another."""
    table = columns(record)
    return table.merged_into.is_(None) if "merged_into" in table else true()


def comparable(ctx: Context, record: RecordType, field: Field) -> Any:
    """The column as numbers compare; SQLite keeps amounts as text."""
    column = columns(record)[field.name]
    if field.kind in _AMOUNTS and ctx.session.get_bind().dialect.name == "sqlite":
        return cast(column, Float)
    return column


def _may_filter(record: RecordType, name: str) -> bool:
    """Whether a part of the address looks like one of `_parameters`."""
    return any(field_of(record, name.removesuffix(end)) for end in ("", "_from", "_to", "_text"))


def _parameters(field: Field) -> tuple[str, ...]:
    if field.kind in RANGES:
        return (field.name, f"{field.name}_from", f"{field.name}_to")
    if field.kind in REFERENCES or field.kind in CODED or field.vocabulary is not None:
        return (field.name, f"{field.name}_text")
    return (field.name,)


def _open_to(ctx: Context, record: RecordType, found: Applied) -> Applied:
    """The filter, by which nobody can find out what stands in a field that is closed to them."""
    owner = ctx.platform.registry.owner(record)
    closed = marked_in_part(ctx.session, owner.name, record.kind)
    hidden = [id_ for id_, names in closed.items() if found.field is not None and found.field.name in names]
    return replace(found, condition=found.condition & columns(record).id.not_in(hidden)) if hidden else found


def _search(ctx: Context, record: RecordType, text: str) -> Applied:
    owner = ctx.platform.registry.owner(record)
    ids = matching(ctx.session.connection(), words_of(text), scopes_for(ctx, owner.name, record))
    return Applied(None, ((SEARCH, text),), (text,), columns(record).id.in_(ids))


def _applied(
    ctx: Context, record: RecordType, field: Field, given: Mapping[str, Sequence[str]]
) -> Applied | None:
    make, field = _text, field.settled(ctx)
    if field.kind in RANGES:
        make = _range
    elif field.kind in _SETS or (field.vocabulary is not None and field.kind is Kind.TEXT):
        make = _set
    elif field.kind is Kind.TAGS:
        make = _tags
    values, condition = make(ctx, record, field, given)
    if not values:
        return None
    pairs = tuple((name, value) for name, many in given.items() for value in many if value)
    return Applied(field, pairs, values, condition)


_Made = tuple[tuple[Any, ...], ColumnElement[bool]]


def _range(ctx: Context, record: RecordType, field: Field, given: Mapping[str, Sequence[str]]) -> _Made:
    column = comparable(ctx, record, field)
    exact, low, high = (_bound(ctx, field, given, name) for name in _parameters(field))
    number = float if field.kind in _AMOUNTS and isinstance(column.type, Float) else _same
    condition: ColumnElement[bool] = true()
    if exact is not None:
        low = high = exact
    if low is not None:
        condition &= column >= number(_start(ctx, field, low))
    if high is not None:
        condition &= (
            column < number(_end(ctx, field, high)) if field.kind is Kind.INSTANT else column <= number(high)
        )
    return (() if low is None and high is None else (low, high)), condition


def _same(value: Any) -> Any:
    return value


def _bound(ctx: Context, field: Field, given: Mapping[str, Sequence[str]], name: str) -> Any:
    text = (given.get(name) or [""])[-1]
    as_day = (
        Field(name=field.name, label=field.label, kind=Kind.DATE) if field.kind is Kind.INSTANT else field
    )
    return parse(as_day, text, ctx.language)


def _start(ctx: Context, field: Field, day: Any) -> Any:
    if field.kind is not Kind.INSTANT:
        return day
    return datetime.combine(day, time(), ctx.settings.municipality.zone).astimezone(UTC)


def _end(ctx: Context, field: Field, day: Any) -> Any:
    return _start(ctx, field, day + timedelta(days=1))


def _set(ctx: Context, record: RecordType, field: Field, given: Mapping[str, Sequence[str]]) -> _Made:
    column = columns(record)[field.name]
    chosen = [value for value in given.get(field.name, ()) if value]
    typed = "".join(given.get(f"{field.name}_text", ())).strip()
    if not chosen and typed and field.kind in REFERENCES:
        values: list[Any] = [found_by_text(ctx, _target(field), typed)]
    else:
        values = [_one(ctx, field, value) for value in chosen or [typed]]
    named = [value for value in values if value is not None]
    condition: ColumnElement[bool] = column.in_(named)
    if None in values:
        nothing = column.is_(None)
        condition |= nothing | (column == "") if isinstance(column.type, String) else nothing
    return tuple(values), condition


def _target(field: Field) -> str:
    from utblick.records.fields import target

    return target(field)


def _one(ctx: Context, field: Field, text: str) -> Any:
    if text == EMPTY:
        return None
    if field.kind is Kind.USER and text == ME:
        return ctx.actor.id or UUID(int=0)
    return parse(field, text, ctx.language)


def _tags(ctx: Context, record: RecordType, field: Field, given: Mapping[str, Sequence[str]]) -> _Made:
    column = columns(record)[field.name]
    chosen = [value for value in given.get(field.name, ()) if value]
    words = parse(field, chosen or given.get(f"{field.name}_text", ()), ctx.language)
    condition: ColumnElement[bool] = true()
    for word in words:
        if ctx.session.get_bind().dialect.name == "sqlite":
            each = func.json_each(column).table_valued("value")
            condition &= select(1).select_from(each).where(each.c.value == word).exists()
        else:
            from sqlalchemy.dialects.postgresql import JSONB

            condition &= cast(column, JSONB).contains([word])
    return tuple(words), condition


def _text(ctx: Context, record: RecordType, field: Field, given: Mapping[str, Sequence[str]]) -> _Made:
    from utblick.identity.service import name_key

    table, text = columns(record), given[field.name][-1].strip()[:200].replace("\x00", "")
    if text == EMPTY:
        column = table[field.name]
        return (None,), column.is_(None) | (column == "")
    if f"{field.name}_key" in table:
        key = name_key(text)
        return ((text,) if key else ()), table[f"{field.name}_key"].contains(key, autoescape=True)
    return ((text,) if text else ()), table[field.name].icontains(text, autoescape=True)
