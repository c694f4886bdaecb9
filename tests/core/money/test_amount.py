from decimal import Decimal

import pytest

from utblick.errors import Invalid
from utblick.money import Money
from utblick.reference.currencies import UnknownCurrency


@pytest.mark.parametrize(
    ("text", "language", "amount", "currency"),
    [
        ("1 250 000 kr", "sv", "1250000", "SEK"),
        ("12 500,50", "sv", "12500.50", "SEK"),
        ("€ 99.50", "en", "99.50", "EUR"),
        ("99,50 €", "sv", "99.50", "EUR"),
        ("500 usd", "en", "500", "USD"),
        ("SEK 1,250", "en", "1250", "SEK"),
        ("−10 kr", "sv", "-10", "SEK"),
    ],
)
def test_an_amount_is_read_as_people_type_it(text, language, amount, currency):
    assert Money.parse(text, language) == Money(Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "kr", "many", "10 kr 20", "SEK 10 kr", "1e5 kr"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(Invalid):
        Money.parse(text, "sv")


def test_an_unknown_currency_is_refused_with_what_to_write():
    with pytest.raises(UnknownCurrency, match=r"“XYZ” is not a currency\. Use its three letters"):
        Money(Decimal(1), "XYZ")


@pytest.mark.parametrize("amount", [1.5, 1, "1", Decimal("NaN"), Decimal("Infinity"), None])
def test_only_finite_decimals_are_amounts(amount):
    with pytest.raises(TypeError):
        Money(amount, "SEK")


def test_amounts_of_different_currencies_are_not_added():
    assert Money(Decimal(1), "sek") + Money(Decimal(2), "SEK") == Money(Decimal(3), "SEK")
    with pytest.raises(TypeError, match="convert"):
        Money(Decimal(1), "SEK") + Money(Decimal(1), "EUR")


def test_rounding_is_half_to_even_in_minor_units():
    assert [Money(Decimal(a), "SEK").rounded().amount for a in ("0.125", "0.135")] == [
        Decimal("0.12"),
        Decimal("0.14"),
    ]
    assert Money(Decimal("2.5"), "JPY").rounded().amount == Decimal(2)
