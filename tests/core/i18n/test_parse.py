from datetime import date
from decimal import Decimal

import pytest

from utblick.i18n import Msg
from utblick.i18n.parse import parse_date, parse_number


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "20261124",
        "24/11 2026",
        "24/11/2026",
        "24.11.2026",
        "24 nov 2026",
        "24 Nov. 2026",
        "den 24 november 2026",
        "tis 24 nov 2026",
        "November 24, 2026",
    ],
)
def test_a_day_is_read_in_every_form_that_people_type(text):
    assert parse_date(text) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "text", ["31/02 2026", "31/02", "2026-02-30", "20261301", "12/13/2026", "29 feb 2026"]
)
def test_a_day_that_no_calendar_has_is_refused(text):
    with pytest.raises(ValueError, match="not a day in the calendar") as refused:
        parse_date(text)
    assert isinstance(refused.value.args[0], Msg)


def test_a_day_without_a_year_is_not_guessed():
    with pytest.raises(ValueError, match="lacks a year"):
        parse_date("24/11")


@pytest.mark.parametrize("text", ["", "soon", "24/11 26", "٣/٤ 2026", "2026-11-24T10:00", "1" * 500])
def test_what_is_no_date_is_refused_with_the_right_form(text):
    with pytest.raises(ValueError, match="Write it as 2026-11-24"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1 250 000", "sv", "1250000"),
        ("1\u00a0250\u202f000,50", "sv", "1250000.50"),
        ("9,9", "sv", "9.9"),
        ("9.9", "sv", "9.9"),
        ("1.250.000", "sv", "1250000"),
        ("−3", "sv", "-3"),
        ("1,250,000.50", "en", "1250000.50"),
        ("1250", "en", "1250"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(text, language, value):
    assert parse_number(text, language) == Decimal(value)


def test_a_number_that_could_be_two_is_refused():
    with pytest.raises(ValueError, match="in two ways"):
        parse_number("1.250", "sv")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("text", ["", "NaN", "1e5", "Infinity", "٣", "12 kr", "1,2,3"])
def test_what_is_no_number_is_refused(text, language):
    with pytest.raises(ValueError, match="is not a number"):
        parse_number(text, language)
