"""E-mail addresses, telephone numbers and web addresses as people type them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from utblick.identity.orgnr import plain

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\u00a1-\uffff-]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}")
_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}", re.IGNORECASE)
_BETWEEN_EMAILS = re.compile(r"[;,\s]+|\boch\b")
_SPELLED_AT = re.compile(r"\s(at|\(at\)|snabel-?a)\s")
_BETWEEN_PHONES = re.compile(r"[;,]|\beller\b|\boch\b")
_DIGIT = re.compile(r"\d")
_NOT_DIALLED = re.compile(r"[^\d+]")
_SWEDISH_START = re.compile(r"^(\+46|0046|0)0?")
_PROTOCOL = re.compile(r"^(https?:/*|//)", re.IGNORECASE)
_SWEDEN = 46
_SHORT_AREAS = frozenset({
    "10", "11", "13", "16", "18", "19", "20", "21", "23", "26", "31", "33", "35", "36", "40", "42", "44",
    "46", "54", "60", "63", "70", "72", "73", "74", "75", "76", "77", "78", "79", "90",
})  # fmt: skip
"""Swedish area codes of two digits, mobile ones among them; "8" has one, all others have three."""
_GROUPS: Mapping[int, tuple[int, ...]] = MappingProxyType(
    {5: (3, 2), 6: (2, 2, 2), 7: (3, 2, 2), 8: (3, 3, 2)}
)
_SHARED = frozenset({
    "bredband.net", "comhem.se", "gmail.com", "home.se", "hotmail.com", "hotmail.se", "icloud.com",
    "live.com", "live.se", "me.com", "msn.com", "outlook.com", "passagen.se", "proton.me", "protonmail.com",
    "spray.se", "swipnet.se", "tele2.se", "telia.com", "yahoo.com", "yahoo.se",
})  # fmt: skip
_OFFICE = frozenset({
    "admin", "bokning", "booking", "contact", "ekonomi", "faktura", "forsaljning", "hej", "hello", "info",
    "kansli", "kontakt", "kontor", "kundservice", "mail", "office", "order", "post", "reception", "sales",
    "styrelsen", "support", "vaxel",
})  # fmt: skip
_BLANK = frozenset({"", "-", "?", "saknas", "nej", "ingen", "okänd", "okänt", "n/a", "x"})


@dataclass(frozen=True, slots=True)
class EmailReading:
    """An address in lower case, or nothing, and why."""

    status: Literal["ok", "missing", "invalid", "multiple"]
    value: str = ""


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """A number in international form, or nothing, and why."""

    status: Literal["ok", "missing", "invalid", "lost_zero", "multiple"]
    value: str = ""


def read_email(text: str) -> EmailReading:
    """The first address in the text; of several different ones the status tells of the others."""
    given = plain(text)
    if given.casefold() in _BLANK:
        return EmailReading("missing")
    parts = [part for part in _BETWEEN_EMAILS.split(given.replace("mailto:", "")) if part]
    valid = [part.strip("<>\"'.").lower() for part in parts if _EMAIL.fullmatch(part.strip("<>\"'."))]
    if not valid or (len(parts) > 1 and _SPELLED_AT.search(given)):
        return EmailReading("invalid")
    return EmailReading("multiple" if len(valid) > 1 else "ok", valid[0])


def domain_of(email: str) -> str:
    """The domain that tells an organisation; nothing for addresses at a provider that everybody uses."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in _SHARED else domain


def is_office_address(email: str) -> bool:
    """Whether the address is an office's rather than a person's."""
    return email.partition("@")[0].lower() in _OFFICE


def read_phone(text: str, *, country: str = "SE") -> PhoneReading:
    """A telephone number, also one that has lost its leading zero or plus sign in a spreadsheet."""
    given = plain(text)
    if given.casefold() in _BLANK:
        return PhoneReading("missing")
    candidates = [part for part in _BETWEEN_PHONES.split(given) if _DIGIT.search(part)]
    if not candidates:
        return PhoneReading("invalid")
    digits = phone_key(candidates[0].removesuffix(".0").replace("(0)", ""))
    value = _international(digits, country)
    if value is None:
        return PhoneReading("invalid")
    if not digits.startswith(("0", "+")):
        return PhoneReading("lost_zero", value)
    return PhoneReading("multiple" if len(candidates) > 1 else "ok", value)


def phone_key(value: str) -> str:
    """What is compared of a telephone number."""
    return _NOT_DIALLED.sub("", value)


def read_website(text: str) -> str | None:
    """The address with https:// and a lower-case host; "" when the cell is empty, None when it is wrong."""
    given = plain(text)
    if given.casefold() in _BLANK:
        return ""
    bare = _PROTOCOL.sub("", given)
    host, slash, path = bare.partition("/")
    if not _HOST.fullmatch(host) or " " in path:
        return None
    secure = "http" if given.lower().startswith("http://") else "https"
    return f"{secure}://{host.lower()}{slash + path if path else ''}"


def host_of(website: str) -> str:
    """What is compared of a web address: its host without "www."."""
    return website.partition("://")[2].partition("/")[0].removeprefix("www.")


def _international(digits: str, country: str) -> str | None:
    """The number in groups, as its country writes it; None when there is no such number."""
    if country == "SE" and (national := _swedish(digits)):
        return _grouped(national)
    import phonenumbers

    for spelling in (digits, f"+{digits}" if not digits.startswith(("0", "+")) else digits):
        try:
            number = phonenumbers.parse(spelling, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            if number.country_code == _SWEDEN:
                return _grouped(str(number.national_number))
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return None


def _swedish(digits: str) -> str | None:
    """The digits of a valid Swedish number, without reading every way of writing in the world: it is slow."""
    national = _SWEDISH_START.sub("", digits)
    if not national.isdecimal() or national.startswith("0"):
        return None
    return str(int(national)) if _swedish_form().fullmatch(national) else None


@cache
def _swedish_form() -> re.Pattern[str]:
    """What all valid Swedish numbers look like, from the library's own table."""
    from phonenumbers import PhoneMetadata

    table = PhoneMetadata.metadata_for_region("SE")
    pattern = table.general_desc.national_number_pattern if table and table.general_desc else None
    return re.compile(pattern or r"[1-9]\d{6,8}")


def _grouped(national: str) -> str:
    """A Swedish number in groups; the library's way of finding them is slow for many."""
    area = 1 if national[0] == "8" else 2 if national[:2] in _SHORT_AREAS else 3
    rest = national[area:]
    parts = [national[:area]]
    for length in _GROUPS.get(len(rest), (len(rest),)):
        parts.append(rest[:length])
        rest = rest[length:]
    return f"+{_SWEDEN} " + " ".join(parts)
