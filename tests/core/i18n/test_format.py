from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from utblick.i18n.format import (
    format_ago,
    format_date,
    format_datetime,
    format_money,
    format_number,
    format_percent,
)

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "style", "shown"),
    [
        ("sv", "short", "tis 24 nov"),
        ("en", "short", "Tue 24 Nov"),
        ("sv", "long", "24 november 2026"),
        ("en", "long", "24 November 2026"),
        ("sv", "iso", "2026-11-24"),
    ],
)
def test_a_day_of_this_year_is_written_as_its_readers_write_it(language, style, shown):
    assert format_date(DAY, language, style=style, today=DAY) == shown


def test_a_day_of_another_year_names_the_year():
    assert format_date(date(2025, 9, 1), "sv", today=DAY) == "1 sep 2025"


def test_an_instant_is_shown_in_the_municipalitys_time_zone():
    assert format_datetime(NOW, "sv", today=DAY) == "tis 24 nov 14:30"
    assert format_datetime(NOW, "en", today=DAY, zone=ZoneInfo("Europe/Helsinki")) == "Tue 24 Nov 15:30"


def test_an_instant_late_in_the_evening_belongs_to_the_local_day():
    assert format_date(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "sv", style="long") == "1 januari 2027"


@pytest.mark.parametrize(
    ("gap", "swedish", "english"),
    [
        (timedelta(seconds=3), "just nu", "just now"),
        (timedelta(minutes=5), "för 5 minuter sedan", "5 minutes ago"),
        (timedelta(hours=2), "för 2 timmar sedan", "2 hours ago"),
        (timedelta(days=1), "i går", "yesterday"),
        (timedelta(days=3), "för 3 dagar sedan", "3 days ago"),
        (timedelta(days=9), "sön 15 nov", "Sun 15 Nov"),
        (timedelta(hours=-2), "om 2 timmar", "in 2 hours"),
    ],
)
def test_time_passed_is_told_as_one_would_say_it(gap, swedish, english):
    assert (format_ago(NOW - gap, NOW, "sv"), format_ago(NOW - gap, NOW, "en")) == (swedish, english)


@pytest.mark.parametrize(
    ("amount", "currency", "compact", "swedish", "english"),
    [
        ("1250000", "SEK", False, "1 250 000 kr", "SEK 1,250,000"),
        ("1250.5", "SEK", False, "1 250,50 kr", "SEK 1,250.50"),
        ("99", "EUR", False, "99 €", "€99"),
        ("-1250000.5", "USD", False, "−1 250 000,50 USD", "-USD 1,250,000.50"),
        ("1000.4", "JPY", False, "1 000 JPY", "JPY 1,000"),
        ("1240000", "SEK", True, "1,2 mnkr", "SEK 1.2 m"),
        ("2000000", "EUR", True, "2 mn €", "€2 m"),
        ("3100000000", "SEK", True, "3,1 mdkr", "SEK 3.1 bn"),
        ("45000", "SEK", True, "45 000 kr", "SEK 45,000"),
    ],
)
def test_an_amount_is_written_with_its_currency(amount, currency, compact, swedish, english):
    assert plain(format_money(Decimal(amount), currency, "sv", compact=compact)) == swedish
    assert plain(format_money(Decimal(amount), currency, "en", compact=compact)) == english


def test_a_swedish_amount_never_breaks_over_two_lines():
    assert " " not in format_money(Decimal(1250000), "SEK", "sv")


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (1250000, "1 250 000", "1,250,000"),
        (-3, "−3", "-3"),
        (Decimal("3.50"), "3,5", "3.5"),
        (Decimal("-0.001"), "0", "0"),
        (2.25, "2,25", "2.25"),
    ],
)
def test_a_number_has_the_separators_of_its_language(value, swedish, english):
    assert (plain(format_number(value, "sv")), format_number(value, "en")) == (swedish, english)


def test_a_share_becomes_a_percentage():
    assert (plain(format_percent(Decimal("0.6"), "sv")), format_percent(0.125, "en", decimals=1)) == (
        "60 %",
        "12.5%",
    )
