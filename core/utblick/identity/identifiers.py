"""Official identifiers: which schemes are known, what is a valid value, and how each is written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from stdnum import lei
from stdnum.eu import vat
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from utblick.errors import Invalid
from utblick.i18n import Msg, _
from utblick.identity.orgnr import (
    OrgnrReading,
    digits_of,
    looks_personal,
    mask,
    parse_orgnr,
    plain,
)

__all__ = ["SCHEMES", "Bearer", "OrgnrReading", "Scheme", "is_valid", "mask", "normalise", "parse_orgnr"]

Bearer = Literal["organisation", "person"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A numbering scheme: its name in code, its title for people, and who may bear such a number."""

    name: str
    title: Msg
    bearer: Bearer
    form: Msg
    """What a value looks like, said in the error."""
    page: str = ""
    """Address of the public page of a value, with ``{}`` in its place."""


SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {
        scheme.name: scheme
        for scheme in (
            Scheme(
                "se-orgnr", _("Organisation number"), "organisation", _("ten digits, such as 559980-0017")
            ),
            Scheme("eu-vat", _("VAT number"), "organisation", _("a country code and digits")),
            Scheme("eori", _("EORI number"), "organisation", _("a country code and up to 15 characters")),
            Scheme("pic", _("PIC"), "organisation", _("nine digits")),
            Scheme(
                "ror",
                _("ROR id"),
                "organisation",
                _("nine characters, the first a zero"),
                "https://ror.org/{}",
            ),
            Scheme(
                "wikidata",
                _("Wikidata item"),
                "organisation",
                _("the letter Q and digits"),
                "https://www.wikidata.org/wiki/{}",
            ),
            Scheme("duns", _("D-U-N-S number"), "organisation", _("nine digits")),
            Scheme(
                "lei",
                _("LEI"),
                "organisation",
                _("20 letters and digits"),
                "https://search.gleif.org/#/record/{}",
            ),
            Scheme("orcid", _("ORCID iD"), "person", _("16 digits in four groups"), "https://orcid.org/{}"),
        )
    }
)


def normalise(scheme: str, text: str) -> str:
    """The value as it is written officially; raises `Invalid` with a sentence when it cannot be one."""
    if scheme not in SCHEMES:
        known = ", ".join(SCHEMES)
        raise Invalid({"scheme": _("“{scheme}” is not a known identifier. Known are: {known}.",
                                   scheme=scheme, known=known)})  # fmt: skip
    value = _READERS[scheme](plain(text))
    if value is None:
        raise Invalid({"value": _wrong(scheme, text)})
    return value


def is_valid(scheme: str, text: str) -> bool:
    try:
        normalise(scheme, text)
    except Invalid:
        return False
    return True


def _wrong(scheme: str, text: str) -> Msg:
    if looks_personal(text) or parse_orgnr(text).status == "personal_number":
        return _("This is a personal identity number. It must not be entered here and has not been kept.")
    return _("“{value}” is not a valid {scheme}. It consists of {form}, and its check digits must be right.",
             value=text.strip()[:40], scheme=SCHEMES[scheme].title, form=SCHEMES[scheme].form)  # fmt: skip


def _orgnr(text: str) -> str | None:
    reading = parse_orgnr(text)
    return reading.value if reading.status == "valid" else None


def _vat(text: str) -> str | None:
    compact = re.sub(r"[\s.\-]", "", text).upper()
    if compact.startswith("SE") and looks_personal(compact[2:12]):
        return None  # a sole trader's VAT number holds the owner's personal identity number
    try:
        return str(vat.validate(compact))
    except ValidationError:
        return None


def _eori(text: str) -> str | None:
    compact = re.sub(r"[\s.\-]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{1,15}", compact):
        return None
    if compact.startswith("SE") and (len(compact) != 12 or _orgnr(compact[2:]) is None):
        return None
    return compact


def _nine_digits(text: str) -> str | None:
    compact = digits_of(text)
    return compact if len(compact) == 9 and compact.strip("0") else None


def _ror(text: str) -> str | None:
    compact = _last_part(text).lower()
    if not re.fullmatch(r"0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}", compact):
        return None
    number = 0
    for letter in compact[:7]:
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(letter)
    return compact if 98 - number * 100 % 97 == int(compact[7:]) else None


def _wikidata(text: str) -> str | None:
    compact = _last_part(text).upper()
    return compact if re.fullmatch(r"Q[1-9][0-9]{0,11}", compact) else None


def _lei(text: str) -> str | None:
    try:
        return str(lei.validate(text))
    except ValidationError:
        return None


def _orcid(text: str) -> str | None:
    compact = _last_part(text).replace("-", "").replace(" ", "").upper()
    if not re.fullmatch(r"[0-9]{15}[0-9X]", compact) or not mod_11_2.is_valid(compact):
        return None
    return "-".join(compact[i : i + 4] for i in range(0, 16, 4))


def _last_part(text: str) -> str:
    return text.strip().rstrip("/").rsplit("/", 1)[-1]


_READERS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {
        "se-orgnr": _orgnr,
        "eu-vat": _vat,
        "eori": _eori,
        "pic": _nine_digits,
        "ror": _ror,
        "wikidata": _wikidata,
        "duns": _nine_digits,
        "lei": _lei,
        "orcid": _orcid,
    }
)
