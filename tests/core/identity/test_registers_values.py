"""Cells become values in every way of writing that registers show, and what is no value is not guessed."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from utblick.identity.registers.values.amounts import (
    Employees,
    Turnover,
    read_employees,
    read_turnover,
    read_yes_no,
)
from utblick.identity.registers.values.codes import (
    legal_form_in,
    read_countries,
    read_cpv,
    read_languages,
    read_legal_form,
    read_sni,
)
from utblick.identity.registers.values.contacts import read_email, read_phone, read_website
from utblick.identity.registers.values.dates import read_date
from utblick.identity.registers.values.names import bare_name


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime(2026, 5, 7), date(2026, 5, 7)),  # noqa: DTZ001 – Excel knows no time zones
        (46149, date(2026, 5, 7)), (46149.0, date(2026, 5, 7)), ("46149", date(2026, 5, 7)),
        ("2026-05-07", date(2026, 5, 7)), ("2026-05-07 00:00:00", date(2026, 5, 7)), ("2026/5/7", date(2026, 5, 7)),
        ("20230912", date(2023, 9, 12)), ("251021", date(2025, 10, 21)),
        ("27/11 2024", date(2024, 11, 27)), ("6/8 2023", date(2023, 8, 6)), ("7/5-26", date(2026, 5, 7)),
        ("7.5.2026", date(2026, 5, 7)), ("07-05-2026", date(2026, 5, 7)),
        ("13 september 2025", date(2025, 9, 13)), ("den 13 sept. 2025", date(2025, 9, 13)),
        ("13:e september 2025", date(2025, 9, 13)), ("September 13, 2025", date(2025, 9, 13)),
        ("29 februari 2024", date(2024, 2, 29)),
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_way_of_writing(cell, day):
    assert (read_date(cell).status, read_date(cell).value) == ("ok", day)


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("31/02", "text"), ("31/02 2025", "impossible"), ("2025-02-30", "impossible"), ("29 februari 2025", "impossible"),
        ("20251301", "impossible"), ("januari 2024", "imprecise"), ("2025-07", "imprecise"), ("2024", "imprecise"),
        ("?", "text"), ("förra veckan", "text"), ("se anteckning", "text"), ("", "missing"), (None, "missing"),
        ("-", "missing"), (True, "missing"), (-1, "text"), ("99999999999", "text"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_never_made_one(cell, status):
    assert (read_date(cell).status, read_date(cell).value) == (status, None)


@pytest.mark.parametrize(
    ("text", "status", "value"),
    [
        ("0980-319 213", "ok", "+46 980 31 92 13"), ("031/390 06 11", "ok", "+46 31 390 06 11"),
        ("tel. 0980-319 290 (vxl)", "ok", "+46 980 31 92 90"), ("+46 (0)8 465 004 73", "ok", "+46 8 465 004 73"),
        ("0046846500457", "ok", "+46 8 465 004 57"), ("846500472", "lost_zero", "+46 8 465 004 72"),
        ("46846500472", "lost_zero", "+46 8 465 004 72"), ("701740605", "lost_zero", "+46 70 174 06 05"),
        ("070-174 06 05, 070-174 06 06", "multiple", "+46 70 174 06 05"), ("+47 22 00 00 00", "ok", "+47 22 00 00 00"),
        ("12", "invalid", ""), ("ring VD", "invalid", ""), ("", "missing", ""), ("-", "missing", ""),
    ],
)  # fmt: skip
def test_a_telephone_number_is_read_also_when_a_spreadsheet_ate_its_zero(text, status, value):
    reading = read_phone(text)

    assert (reading.status, reading.value) == (status, value)


@pytest.mark.parametrize(
    ("text", "status", "value"),
    [
        (" INFO@Exempel.EXAMPLE ", "ok", "info@exempel.example"), ("mailto:a@b.example", "ok", "a@b.example"),
        ("<a@b.example>", "ok", "a@b.example"), ("a@b.example; c@b.example", "multiple", "a@b.example"),
        ("info@exempel", "invalid", ""), ("info at exempel.example", "invalid", ""), ("a@@b.example", "invalid", ""),
        ("", "missing", ""), ("saknas", "missing", ""),
    ],
)  # fmt: skip
def test_an_address_is_tidied_and_never_invented(text, status, value):
    reading = read_email(text)

    assert (reading.status, reading.value) == (status, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("www.Exempel.example", "https://www.exempel.example"), ("http://a.example/b?c=D", "http://a.example/b?c=D"),
        ("https:a.example", "https://a.example"), ("", ""), ("saknas", ""), ("ingen hemsida än", None),
        ("javascript:alert(1)", None),
    ],
)  # fmt: skip
def test_a_web_address_gets_its_protocol_or_is_refused(text, value):
    assert read_website(text) == value


@pytest.mark.parametrize(
    ("cell", "header", "amount", "currency"),
    [
        (6005, "Omsättning (tkr)", "6005000", "SEK"), ("56 533", "Omsättning (tkr)", "56533000", "SEK"),
        ("1\u00a0026", "Omsättning (tkr)", "1026000", "SEK"), ("9,9 mkr", "Omsättning (tkr)", "9900000", "SEK"),
        ("1 250 000", "Omsättning", "1250000", "SEK"), ("1.250.000 kr", "Omsättning", "1250000", "SEK"),
        ("1,5 MEUR", "Turnover", "1500000", "EUR"), ("12.5", "Omsättning (mnkr)", "12500000", "SEK"),
        (0, "Omsättning", "0", "SEK"), ("1 000 NOK", "Omsättning (tkr)", "1000", "NOK"),
        ("ca 5 MSEK per år", "Omsättning", "5000000", "SEK"), ("12 miljoner kronor", "Omsättning", "12000000", "SEK"),
        ("1,2 miljoner euro", "Omsättning", "1200000", "EUR"), (12, "Omsättning, tkr (SEK)", "12000", "SEK"),
    ],
)  # fmt: skip
def test_turnover_follows_the_unit_of_the_cell_or_of_the_header(cell, header, amount, currency):
    assert read_turnover(cell, header) == Turnover(Decimal(amount), currency)


@pytest.mark.parametrize("cell", ["hemlig", "12 dublooner", "100 XYZ", "100 zloty", "$ 5 000", "1 000 £"])
def test_words_and_currencies_that_nobody_knows_are_no_turnover(cell):
    assert read_turnover(cell, "Omsättning (tkr)") is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (7, Employees(7, 7, 7)), (7.0, Employees(7, 7, 7)), ("2 st", Employees(2, 2, 2)), ("ca 45", Employees(45, 45, 45)),
        ("10–19", Employees(None, 10, 19)), ("5-9 anställda", Employees(None, 5, 9)), ("0", Employees(0, 0, 0)),
        ("1 200", Employees(1200, 1200, 1200)), ("några", None), (-3, None), ("19-10", None),
    ],
)  # fmt: skip
def test_employees_are_a_number_or_a_span(cell, expected):
    assert read_employees(cell) == expected


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("Ja", True), ("X", True), (1, True), ("1", True), (True, True), ("nej", False), (0, False), ("0", False),
     ("", None), (None, None), ("kanske", None)],
)  # fmt: skip
def test_yes_and_no_are_said_in_many_ways(cell, answer):
    assert read_yes_no(cell) is answer


@pytest.mark.parametrize(
    ("cell", "codes"),
    [("16.101", ("16.101",)), ("16101", ("16.101",)), (43.12, ("43.120",)), (70.22, ("70.220",)), (2.2, ("02.200",)),
     (16101, ("16.101",)), ("2200", ("02.200",)), ("02.200", ("02.200",)), ("62.01", ("62.010",)),
     ("16.101; 43.120", ("16.101", "43.120")), ("skog", None)],
)  # fmt: skip
def test_industry_codes_survive_what_excel_does_to_them(cell, codes):
    assert read_sni(cell) == codes


def test_procurement_codes_are_listed_without_check_digits():
    assert read_cpv("71221000-6;71240000 03410000") == ("71221000", "71240000", "03410000")
    assert read_cpv(9331200) == ("09331200",)
    assert read_cpv("skolmöbler") is None


def test_countries_and_languages_are_known_by_code_and_name_in_both_languages():
    assert read_countries("England/Tyskland; DE, Holland och USA") == (("GB", "DE", "NL", "US"), ())
    assert read_countries("Norway, Narnia") == (("NO",), ("Narnia",))
    assert read_languages("svenska; German/fi, klingonska") == (("sv", "de", "fi"), ("klingonska",))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Aktiebolag", "AB"),
        ("ab", "AB"),
        ("Ek. för.", "EK"),
        ("Enskild firma", "EF"),
        ("Ideell förening", "IF"),
        ("Oy", "Oy"),
    ],
)
def test_legal_forms_have_one_code(text, form):
    assert read_legal_form(text) == form


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Exempel Såg AB", "AB"),
        ("AB Exempel", "AB"),
        ("Exempel ekonomisk förening", "EK"),
        ("Exempel", ""),
        ("Ab", ""),
    ],
)
def test_a_name_shows_its_legal_form(name, form):
    assert legal_form_in(name) == form


@pytest.mark.parametrize(
    "name",
    ["Exempel Såg & Hyvleri AB", "AB EXEMPEL SÅG OCH HYVLERI", "Exempel  Sag & Hyvleri Aktiebolag", "Exempel Såg & Hyvleri Akteibolag",
     "Exempel Såg + Hyvleri A.B."],
)  # fmt: skip
def test_names_are_compared_without_case_accents_and_legal_form(name):
    assert bare_name(name) == "exempel sag och hyvleri"
