"""A stored value as a typed cell of a spreadsheet."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from utblick.context import Context
from utblick.declare import Field, Kind
from utblick.records.fields.shown import Labels, shower

Cell = str | int | Decimal | date | datetime | None
_TYPED = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DATE})
_AS_IT_IS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL, Kind.CURRENCY})


def plain(field: Field, value: Any, ctx: Context, labels: Labels) -> Cell:
    """Numbers and days stay what they are, times lose their zone (sheets have none), the rest is text."""
    if value is None or value == "":
        return None
    if field.kind in _TYPED:
        return value  # type: ignore[no-any-return]
    if field.kind is Kind.INSTANT:
        zone: ZoneInfo = ctx.settings.municipality.zone
        return value.astimezone(zone).replace(tzinfo=None, microsecond=0)  # type: ignore[no-any-return]
    if field.kind in _AS_IT_IS:
        return str(value)
    return shower(field, ctx, labels)(value, "").text or None
