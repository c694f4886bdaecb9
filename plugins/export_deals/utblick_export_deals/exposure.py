"""What agreements are worth in kronor and euro: when they were signed, today, and if the rate moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from sqlmodel import col, select

from utblick.api import Context, NoRate, Rate, rate_on
from utblick_export_deals.models import Agreement, AgreementState

MOVE = Decimal("0.05")
"""The move of a currency against the krona that the view reckons with."""

_CENT = Decimal("0.01")
_OUT = (AgreementState.DISPUTED, AgreementState.ANNULLED)


@dataclass(frozen=True, slots=True)
class Worth:
    """An amount in kronor and euro, and the day on which the rates were published."""

    sek: Decimal
    eur: Decimal
    rate_day: date


@dataclass(frozen=True, slots=True)
class Rates:
    """How many kronor and how much of the agreement's currency one euro was, and on which day."""

    sek_per_eur: Decimal
    currency_per_eur: Decimal
    day: date

    def worth(self, value: Decimal) -> Worth:
        """An amount of the currency in kronor and euro, rounded once, at the end."""
        eur = value / self.currency_per_eur
        sek = value * self.sek_per_eur / self.currency_per_eur
        return Worth(_rounded(sek), _rounded(eur), self.day)


@dataclass(frozen=True, slots=True)
class Exposed:
    """An agreement with its worth at signing and today; None where no rate is known."""

    agreement: Agreement
    company: str
    signed: Worth | None
    today: Worth | None

    @property
    def effect(self) -> Decimal:
        """What the agreement gains or loses in kronor when its currency moves; nothing for kronor."""
        if self.today is None or self.agreement.currency == "SEK":
            return Decimal(0)
        return _rounded(self.today.sek * MOVE)


@dataclass(frozen=True, slots=True)
class Total:
    """All agreements with a known value together."""

    count: int
    signed: Worth | None
    today: Worth | None
    effect: Decimal


def exposures(ctx: Context, *, limit: int = 500) -> list[Exposed]:
    """Every agreement in force whose value is known, the latest first; one look-up for each currency."""
    query = (
        select(Agreement)
        .where(col(Agreement.value).is_not(None), col(Agreement.state).not_in(_OUT))
        .order_by(col(Agreement.signed_on).desc(), col(Agreement.id))
        .limit(limit)
    )
    agreements = ctx.session.exec(query).all()
    names = ctx.organisations.names([row.organisation_id for row in agreements])
    rates = _rates(ctx, {row.currency for row in agreements}, ctx.today)
    return [exposed(row, rates[row.currency], names.get(row.organisation_id, "")) for row in agreements]


def exposed(agreement: Agreement, today: Rates | None, company: str = "") -> Exposed:
    """One agreement's worth at signing, as it was kept, and at today's rates."""
    now = today.worth(agreement.value) if today and agreement.value is not None else None
    return Exposed(agreement, company, _signed(agreement), now)


def rates_today(ctx: Context, currency: str) -> Rates | None:
    """The latest published rates of a currency; None when there are none."""
    return rates_on(ctx, currency, ctx.today)


def rates_on(ctx: Context, currency: str, day: date) -> Rates | None:
    """The rates of the last day on or before, when they were published; None when there are none."""
    return _rates(ctx, {currency}, day)[currency]


def total(rows: Sequence[Exposed]) -> Total:
    """The sums of what is known; the rate day is the oldest that was used."""
    return Total(
        count=len(rows),
        signed=_sum([row.signed for row in rows if row.signed]),
        today=_sum([row.today for row in rows if row.today]),
        effect=sum((row.effect for row in rows), Decimal(0)),
    )


def by_currency(rows: Sequence[Exposed]) -> list[tuple[str, int]]:
    """Today's whole kronor by the currency of the agreements, the largest first."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row.today:
            sums[row.agreement.currency] = sums.get(row.agreement.currency, Decimal(0)) + row.today.sek
    return sorted(((code, round(sek)) for code, sek in sums.items()), key=lambda pair: -pair[1])


def _rates(ctx: Context, currencies: Iterable[str], day: date) -> dict[str, Rates | None]:
    """The rates of each currency, with one look-up for the krona and one for each of the others."""
    found: dict[str, Rates | None] = dict.fromkeys(currencies)
    sek = _published(ctx, "SEK", day) if found else None
    if sek is not None:
        for currency in found:
            own = sek if currency == "SEK" else _published(ctx, currency, day)
            if own is not None:
                found[currency] = Rates(sek.value, own.value, min(sek.day, own.day))
    return found


def _published(ctx: Context, currency: str, day: date) -> Rate | None:
    try:
        return rate_on(ctx.session, currency, day)
    except NoRate:
        return None


def _signed(agreement: Agreement) -> Worth | None:
    if agreement.value_sek is None or agreement.value_eur is None or agreement.rate_day is None:
        return None
    return Worth(agreement.value_sek, agreement.value_eur, agreement.rate_day)


def _sum(parts: Sequence[Worth]) -> Worth | None:
    if not parts:
        return None
    return Worth(
        sum((part.sek for part in parts), Decimal(0)),
        sum((part.eur for part in parts), Decimal(0)),
        min(part.rate_day for part in parts),
    )


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, rounding=ROUND_HALF_EVEN)
