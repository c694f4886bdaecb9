"""Codes in cells: industry, procurement, legal form, languages, countries and municipalities."""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from babel import Locale

from utblick.identity.orgnr import plain
from utblick.identity.registers.table import Cell
from utblick.identity.registers.values.names import fold

_LEGAL_FORMS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("ab", "aktiebolag", "publikt aktiebolag", "ab publ", "privat aktiebolag"), "AB"),
        **dict.fromkeys(("hb", "handelsbolag"), "HB"),
        **dict.fromkeys(("kb", "kommanditbolag"), "KB"),
        **dict.fromkeys(("ef", "enskild firma", "enskild naringsverksamhet", "enskild naringsidkare"), "EF"),
        **dict.fromkeys(("ek for", "ekonomisk forening", "ek forening", "ekforening", "ek"), "EK"),
        **dict.fromkeys(("ideell forening", "if", "ideell", "forening"), "IF"),
        **dict.fromkeys(("stiftelse",), "ST"),
        **dict.fromkeys(("brf", "bostadsrattsforening"), "BRF"),
    }
)
_OTHER_COUNTRIES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("england", "skottland", "wales", "nordirland", "uk", "great britain"), "GB"),
        **dict.fromkeys(("usa", "america", "amerika", "forenta staterna"), "US"),
        **dict.fromkeys(("sydkorea", "korea"), "KR"),
        "holland": "NL", "tjeckien": "CZ", "burma": "MM", "vitryssland": "BY", "el": "GR", "turkey": "TR",
    }
)  # fmt: skip


@lru_cache(1024)
def read_legal_form(text: str) -> str:
    """AB, HB, KB, EF, EK, IF, ST or BRF; what was written when it is none of them."""
    return _LEGAL_FORMS.get(fold(text.replace(".", " ")), plain(text)[:30])


def legal_form_in(name: str) -> str:
    """The legal form that a name itself shows."""
    words = fold(name.replace(".", " ")).split()
    for count in (2, 1):
        for form in (" ".join(words[-count:]), " ".join(words[:count]) if count == 1 else ""):
            if (
                len(words) > count
                and form in _LEGAL_FORMS
                and form not in ("forening", "ideell", "if", "ef", "ek")
            ):
                return _LEGAL_FORMS[form]
    return ""


def read_sni(cell: Cell) -> tuple[str, ...] | None:
    """Industry codes as NN.NNN, also where Excel made a number of one; None when the cell holds none."""
    parts = [part for part in re.split(r"[;,/ ]+", str(cell).strip()) if part]
    codes = []
    for part in parts:
        digits = part.replace(".", "") if isinstance(cell, str) else _as_code(cell)
        if not digits.isdecimal() or not 2 <= len(digits) <= 5:
            continue
        if "." not in part and len(digits) == 4:
            digits = f"0{digits}"  # a code of agriculture or forestry that lost its zero
        codes.append(digits[:2] + ("." + digits[2:].ljust(3, "0") if len(digits) > 2 else ""))
    return tuple(dict.fromkeys(codes)) or None


def read_cpv(cell: Cell) -> tuple[str, ...] | None:
    """CPV codes of eight digits, without the check digit; None when something else stands there."""
    text = str(cell)
    codes = re.findall(r"(?<!\d)(\d{7,8})(?:-\d)?(?!\d)", text)
    rest = re.sub(r"\d{7,8}(-\d)?(\.0)?|[;,/\s]", "", text)
    return tuple(dict.fromkeys(code.zfill(8) for code in codes)) if codes and not rest else None


@lru_cache(4096)
def read_countries(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Country codes, and the words that are no country."""
    return _each(text, country_code)


@lru_cache(4096)
def read_languages(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Language codes, and the words that are no language."""
    return _each(text, language_code)


def country_code(text: str) -> str | None:
    """The country by its code or its name in Swedish or English."""
    word = fold(text)
    upper = text.strip().upper()
    if len(upper) == 2 and upper in _country_codes():
        return upper
    return _OTHER_COUNTRIES.get(word) or _territories().get(word)


def language_code(text: str) -> str | None:
    word = fold(text)
    known = _languages()
    return word if word in _language_codes() else known.get(word)


def _each(text: str, code_of: Callable[[str], str | None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = [
        word.strip() for word in re.split(r"[;,/&]|\boch\b|\band\b|\bsamt\b", plain(text)) if word.strip()
    ]
    codes = [(word, code_of(word)) for word in words]
    return (
        tuple(dict.fromkeys(code for _word, code in codes if code)),
        tuple(word for word, code in codes if not code),
    )


def _as_code(cell: Cell) -> str:
    """43.12 and 43.1 as Excel shows 43.120 and 43.100; 43120 as it stands."""
    whole, _point, decimals = str(cell).partition(".")
    return whole.zfill(2) + decimals.ljust(3, "0") if decimals.strip("0") or len(whole) <= 2 else whole


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(_territories().values())


@cache
def _language_codes() -> frozenset[str]:
    return frozenset(_languages().values())


@cache
def _territories() -> Mapping[str, str]:
    return _by_name("territories", 2)


@cache
def _languages() -> Mapping[str, str]:
    return _by_name("languages", 2)


def _by_name(kind: str, length: int) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for language in ("en", "sv"):
        for code, name in getattr(Locale.parse(language), kind).items():
            if len(code) == length and code.isalpha():
                names[fold(name)] = code
    return MappingProxyType(names)
