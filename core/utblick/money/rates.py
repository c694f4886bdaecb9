"""Reference rates: how much of a currency one euro was, by the day on which that was published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel import Field, Session, col, func, select

from utblick.db.record import Table
from utblick.db.types import Amount
from utblick.errors import Conflict
from utblick.i18n import _
from utblick.reference.currencies import require_currency

ECB = "Europeiska centralbanken"
EURO = "EUR"
_STILL_PUBLISHED = timedelta(days=10)
"""A currency without a rate for longer than this, while others got theirs, is published no longer."""


class CurrencyRate(Table, table=True):
    """One published rate: units of the currency for one euro."""

    __tablename__ = "core_rate"

    day: date = Field(primary_key=True)
    currency: str = Field(primary_key=True, max_length=3)
    rate: Decimal = Field(sa_type=Amount)
    source: str = Field(max_length=80)


class NoRate(Conflict):
    """No rate is known that would be more than a guess."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of a currency for one euro, the day of publication, and who published it."""

    value: Decimal
    day: date
    source: str


def rate_on(session: Session, currency: str, day: date) -> Rate:
    """The last rate published on or before the day; never a later one, and never a guess.

    Raises `NoRate` when none was published by then, or when the currency is published no longer,
    and `UnknownCurrency` for a code that does not exist.
    """
    code = require_currency(currency)
    if code == EURO:
        return Rate(Decimal(1), day, ECB)
    latest = select(func.max(CurrencyRate.day)).where(col(CurrencyRate.day) <= day).scalar_subquery()
    row = session.exec(
        select(CurrencyRate, latest)
        .where(CurrencyRate.currency == code, col(CurrencyRate.day) <= day)
        .order_by(col(CurrencyRate.day).desc())
        .limit(1)
    ).first()
    if row is None:
        raise NoRate(
            _(
                "No rate for {currency} is known on or before {day}. Import the ECB's rates first.",
                currency=code,
                day=day,
            )
        )
    found, last = row
    if last - found.day > _STILL_PUBLISHED:
        raise NoRate(_("The last rate for {currency} was published on {day}.", currency=code, day=found.day))
    return Rate(found.rate, found.day, found.source)


def latest_day(session: Session) -> date | None:
    """The last day that any rate is known for."""
    return session.exec(select(func.max(CurrencyRate.day))).one()


def keep_rates(session: Session, rates: Iterable[tuple[date, str, Decimal]], *, source: str = ECB) -> int:
    """Keep published rates; what is there already stays, a corrected rate replaces the old one.

    Returns how many rates were new or corrected.
    """
    wanted = {(day, currency): rate for day, currency, rate in rates}
    if not wanted:
        return 0
    days = [day for day, _currency in wanted]
    known = session.exec(
        select(CurrencyRate).where(col(CurrencyRate.day).between(min(days), max(days)))
    ).all()
    changed = 0
    for row in known:
        rate = wanted.pop((row.day, row.currency), None)
        if rate is not None and rate != row.rate:
            row.rate, row.source = rate, source
            session.add(row)
            changed += 1
    session.add_all(
        CurrencyRate(day=day, currency=currency, rate=rate, source=source)
        for (day, currency), rate in wanted.items()
    )
    session.flush()
    return changed + len(wanted)
