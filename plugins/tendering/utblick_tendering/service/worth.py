"""Amounts at the rate of the day: never a guess, so None where no rate was published."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from utblick.api import Context, NoRate, rate_on

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Worth:
    """An amount in another currency, and the day on which the rate was published."""

    amount: Decimal
    day: date


def worth(ctx: Context, value: Decimal | None, currency: str, day: date, *, into: str) -> Worth | None:
    """The value in the currency `into` at the European Central Bank's rate of the day, rounded to cents."""
    if value is None:
        return None
    if currency == into:
        return Worth(value.quantize(_CENT, rounding=ROUND_HALF_EVEN), day)
    try:
        from_rate = rate_on(ctx.session, currency, day)
        to_rate = rate_on(ctx.session, into, day)
    except NoRate:
        return None
    amount = (value * to_rate.value / from_rate.value).quantize(_CENT, rounding=ROUND_HALF_EVEN)
    return Worth(amount, min(from_rate.day, to_rate.day))
