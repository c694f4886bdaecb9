"""Currencies of ISO 4217 that somebody pays with today, by code and by name."""

from functools import cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_precision

from utblick.errors import Invalid
from utblick.i18n import _


class UnknownCurrency(Invalid):
    """A currency code that nobody pays with."""

    def __init__(self, code: str, *, field: str = "currency") -> None:
        message = _("“{code}” is not a currency. Use its three letters, such as SEK or EUR.", code=code[:10])
        super().__init__({field: message}, message)


def require_currency(code: str, *, field: str = "currency") -> str:
    """The code in capitals; raises `UnknownCurrency` for one that does not exist or is out of use."""
    capitals = code.strip().upper()
    if capitals not in currency_codes():
        raise UnknownCurrency(code, field=field)
    return capitals


@cache
def currency_codes() -> frozenset[str]:
    """Every code that is legal tender somewhere, according to the CLDR."""
    held = get_global("territory_currencies").values()
    return frozenset(
        code for currencies in held for code, _since, until, tender in currencies if tender and not until
    )


def currency_name(code: str, language: str) -> str:
    """`svensk krona`, `Swedish Krona`; the code itself when it has no name."""
    return str(_locale(language).currencies.get(code, code))


def minor_digits(code: str) -> int:
    """How many decimals amounts of the currency have: two for kronor, none for yen."""
    return get_currency_precision(code)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)
