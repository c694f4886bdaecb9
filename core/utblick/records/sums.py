"""Amounts in several currencies as one figure: in kronor, where the rates are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from utblick.context import Context
from utblick.errors import Invalid
from utblick.i18n import _
from utblick.i18n.format import format_money
from utblick.money import Money, NoRate, convert

Sums = Sequence[tuple[int, str]]
_MOST_LISTED = 3


@dataclass(frozen=True)
class Kronor:
    """What a unit of each currency is worth in kronor today; each is looked up once."""

    _known: dict[str, Decimal | None] = field(default_factory=dict)

    def of(self, ctx: Context, currency: str) -> Decimal | None:
        """The worth of one unit; None when no rate is known."""
        if currency not in self._known:
            self._known[currency] = _worth(ctx, currency)
        return self._known[currency]


def added(ctx: Context, sums: Sums, kronor: Kronor) -> tuple[str, str]:
    """The sum in words, and what it is made of when that is several currencies."""
    words = [format_money(amount, currency, ctx.language, compact=True) for amount, currency in sums]
    if len(words) < 2:
        return "".join(words), ""
    listed = " + ".join(words)
    rates = [kronor.of(ctx, currency) for _amount, currency in sums]
    if None in rates:
        return (listed, "") if len(words) <= _MOST_LISTED else ("", "")
    total = sum((amount * rate for (amount, _c), rate in zip(sums, rates, strict=True) if rate), Decimal(0))
    shown = format_money(round(total), "SEK", ctx.language, compact=True)
    said = _("{sums}, in kronor at the latest rates of the European Central Bank", sums=listed)
    return f"≈\N{NO-BREAK SPACE}{shown}", ctx.translate(said)


def _worth(ctx: Context, currency: str) -> Decimal | None:
    million = Decimal(1_000_000)
    try:
        return convert(ctx.session, Money(million, currency), "SEK", ctx.today).amount / million
    except (NoRate, Invalid):
        return None
