"""Numbers and dates as people type them; what is ambiguous or impossible is refused, never guessed."""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from functools import cache

from utblick.i18n.format import locale_of
from utblick.i18n.message import Msg, _

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f']+")
_SWEDISH = re.compile(r"[-+]?[0-9]{1,30}(?:[,.][0-9]{1,12})?", re.ASCII)
_THOUSANDS_DOT = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)
_GERMAN = re.compile(r"[-+]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,12})?", re.ASCII)
_ENGLISH = re.compile(r"[-+]?(?:[0-9]{1,30}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,12})?", re.ASCII)
_YEAR_FIRST = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[ /.,-]+([0-9]{4})", re.ASCII)
_NO_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})", re.ASCII)
_IN_WORDS = re.compile(r"(?:[^\W\d]+[ ,.]+)?(?:den )?([0-9]{1,2})(?::e|\.)? ?([^\W\d]+)\.?,? +([0-9]{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.? ([0-9]{1,2}),? +([0-9]{4})")


def parse_number(text: str, language: str) -> Decimal:
    """The number that was typed; raises ValueError with a sentence when it is none, or could be two."""
    typed = _SPACES.sub("", text[:60]).replace("\N{MINUS SIGN}", "-")
    if language == "sv":
        if _THOUSANDS_DOT.fullmatch(typed):
            raise ValueError(_ambiguous(text))
        if _SWEDISH.fullmatch(typed):
            return Decimal(typed.replace(",", "."))
        if _GERMAN.fullmatch(typed):
            return Decimal(typed.replace(".", "").replace(",", "."))
    elif _ENGLISH.fullmatch(typed):
        return Decimal(typed.replace(",", ""))
    raise ValueError(
        _("“{text}” is not a number. Write it as {example}.", text=text[:40], example=_example(language))
    )


def parse_date(text: str) -> date:
    """The day that was typed: 2026-11-24, 20261124, 24/11 2026, 24.11.2026 or 24 nov 2026.

    Raises ValueError with a sentence for anything else, and for days that no calendar has.
    """
    typed = " ".join(text[:60].split()).lower()
    parts = _numbers(typed)
    if parts is None and (found := _NO_YEAR.fullmatch(typed)) and _in_some_year(int(found[1]), int(found[2])):
        raise ValueError(_("“{text}” lacks a year. Write the date as 2026-11-24.", text=text[:40]))
    if parts is None and _NO_YEAR.fullmatch(typed):
        raise ValueError(_impossible(text))
    if parts is None:
        raise ValueError(_("“{text}” is not a date. Write it as 2026-11-24.", text=text[:40]))
    try:
        return date(*parts)
    except ValueError:
        raise ValueError(_impossible(text)) from None


def _numbers(typed: str) -> tuple[int, int, int] | None:
    """Year, month and day as they stand in the text, whether such a day exists or not."""
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups() if part is not None)
        return year, month, day
    if found := _DAY_FIRST.fullmatch(typed):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := _IN_WORDS.fullmatch(typed)) and found[2] in _months():
        return int(found[3]), _months()[found[2]], int(found[1])
    if (found := _MONTH_FIRST.fullmatch(typed)) and found[1] in _months():
        return int(found[3]), _months()[found[1]], int(found[2])
    return None


@cache
def _months() -> dict[str, int]:
    """Swedish and English names of months, long and short, without the abbreviation's dot."""
    names = {"sept": 9}
    for language in ("sv", "en"):
        for width in ("wide", "abbreviated"):
            found = locale_of(language).months["format"][width]
            names |= {name.lower().rstrip("."): number for number, name in found.items()}
    return names | {name[:3]: number for name, number in names.items()}


def _in_some_year(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]


def _impossible(text: str) -> Msg:
    return _("“{text}” is not a day in the calendar. Check the day and the month.", text=text[:40])


def _ambiguous(text: str) -> Msg:
    return _(
        "“{text}” can be read in two ways. Write a comma before decimals and no dot between thousands.",
        text=text[:40],
    )


def _example(language: str) -> str:
    return "12 500,50" if language == "sv" else "12,500.50"
