"""Amounts at the rate of the day: never a guess, so None where no rate was published."""

from datetime import date
from decimal import Decimal

from utblick.api import Context, Converted, Money, NoRate, convert


def worth(ctx: Context, value: Decimal | None, currency: str, day: date, *, into: str) -> Converted | None:
    """The value in the currency `into` at the European Central Bank's rate of the day, rounded to cents."""
    if value is None:
        return None
    try:
        return convert(ctx.session, Money(value, currency), into, day)
    except NoRate:
        return None
