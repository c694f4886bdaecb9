"""What an amount is worth in another currency, at the last rates published by a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from utblick.money.amount import Money, round_to_minor
from utblick.money.rates import EURO, rate_on
from utblick.reference.currencies import require_currency


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency, and the day of its rate; not the `exact_day` when that is earlier."""

    amount: Decimal
    to: str
    day_of_rate: date
    exact_day: bool

    @property
    def money(self) -> Money:
        """The amount with its currency."""
        return Money(self.amount, self.to)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One amount in kronor and in euros."""

    sek: Converted
    eur: Converted


def convert(session: Session, money: Money, to: str, day: date) -> Converted:
    """The worth of an amount on a day, rounded half to even once, at the end; raises `NoRate`."""
    target = require_currency(to)
    if target == money.currency:
        return Converted(round_to_minor(money.amount, target), target, day, exact_day=True)
    source_rate, target_rate = (rate_on(session, code, day) for code in (money.currency, target))
    published = min(
        rate.day for code, rate in ((money.currency, source_rate), (target, target_rate)) if code != EURO
    )
    amount = round_to_minor(money.amount * target_rate.value / source_rate.value, target)
    return Converted(amount, target, published, exact_day=published == day)


def side_by_side(session: Session, money: Money, day: date) -> SideBySide:
    """The amount in kronor and in euros at the rates of a day."""
    return SideBySide(convert(session, money, "SEK", day), convert(session, money, EURO, day))
