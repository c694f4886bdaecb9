"""Codes with names: countries, currencies, languages and municipalities, found by either."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from babel import Locale

from utblick.declare import Kind
from utblick.i18n import _
from utblick.reference.municipalities import municipalities

CODED = frozenset({Kind.COUNTRY, Kind.CURRENCY, Kind.LANGUAGE, Kind.MUNICIPALITY})
_NEAR: Mapping[Kind, Sequence[str]] = MappingProxyType(
    {
        Kind.CURRENCY: ("SEK", "EUR", "NOK", "DKK", "GBP", "USD", "CHF", "PLN", "CZK"),
        Kind.LANGUAGE: ("sv", "en", "de", "fi", "nb", "da", "fr", "es", "pl", "et", "lv", "lt", "nl", "it"),
    }
)


def code_name(kind: Kind, code: str, language: str) -> str:
    """The name of a code in that language; the code itself when it has none."""
    return names(kind, language).get(code, code)


def code_of(kind: Kind, text: str) -> str:
    """The code that somebody means by a code or a name in any language; raises ValueError with a `Msg`."""
    wanted = text.strip()
    for spelled in (wanted, wanted.upper(), wanted.lower()):
        if spelled in names(kind, "sv"):
            return spelled
    folded = wanted.casefold()
    for language in ("sv", "en"):
        for code, name in names(kind, language).items():
            if name.casefold() == folded:
                return code
    raise ValueError(_UNKNOWN[kind])


def code_options(kind: Kind, language: str, home: str = "") -> list[tuple[str, str]]:
    """Code and name of all of a kind: the ones near at hand first, the others by name.

    `home` is the municipality of the installation: it and its county come first among municipalities.
    """
    known = names(kind, language)
    near = _near(home) if kind is Kind.MUNICIPALITY else _NEAR.get(kind, ())
    first = [(code, known[code]) for code in near if code in known]
    rest = sorted(((code, name) for code, name in known.items() if code not in near), key=_by_name)
    return first + rest


@cache
def names(kind: Kind, language: str) -> Mapping[str, str]:
    """Every code of a kind with its name."""
    if kind is Kind.MUNICIPALITY:
        return _municipalities()
    locale = Locale.parse(language)
    if kind is Kind.COUNTRY:
        return {code: name for code, name in locale.territories.items() if _is_country(code)}
    if kind is Kind.CURRENCY:
        return {code: name for code, name in locale.currencies.items() if _is_current(code)}
    return {code: name for code, name in locale.languages.items() if len(code) == 2}


def _municipalities() -> Mapping[str, str]:
    return {known.code: known.name for known in municipalities().values()}


def _near(home: str) -> Sequence[str]:
    """The municipality itself, then the others of its county by name."""
    here = municipalities().get(home)
    if here is None:
        return ()
    county = [(one.code, one.name) for one in municipalities().values() if one.nuts == here.nuts]
    return [home, *(code for code, _name in sorted(county, key=_by_name) if code != home)]


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}


@cache
def _current_currencies() -> frozenset[str]:
    from babel.core import get_global

    today = get_global("territory_currencies")
    return frozenset(
        code for held in today.values() for code, _since, until, tender in held if tender and not until
    )


def _is_current(code: str) -> bool:
    return code in _current_currencies()


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1].casefold().replace("å", "z1").replace("ä", "z2").replace("ö", "z3")


_UNKNOWN = {
    Kind.COUNTRY: _("There is no country with this code or name."),
    Kind.CURRENCY: _("There is no currency with this code."),
    Kind.LANGUAGE: _("There is no language with this code or name."),
    Kind.MUNICIPALITY: _("There is no Swedish municipality with this code or name."),
}
