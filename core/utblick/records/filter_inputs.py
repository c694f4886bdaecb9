"""The filter bar of a list and the chips of what is on, from the declaration and the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from utblick.context import Context, Ref
from utblick.declare import Field, Kind, RecordType
from utblick.i18n import Msg, _
from utblick.records.fields import code_name, options, pick_url, show, target
from utblick.records.fields.codes import CODED
from utblick.records.fields.vocabularies import said
from utblick.records.filters import EMPTY, RANGES, SEARCH, Applied, Filters, field_of
from utblick.web.request import Values

Pairs = Sequence[tuple[str, str]]
INLINE = 3
"""So many filters stand in the bar; the others are folded away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterInput:
    """One filter: which input, what stands in it, what can be chosen."""

    field: Field
    widget: str
    value: str = ""
    text: str = ""
    upper: str = ""
    chosen: tuple[str, ...] = ()
    options: Sequence[tuple[str, str]] = ()
    url: str = ""
    error: Msg | None = None


class Chip(NamedTuple):
    """A filter that is on, in words, and the address of the list without it."""

    text: str
    url: str


def filter_inputs(ctx: Context, record: RecordType, filters: Filters, query: Values) -> list[FilterInput]:
    """The inputs of the filters that the record type names; its name is found by the search field instead."""
    names = [name for name in record.filters if not (record.search and name == record.name)]
    fields = [field.settled(ctx) for name in names if (field := field_of(record, name)) is not None]
    return [_input(ctx, field, filters, query) for field in fields]


def is_on(one: FilterInput) -> bool:
    """Whether something stands in the filter."""
    return bool(one.value or one.chosen or one.upper)


def chips(ctx: Context, filters: Filters, base: str, kept: Pairs) -> list[Chip]:
    """What is on, each with the way to take it off; `kept` are other parts of the address (sort, columns)."""
    refs = {
        Ref(*_kind(one.field), value)
        for one in filters.applied
        if one.field is not None and target(one.field)
        for value in one.values
        if isinstance(value, UUID)
    }
    labels = ctx.lookup(*refs)
    found = []
    for one in filters.applied:
        others = [pair for other in filters.applied if other is not one for pair in other.pairs]
        found.append(Chip(_said(ctx, one, labels), address(base, [*others, *kept])))
    return found


def address(base: str, pairs: Pairs) -> str:
    """The list with these parts in its address."""
    return f"{base}?{urlencode(pairs)}" if pairs else base


def _kind(field: Field) -> tuple[str, str]:
    plugin, _slash, kind = target(field).partition("/")
    return plugin, kind


def _input(ctx: Context, field: Field, filters: Filters, query: Values) -> FilterInput:
    given: dict[str, Any] = {
        "field": field,
        "value": query.get(field.name, ""),
        "error": next(
            (filters.problems[name] for name in filters.problems if name.startswith(field.name)), None
        ),
    }
    if field.kind in RANGES:
        low, high = query.get(f"{field.name}_from", ""), query.get(f"{field.name}_to", "")
        kind = "number" if field.kind in {Kind.INTEGER, Kind.DECIMAL, Kind.MONEY} else "date"
        return FilterInput(widget=f"{kind}s", **(given | {"value": low}), upper=high)
    if field.kind is Kind.CHOICE:
        chosen = tuple(query.all(field.name))
        return FilterInput(widget="many", **given, chosen=chosen, options=options(field, ctx.language))
    if field.kind is Kind.BOOLEAN or field.kind is Kind.LANGUAGE or field.kind is Kind.CURRENCY:
        return FilterInput(widget="select", **given, options=options(field, ctx.language))
    if field.kind in CODED or target(field) or field.vocabulary is not None:
        return FilterInput(widget="combobox", **given, text=_text(ctx, field, query), url=pick_url(field))
    return FilterInput(widget="text", **given)


def _text(ctx: Context, field: Field, query: Values) -> str:
    value = query.get(field.name, "")
    if not value:
        return query.get(f"{field.name}_text", "")
    if field.vocabulary is not None:
        return said(field.vocabulary, value, ctx.language)
    if field.kind in CODED:
        return code_name(field.kind, value, ctx.language)
    try:
        ref = Ref(*_kind(field), UUID(value))
    except ValueError:
        return ctx.translate(_ME) if value == "me" else ""
    label = ctx.lookup(ref).get(ref)
    return label.name if label else ""


_ME, _NONE = _("Mine"), _("not filled in")


def _said(ctx: Context, one: Applied, labels: Mapping[Ref, Any]) -> str:
    if one.field is None or one.pairs[0][0] == SEARCH:
        return f"“{one.values[0]}”"
    label = ctx.translate(one.field.label)
    if one.field.kind in RANGES:
        return f"{label}: {_range(ctx, one)}"
    if any(value == "me" for _name, value in one.pairs):
        return f"{label}: {ctx.translate(_ME)}"
    words = [_word(ctx, one.field, value, labels) for value in one.values]
    return f"{label}: {', '.join(words)}"


def _word(ctx: Context, field: Field, value: Any, labels: Mapping[Ref, Any]) -> str:
    if value is None or value == EMPTY:
        return ctx.translate(_NONE)
    return show(field, [value] if field.kind is Kind.TAGS else value, ctx, labels).text


def _range(ctx: Context, one: Applied) -> str:
    assert one.field is not None
    as_day = one.field
    if one.field.kind is Kind.INSTANT:
        as_day = Field(name=one.field.name, label=one.field.label, kind=Kind.DATE)
    if one.field.kind is Kind.MONEY:
        as_day = Field(name=one.field.name, label=one.field.label, kind=Kind.DECIMAL)
    low, high = (show(as_day, value, ctx, {}).text for value in one.values)
    return low if low == high else f"{low or '…'} – {high or '…'}"
