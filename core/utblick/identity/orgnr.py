"""Reading Swedish organisation numbers as people write them, and never keeping a personal identity number."""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from stdnum import luhn

Status = Literal[
    "valid",
    "missing",
    "wrong_length",
    "invalid_checksum",
    "invalid_characters",
    "lost_precision",
    "personal_number",
]

MASK = "••••••-••••"
"""What stands where a personal identity number stood."""

_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u00ad]")
_BLANKS = re.compile(r"[\s\u00a0\u2007\u202f\u200b\ufeff]+")
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?E[+]?\d+", re.IGNORECASE)
_LABEL = re.compile(
    r"^(ORG\.?(ANISATIONS)?-?(NR|NUMMER)\.?|VAT(-?NR)?|MOMS(REG)?\.?-?NR\.?)[:.]?", re.IGNORECASE
)
_NOT_DIGITS = re.compile(r"[^0-9]")
_SPACING = re.compile(r"[\s\-]")
_POINT_ZERO = re.compile(r"[.,]0+$")
_LOOKALIKES = MappingProxyType(str.maketrans("OoIl|", "00111"))
_CENTURIES = ("18", "19", "20")
_WRITTEN_AS_MISSING = frozenset(
    {
        "",
        "-",
        "--",
        "?",
        ".",
        "0",
        "x",
        "n/a",
        "na",
        "saknas",
        "okänt",
        "okänd",
        "vet ej",
        "ej",
        "inget",
        "none",
        "null",
    }
)
_IN_TEXT = re.compile(r"(?<![\d-])(?:(?:18|19|20)\d{6}[-+ ]?\d{4}|\d{6}[-+]\d{4})(?![\d-])")


@dataclass(frozen=True, slots=True)
class OrgnrReading:
    """What a text says in the place of an organisation number.

    `value` is there only when the number is valid. `written` is what stood there, for a person to mend;
    it is empty when that was, or may have been, a personal identity number.
    """

    status: Status
    value: str | None = None
    written: str = ""


def parse_orgnr(text: object) -> OrgnrReading:
    """Read an organisation number or Swedish VAT number in any way of writing seen in registers."""
    given = "" if text is None else plain(str(text))
    compact = _compact(given)
    if given.casefold() in _WRITTEN_AS_MISSING or (compact and not compact.strip("0")):
        return OrgnrReading("missing")
    if _SCIENTIFIC.fullmatch(given):
        return OrgnrReading("lost_precision", written=given)
    if not compact.isdecimal() or not compact.isascii():
        return OrgnrReading("invalid_characters", written=_safe(given))
    return _of_digits(_ten_of(compact), given)


def organisation_number(text: str | None) -> str | None:
    """The organisation number in a text as the register writes it, ``559980-0017``; None when there is none.

    Understood are all ways of writing seen in registers, the Swedish VAT number among them. A personal
    identity number, and one with a wrong check digit, is none.
    """
    return parse_orgnr(text).value


def mask(text: str) -> str:
    """The text with every personal identity number in it made unreadable."""
    if len(text) < 10:
        return text
    return _IN_TEXT.sub(lambda hit: MASK if _is_personal(digits_of(hit[0]), sure=True) else hit[0], text)


def looks_personal(text: str) -> bool:
    """Whether digits in the place of an organisation number are, or may be, a personal identity number."""
    return _is_personal(digits_of(text.translate(_LOOKALIKES)), sure=False)


def plain(text: str) -> str:
    """The text with every sort of dash as "-", every sort of blank as " ", and none around it."""
    if text.isascii():
        return " ".join(text.split())
    return _BLANKS.sub(" ", _DASHES.sub("-", text)).strip()


def digits_of(text: str) -> str:
    return _NOT_DIGITS.sub("", text)


def _compact(given: str) -> str:
    """The number without labels, country, blanks and what Excel and VAT add to it."""
    compact = _SPACING.sub("", _LABEL.sub("", given))
    compact = _POINT_ZERO.sub("", compact)
    if compact[:2].upper() == "SE":
        compact = compact[2:]
        if len(compact) == 12 and compact.endswith("01"):
            compact = compact[:10]
    return compact


def _ten_of(digits: str) -> str:
    """The ten digits that count, of twelve with a century, the prefix 16, or the suffix of a VAT number."""
    if len(digits) != 12:
        return digits
    if digits[:2] == "16":
        return digits[2:]
    if digits[:2] in _CENTURIES and digits[4] in "01":
        return digits[2:]
    if digits.endswith("01") and luhn.is_valid(digits[:10]):
        return digits[:10]
    return digits


def _safe(given: str) -> str:
    """What was written, unless it begins with a birthday as personal identity numbers do."""
    digits = digits_of(given.translate(_LOOKALIKES))
    birthdays = (digits[:6], digits[2:8] if digits[:2] in _CENTURIES else "")
    return "" if any(len(six) == 6 and _is_birthday(six) for six in birthdays) else given


def _of_digits(digits: str, given: str) -> OrgnrReading:
    if _is_personal(digits, sure=False):
        return OrgnrReading("personal_number")
    if len(digits) != 10:
        return OrgnrReading("wrong_length", written=_safe(given))
    if not luhn.is_valid(digits):
        return OrgnrReading("invalid_checksum", written=given)
    return OrgnrReading("valid", f"{digits[:6]}-{digits[6:]}")


def _is_personal(digits: str, *, sure: bool) -> bool:
    """Organisation numbers have 2 or more as their third digit; personal ones have a month there.

    A mistyped personal number is a personal number too, so the check digit counts only when `sure` is asked.
    """
    if len(digits) == 12 and digits[:2] in (*_CENTURIES, "16"):
        digits = digits[2:]
    if len(digits) == 11 and digits[:2] in ("19", "20") and _is_birthday(digits[2:8]):
        return not sure
    if len(digits) != 10 or digits[2] not in "01" or not digits.strip("0"):
        return False
    return not sure or (_is_birthday(digits[:6]) and luhn.is_valid(digits))


def _is_birthday(six: str) -> bool:
    """Year, month, day; in coordination numbers the day is written with 60 added."""
    month, day = int(six[2:4]), int(six[4:6])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)
