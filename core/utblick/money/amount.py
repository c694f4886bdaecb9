"""An amount with its currency: exact, never a float, never of an unknown currency."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from utblick.errors import Invalid
from utblick.i18n import _
from utblick.i18n.format import format_money
from utblick.i18n.parse import parse_number
from utblick.reference.currencies import minor_digits, require_currency

_SIGNS = {"kr": "SEK", "kr.": "SEK", "kronor": "SEK", "€": "EUR", "euro": "EUR", "£": "GBP"}
_PARTS = re.compile(
    r"\s*(?P<before>[^\d\s.,+−-]*)\s*(?P<number>[-+−]?\d[\d\s.,\u00a0\u202f]*?)\s*(?P<after>[^\d\s,]*)\s*"
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a currency, in Decimal. Raises `UnknownCurrency` for a code that does not exist."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise TypeError(f"an amount is a finite Decimal, not {type(self.amount).__name__}")
        object.__setattr__(self, "currency", require_currency(self.currency))

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise TypeError(
                f"{self.currency} and {other.currency} cannot be added; convert one of them first"
            )
        return Money(self.amount + other.amount, self.currency)

    def rounded(self) -> "Money":
        """The amount in whole minor units, half to even."""
        return Money(round_to_minor(self.amount, self.currency), self.currency)

    def shown(self, language: str, *, compact: bool = False) -> str:
        """The amount as a reader of the language writes it."""
        return format_money(self.amount, self.currency, language, compact=compact)

    @classmethod
    def parse(cls, text: str, language: str, *, default: str = "SEK") -> "Money":
        """The amount that was typed: `1 250 000 kr`, `€ 99.50`, `500 USD`; without a currency the default.

        Raises `Invalid` with a sentence for anything else.
        """
        found = _PARTS.fullmatch(text[:60])
        if found is None or (found["before"] and found["after"]):
            message = _("“{text}” is not an amount. Write it as 12 500 SEK.", text=text[:40])
            raise Invalid({"amount": message}, message)
        word = found["before"] or found["after"]
        try:
            amount = parse_number(found["number"], language)
        except ValueError as error:
            raise Invalid({"amount": error.args[0]}, error.args[0]) from None
        return cls(amount, _SIGNS.get(word.casefold(), word) if word else default)


def round_to_minor(amount: Decimal, currency: str) -> Decimal:
    """Rounded half to even to the currency's minor units: once, at the end of a calculation."""
    return amount.quantize(Decimal(1).scaleb(-minor_digits(currency)), rounding=ROUND_HALF_EVEN)
