"""Dates in every way of writing that Swedish registers show, and none that is not in the calendar."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal

from utblick.identity.orgnr import plain
from utblick.identity.registers.table import Cell

_EXCEL_BEGINS = date(1899, 12, 30)
_TIME_OF_DAY = re.compile(r"(?<=\d)\.0$|[T ]\d{2}:\d{2}(:\d{2})?(\.\d+)?Z?$", re.IGNORECASE)
_MONTH_NAMES = (
    "jan januari january", "feb februari february", "mar mars march", "apr april", "maj may", "jun juni june",
    "jul juli july", "aug augusti august", "sep sept september", "okt oktober oct october", "nov november",
    "dec december",
)  # fmt: skip
_MONTHS: Mapping[str, int] = MappingProxyType(
    {name: month for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
)
_BLANK = frozenset({"", "-", "--", "saknas", "aldrig", "ej", "never", "n/a"})


@dataclass(frozen=True, slots=True)
class DateReading:
    """A day, or only a month ("2024-01"), or neither: a day that does not exist, or words."""

    status: Literal["ok", "missing", "imprecise", "impossible", "text"]
    value: date | None = None
    month: str = ""


def read_date(cell: Cell) -> DateReading:
    """The day that a cell means, whether Excel or a person wrote it."""
    if isinstance(cell, datetime):
        return DateReading("ok", cell.date())
    if isinstance(cell, date):
        return DateReading("ok", cell)
    if cell is None or isinstance(cell, bool):
        return DateReading("missing")
    text = _TIME_OF_DAY.sub("", plain(str(cell)).casefold())
    if text in _BLANK:
        return DateReading("missing")
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(text):
            return read(*found.groups())
    return DateReading("text")


def _serial(days: str) -> DateReading:
    return DateReading("ok", _EXCEL_BEGINS + timedelta(days=int(days)))


def _day(year: str, month: str, day: str) -> DateReading:
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return DateReading("ok", date(full, int(month), int(day)))
    except ValueError:
        return DateReading("impossible")


def _day_first(day: str, month: str, year: str) -> DateReading:
    return _day(year, month, day)


def _worded(day: str, word: str, year: str) -> DateReading:
    month = _MONTHS.get(word)
    return _day(year, str(month), day) if month else DateReading("text")


def _worded_first(word: str, day: str, year: str) -> DateReading:
    return _worded(day, word, year)


def _month(year: str, month: str) -> DateReading:
    if not 1 <= int(month) <= 12:
        return DateReading("impossible")
    return DateReading("imprecise", month=f"{int(year):04}-{int(month):02}")


def _worded_month(word: str, year: str) -> DateReading:
    month = _MONTHS.get(word)
    return _month(year, str(month)) if month else DateReading("text")


def _year(year: str) -> DateReading:
    return DateReading("imprecise", month=year)


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., DateReading]], ...] = (
    (re.compile(r"([2-7]\d{4})"), _serial),
    (re.compile(r"((?:19|20)\d{2})[-/. ]?(\d{2})[-/. ]?(\d{2})"), _day),
    (re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})"), _day),
    (re.compile(r"(\d{2})(\d{2})(\d{2})"), _day),
    (re.compile(r"(\d{2})-(\d{2})-(\d{2})"), _day),
    (re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2})[/. -]+((?:19|20)?\d{2})"), _day_first),
    (re.compile(r"(?:den )?(\d{1,2})(?::e|:a|\.|st|nd|rd|th)? ?([a-zå]+)\.? ((?:19|20)\d{2})"), _worded),
    (re.compile(r"([a-z]+)\.? (\d{1,2}),? ((?:19|20)\d{2})"), _worded_first),
    (re.compile(r"((?:19|20)\d{2})[-/. ](\d{1,2})"), _month),
    (re.compile(r"([a-z]+)\.? ((?:19|20)\d{2})"), _worded_month),
    (re.compile(r"((?:19|20)\d{2})"), _year),
)
