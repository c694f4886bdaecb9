"""Single values of notices: codes, amounts, days and instants, each checked or None."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from utblick_tendering.reading.notice import Money

DUMMY_YEARS = frozenset({2000, 2099})
"""2000-01-01 is the obligatory filler of award dates, 2099-01-01 that of unknown deadlines."""

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d)?")
_TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?")
_CPV = re.compile(r"(\d{8})(?:-\d)?")
_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
_PUBLICATION = re.compile(r"0*(\d{1,8})-(\d{4})")
_OJ_NUMBER = re.compile(r"(\d{4})/S \d+-0*(\d{1,8})")
_AMOUNT = re.compile(r"\d{1,15}(?:[.,]\d{1,6})?")
SWEDISH_TIME = ZoneInfo("Europe/Stockholm")
_ZONES = {
    "SE": "Europe/Stockholm",
    "FI": "Europe/Helsinki",
    "DK": "Europe/Copenhagen",
    "NO": "Europe/Oslo",
    "EE": "Europe/Tallinn",
    "LV": "Europe/Riga",
    "LT": "Europe/Vilnius",
    "DE": "Europe/Berlin",
    "PL": "Europe/Warsaw",
}


def each(values: Iterable[str | None]) -> tuple[str, ...]:
    """Each of the values once, in their order, without what is missing."""
    return tuple(dict.fromkeys(one for one in values if one))


def plain(text: str | None) -> str | None:
    """The text without the white space around it; None when nothing is left."""
    return (text or "").strip() or None


def cpv_code(text: str | None) -> str | None:
    """Eight digits; the check digit of the printed form is dropped."""
    found = _CPV.fullmatch((text or "").strip())
    return found[1] if found else None


def nuts_code(text: str | None) -> str | None:
    code = (text or "").strip().upper()
    return code if _NUTS.fullmatch(code) else None


def publication_number(text: str | None) -> str | None:
    """``525037-2024``, from ``00525037-2024`` or ``2024/S 170-525037``."""
    given = (text or "").strip()
    if found := _PUBLICATION.fullmatch(given):
        return f"{found[1]}-{found[2]}"
    if found := _OJ_NUMBER.fullmatch(given):
        return f"{found[2]}-{found[1]}"
    return None


def money(text: str | None, currency: str | None) -> Money | None:
    given = (text or "").replace(" ", "").replace("\xa0", "").strip()
    if not _AMOUNT.fullmatch(given):
        return None
    try:
        return Money(Decimal(given.replace(",", ".")), plain(currency))
    except InvalidOperation:
        return None


def whole(text: str | None) -> int | None:
    given = (text or "").strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def truth(text: str | None) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get((text or "").strip().lower())


def day(text: str | None) -> str | None:
    """A day as given, with its offset where there is one; None for fillers and for what is no day."""
    found = _DATE.fullmatch((text or "").strip())
    made = _day(found) if found else None
    if found is None or made is None or _is_dummy(made):
        return None
    return made.isoformat() + _offset_text(found[4] or "")


def moment(on: str | None, at: str | None) -> str | None:
    """Day and time of day as one instant with the offset given; without a time it stays a day.

    Times carry fractions in some countries, and either part may carry the offset.
    """
    date_found = _DATE.fullmatch((on or "").strip())
    made = _day(date_found) if date_found else None
    if date_found is None or made is None or _is_dummy(made):
        return None
    time_found = _TIME.fullmatch((at or "").strip())
    if time_found is None:
        return made.isoformat() + _offset_text(date_found[4] or "")
    try:
        clock = time(int(time_found[1]), int(time_found[2]), int(time_found[3] or 0))
    except ValueError:
        return made.isoformat() + _offset_text(date_found[4] or "")
    offset = _offset_text(time_found[4] or date_found[4] or "")
    return f"{made.isoformat()}T{clock.isoformat()}{offset}"


def local_moment(on: str | None, at: str | None, country: str | None) -> str | None:
    """Day and time in the buyer's own time, as TED's older forms give them ("local time").

    Without a known zone for the country the offset stays unknown and is left out.
    """
    given = moment(on, at)
    zone = _ZONES.get(country or "")
    if given is None or zone is None or "T" not in given:
        return given
    return datetime.fromisoformat(given).replace(tzinfo=ZoneInfo(zone)).isoformat()


def instant(text: str) -> datetime:
    """The moment at which a deadline is over: a day lasts until its end, no offset means Swedish time."""
    if "T" in text:
        made = datetime.fromisoformat(text)
        return made if made.tzinfo else made.replace(tzinfo=SWEDISH_TIME)
    made = datetime.combine(date.fromisoformat(text[:10]), time(23, 59, 59))
    offset = text[10:].replace("Z", "+00:00")
    if not offset:
        return made.replace(tzinfo=SWEDISH_TIME)
    sign = -1 if offset[0] == "-" else 1
    shift = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
    return made.replace(tzinfo=timezone(sign * shift))


def _day(found: "re.Match[str] | None") -> date | None:
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _is_dummy(made: date) -> bool:
    return made.year in DUMMY_YEARS and (made.month, made.day) == (1, 1)


def _offset_text(offset: str) -> str:
    sound = offset in {"", "Z"} or (int(offset[1:3]) <= 14 and int(offset[4:6]) < 60)
    return offset if sound else ""
