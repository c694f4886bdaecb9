"""A stored value as a typed cell of a spreadsheet."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from utblick.context import Context
from utblick.declare import Field, Kind
from utblick.records.fields.shown import Labels, shower

Cell = str | int | Decimal | date | datetime | None
_TYPED = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DATE})
_AS_IT_IS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.CURRENCY})


def plain(field: Field, value: Any, ctx: Context, labels: Labels) -> Cell:
    """Numbers and days stay what they are, times lose their zone (sheets have none), the rest is text."""
    return plainer(field, ctx, labels)(value)


def plainer(field: Field, ctx: Context, labels: Labels) -> Callable[[Any], Cell]:
    """The function that makes cells of this field's values, made once for a whole column."""
    if field.kind in _TYPED:
        return lambda value: value
    if field.kind is Kind.INSTANT:
        zone = ctx.settings.municipality.zone
        return lambda value: value and value.astimezone(zone).replace(tzinfo=None, microsecond=0)
    if field.kind in _AS_IT_IS and field.vocabulary is None:
        return lambda value: value or None
    show = shower(field, ctx, labels)
    return lambda value: show(value, "").text or None
