"""Dates, times, numbers and amounts as a reader of each language writes them.

Words and separators come from the CLDR by way of Babel, once per language; the lines that lists print
thousands of times are then put together without it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_timedelta
from babel.numbers import get_currency_precision

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NBSP = "\N{NO-BREAK SPACE}"
_SYMBOLS = {"EUR": "€", "GBP": "£"}
"""Only signs that mean one currency; everything else is told apart by its code."""

_MILLION, _BILLION = Decimal(1_000_000), Decimal(1_000_000_000)

Number = int | float | Decimal
DateStyle = Literal["short", "long", "iso", "month"]


@dataclass(frozen=True, slots=True)
class Habits:
    """How one language writes: its words for days and months, its separators, its large units."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    long_months: tuple[str, ...]
    decimal: str
    group: str
    minus: str
    percent: str
    million: str
    billion: str


@cache
def locale_of(language: str) -> Locale:
    """The locale behind a language of the platform; English is written as in Britain."""
    return Locale.parse("sv_SE" if language == "sv" else "en_GB")


@cache
def habits(language: str) -> Habits:
    """The habits of a language, read from the CLDR once."""
    locale = locale_of(language)
    symbols = locale.number_symbols["latn"]
    months = locale.months["format"]
    swedish = language == "sv"
    return Habits(
        days=tuple(locale.days["format"]["abbreviated"][n].rstrip(".") for n in range(7)),
        months=("", *(months["abbreviated"][n].rstrip(".") for n in range(1, 13))),
        long_months=("", *(months["wide"][n] for n in range(1, 13))),
        decimal=symbols["decimal"],
        group=symbols["group"],
        minus=symbols["minusSign"],
        percent=f"{NBSP}%" if swedish else "%",
        million="mn" if swedish else "m",
        billion="md" if swedish else "bn",
    )


def format_date(
    value: date,
    language: str,
    *,
    style: DateStyle = "short",
    today: date | None = None,
    zone: ZoneInfo = STOCKHOLM,
) -> str:
    """`tis 24 nov` within the year, else `24 nov 2025`; long: `24 november 2026`; month: `nov 2026`."""
    if isinstance(value, datetime):
        value = _local(value, zone).date()
    if style == "iso":
        return value.isoformat()
    words = habits(language)
    if style == "month":
        return f"{words.months[value.month]} {value.year}"
    if style == "long":
        return f"{value.day} {words.long_months[value.month]} {value.year}"
    if value.year == (today or datetime.now(zone).date()).year:
        return f"{words.days[value.weekday()]} {value.day} {words.months[value.month]}"
    return f"{value.day} {words.months[value.month]} {value.year}"


def format_datetime(
    value: datetime,
    language: str,
    *,
    style: DateStyle = "short",
    today: date | None = None,
    zone: ZoneInfo = STOCKHOLM,
) -> str:
    """The date and the time of day in the municipality's time zone: `tis 24 nov 14:30`."""
    local = _local(value, zone)
    day = format_date(local.date(), language, style=style, today=today, zone=zone)
    return f"{day} {local:%H:%M}"


def format_ago(value: datetime, now: datetime, language: str, *, zone: ZoneInfo = STOCKHOLM) -> str:
    """How long ago, or how soon: `för 2 timmar sedan`, `om 3 dagar`; beyond a week the date."""
    gap = value - now
    if abs(gap) < timedelta(seconds=45):
        return "just nu" if language == "sv" else "just now"
    days = (_local(now, zone).date() - _local(value, zone).date()).days
    if days == 1 and gap < timedelta(hours=-12):
        return "i går" if language == "sv" else "yesterday"
    if abs(gap) >= timedelta(days=7):
        return format_date(value, language, today=_local(now, zone).date(), zone=zone)
    return str(format_timedelta(gap, add_direction=True, threshold=0.95, locale=locale_of(language)))


def format_number(value: Number, language: str, *, decimals: int | None = None) -> str:
    """`1 250 000` or `3,5`: exactly that many decimals, or those that say something, at most two."""
    exact = value if isinstance(value, Decimal | int) else Decimal(repr(value))
    if decimals is None:
        shown = f"{exact:,d}" if isinstance(exact, int) else _trimmed(f"{_rounded(exact, 2):,f}")
    else:
        shown = f"{_rounded(Decimal(exact), decimals):,f}"
    return _spelled(shown, habits(language))


def format_money(amount: Decimal | int, currency: str, language: str, *, compact: bool = False) -> str:
    """`1 250 000 kr`, `SEK 1,250,000`, `€99.50`; compact from a million: `1,2 mnkr`, `SEK 1.2 m`.

    Minor units are shown when there are any.
    """
    words = habits(language)
    exact = Decimal(amount)
    if compact and abs(exact) >= _MILLION:
        billions = abs(exact) >= _BILLION
        scaled = _trimmed(f"{_rounded(exact / (_BILLION if billions else _MILLION), 1):,f}")
        number, unit = _spelled(scaled, words), words.billion if billions else words.million
    else:
        places = 0 if exact == exact.to_integral_value() or compact else get_currency_precision(currency)
        number, unit = _spelled(f"{_rounded(exact, places):,f}", words), ""
    return _with_currency(number, unit, currency, language)


def format_percent(value: Number, language: str, *, decimals: int | None = 0) -> str:
    """A share as a percentage: 0.6 is `60 %`. Without `decimals` it has those that say something."""
    exact = value if isinstance(value, Decimal | int) else Decimal(repr(value))
    return format_number(Decimal(exact) * 100, language, decimals=decimals) + habits(language).percent


def _with_currency(number: str, unit: str, currency: str, language: str) -> str:
    symbol = _SYMBOLS.get(currency, currency)
    if language == "sv":
        if currency == "SEK":
            return f"{number}{NBSP}{unit}kr"
        return NBSP.join(part for part in (number, unit, symbol) if part)
    minus = habits(language).minus
    sign, number = (minus, number.removeprefix(minus)) if number.startswith(minus) else ("", number)
    gap = NBSP if symbol[-1].isalpha() else ""
    return f"{sign}{symbol}{gap}{number}{NBSP if unit else ''}{unit}"


def _local(value: datetime, zone: ZoneInfo) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(zone)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def _trimmed(shown: str) -> str:
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _spelled(shown: str, words: Habits) -> str:
    """Python's own `-1,234.5` with the separators of the language."""
    if words.decimal == "." and words.group == "," and not shown.startswith("-"):
        return shown
    if shown.startswith("-"):
        return words.minus + _spelled(shown[1:], words) if shown.strip("-0.,") else _spelled(shown[1:], words)
    return shown.replace(",", "\0").replace(".", words.decimal).replace("\0", words.group)
