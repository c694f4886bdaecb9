from datetime import date, timedelta
from decimal import Decimal

import pytest

from utblick.money import Money, NoRate, convert, rate_on, side_by_side
from utblick.money.ecb import bundled_rates
from utblick.money.rates import ECB, keep_rates, latest_day
from utblick.reference.currencies import UnknownCurrency

FRIDAY = date(2026, 10, 30)


@pytest.fixture
def session(ctx):
    keep_rates(ctx.session, bundled_rates())
    return ctx.session


def test_the_rate_of_a_published_day_is_that_days(session):
    rate = rate_on(session, "SEK", FRIDAY)

    assert (rate.value, rate.day, rate.source) == (Decimal("10.978"), FRIDAY, ECB)


def test_a_weekend_takes_the_last_published_day_and_says_so(session):
    assert rate_on(session, "SEK", date(2026, 10, 25)).day == date(2026, 10, 23)


def test_a_day_before_the_first_published_one_is_never_guessed(session):
    first = min(day for day, _code, _rate in bundled_rates())

    with pytest.raises(NoRate, match="No rate for SEK is known on or before"):
        rate_on(session, "SEK", first - timedelta(days=1))


def test_a_later_rate_is_never_taken_for_an_earlier_day(ctx):
    keep_rates(
        ctx.session, [(date(2026, 10, 30), "SEK", Decimal(11)), (date(2026, 10, 28), "SEK", Decimal(10))]
    )

    assert rate_on(ctx.session, "SEK", date(2026, 10, 29)).value == Decimal(10)


def test_a_currency_that_is_published_no_longer_has_no_rate(ctx):
    keep_rates(ctx.session, [(date(2022, 3, 1), "RUB", Decimal(117)), (FRIDAY, "SEK", Decimal(11))])

    assert rate_on(ctx.session, "RUB", date(2022, 3, 5)).value == Decimal(117)
    with pytest.raises(NoRate, match="last rate for RUB was published on 2022-03-01"):
        rate_on(ctx.session, "RUB", FRIDAY)


@pytest.mark.parametrize("code", ["XYZ", "", "kronor", "DEM"])
def test_an_unknown_currency_is_refused(session, code):
    with pytest.raises(UnknownCurrency, match="is not a currency"):
        rate_on(session, code, FRIDAY)


def test_kronor_become_euros_and_back_within_half_an_ore(session):
    euros = convert(session, Money(Decimal(1_250_000), "SEK"), "EUR", FRIDAY)

    assert (euros.amount, euros.exact_day) == (Decimal("113864.09"), True)
    assert convert(session, Money(Decimal("113864.09"), "EUR"), "SEK", FRIDAY).amount == Decimal("1249999.98")


def test_two_foreign_currencies_are_rounded_once_at_the_end(session):
    converted = convert(session, Money(Decimal("99.99"), "USD"), "NOK", FRIDAY)

    assert converted.amount == (Decimal("99.99") * Decimal("10.312") / Decimal("1.1172")).quantize(
        Decimal("0.01")
    )


def test_yen_have_no_minor_units(session):
    assert convert(session, Money(Decimal(10), "EUR"), "JPY", FRIDAY).amount == Decimal(1757)


def test_a_conversion_on_a_sunday_names_the_day_of_its_rate(session):
    converted = convert(session, Money(Decimal(100), "EUR"), "SEK", date(2026, 10, 25))

    assert (converted.day_of_rate, converted.exact_day) == (date(2026, 10, 23), False)


def test_the_same_currency_needs_no_rate(ctx):
    assert convert(ctx.session, Money(Decimal(5), "SEK"), "SEK", date(1990, 1, 1)).amount == Decimal(5)


def test_an_amount_stands_side_by_side_in_kronor_and_euros(session):
    both = side_by_side(session, Money(Decimal(1000), "USD"), FRIDAY)

    assert (both.sek.amount, both.eur.amount) == (Decimal("9826.35"), Decimal("895.09"))


def test_rates_that_are_known_are_kept_once_and_a_corrected_one_replaces_the_old(ctx):
    assert keep_rates(ctx.session, [(FRIDAY, "SEK", Decimal(11))]) == 1
    assert keep_rates(ctx.session, [(FRIDAY, "SEK", Decimal(11))]) == 0
    assert keep_rates(ctx.session, [(FRIDAY, "SEK", Decimal(12)), (FRIDAY, "USD", Decimal(1))]) == 2
    assert rate_on(ctx.session, "SEK", FRIDAY).value == Decimal(12)
    assert latest_day(ctx.session) == FRIDAY


def test_rates_are_exact_on_both_databases(platform_on):
    with platform_on.write() as ctx:
        keep_rates(ctx.session, [(FRIDAY, "IDR", Decimal("20275.17")), (FRIDAY, "GBP", Decimal("0.83380"))])
    with platform_on.read() as ctx:
        assert rate_on(ctx.session, "IDR", FRIDAY).value == Decimal("20275.17")
        assert rate_on(ctx.session, "GBP", FRIDAY).value == Decimal("0.8338")
