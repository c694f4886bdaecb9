from collections import Counter
from decimal import Decimal

import pytest

from utblick.i18n import Msg
from utblick.reference.commodities import chapters, commodity_code, commodity_title
from utblick.reference.countries import countries, country, country_name
from utblick.reference.currencies import UnknownCurrency, currency_codes, currency_name, require_currency
from utblick.reference.incoterms import incoterms
from utblick.reference.languages import language_code, language_name
from utblick.reference.legal_forms import legal_form
from utblick.reference.municipalities import municipalities, municipality
from utblick.reference.nuts import region, regions
from utblick.reference.sizes import size_class
from utblick.reference.trades import section_of, sections


@pytest.mark.parametrize("text", ["DE", "de", "DEU", "276", "Tyskland", "germany", " Deutschland "])
def test_a_country_is_found_by_any_of_its_names(text):
    assert country(text).code == "DE"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("Storbritannien", "GB"),
        ("UK", "GB"),
        ("Holland", "NL"),
        ("EL", "GR"),
    ],
)
def test_names_that_people_use_are_known(text, code):
    assert country(text).code == code


@pytest.mark.parametrize("text", ["", "XX", "Atlantis", "Europa"])
def test_what_is_no_country_is_none(text):
    assert country(text) is None


def test_the_union_has_twenty_seven_members_and_the_area_three_more():
    assert sum(known.in_eu for known in countries().values()) == 27
    assert {c.code for c in countries().values() if c.in_eea and not c.in_eu} == {"IS", "LI", "NO"}


def test_a_country_is_named_in_the_readers_language():
    assert (country_name("NO", "sv"), country_name("NO", "en"), country_name("??", "sv")) == (
        "Norge",
        "Norway",
        "??",
    )


@pytest.mark.parametrize(
    ("text", "digits"), [("44", "44"), ("4407", "4407"), ("4407.11", "440711"), ("4407 11 10", "44071110")]
)
def test_a_code_of_goods_is_kept_as_digits(text, digits):
    assert commodity_code(text) == digits


@pytest.mark.parametrize("text", ["", "4", "440", "44071", "4407111", "440711100", "wood", "٤٤"])
def test_a_code_of_goods_of_the_wrong_form_is_refused(text):
    with pytest.raises(ValueError, match="2, 4, 6 or 8 digits") as refused:
        commodity_code(text)
    assert isinstance(refused.value.args[0], Msg)


@pytest.mark.parametrize("text", ["00", "7701", "99"])
def test_a_chapter_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match="There is no chapter"):
        commodity_code(text)


def test_every_chapter_has_a_title_in_both_languages():
    assert len(chapters()) == 96
    assert all(chapter.sv and chapter.en and chapter.sv != chapter.en for chapter in chapters().values())
    assert (commodity_title("440711", "sv"), commodity_title("77", "sv")) == (
        "Trä och varor av trä; träkol",
        "",
    )


def test_the_eleven_incoterms_are_explained_in_both_languages():
    terms = incoterms()

    assert len(terms) == 11
    assert {term.code for term in terms.values() if term.sea_only} == {"FAS", "FOB", "CFR", "CIF"}
    assert all(term.summary("sv") and term.summary("en") and term.name("sv") for term in terms.values())


@pytest.mark.parametrize(
    "text", ["2132", "Nordanstig", "nordanstigs kommun", "Nordanstigs", "Municipality of Nordanstig"]
)
def test_a_municipality_is_found_by_code_and_by_name(text):
    assert municipality(text).code == "2132"


PER_COUNTY = {
    "Stockholms län": 26, "Uppsala län": 8, "Södermanlands län": 9, "Östergötlands län": 13,
    "Jönköpings län": 13, "Kronobergs län": 8, "Kalmar län": 12, "Gotlands län": 1, "Blekinge län": 5,
    "Skåne län": 33, "Hallands län": 6, "Västra Götalands län": 49, "Värmlands län": 16, "Örebro län": 12,
    "Västmanlands län": 10, "Dalarnas län": 15, "Gävleborgs län": 10, "Västernorrlands län": 7,
    "Jämtlands län": 8, "Västerbottens län": 15, "Norrbottens län": 14,
}  # fmt: skip


def test_every_municipality_of_sweden_is_known_with_its_county():
    known = municipalities().values()

    assert len(known) == len({one.name for one in known}) == 290
    assert Counter(one.county for one in known) == PER_COUNTY
    assert all(region(one.nuts).level == 3 for one in known)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Falu kommun", "2080"), ("Region Gotland", "0980"), ("Malmö stad", "1280"), ("Göteborgs Stad", "1480"),
     ("Upplands-Bro", "0139"), ("Håbo", "0305"), ("Habo", "0643"), ("305", "0305"), ("Sundsvalls kommun", "2281")],
)  # fmt: skip
def test_a_municipality_is_found_under_the_names_it_uses(text, code):
    assert municipality(text).code == code


@pytest.mark.parametrize(
    ("code", "name"),
    [("2132", "Nordanstigs kommun"), ("2180", "Gävle kommun"), ("2183", "Bollnäs kommun"), ("0180", "Stockholms stad"),
     ("1490", "Borås stad"), ("2080", "Falu kommun"), ("0980", "Region Gotland")],
)  # fmt: skip
def test_a_municipality_calls_itself_by_its_full_name(code, name):
    assert municipalities()[code].full_name == name


@pytest.mark.parametrize("text", ["", "kommun", "Ankeborg", "9999", "21"])
def test_what_is_no_municipality_is_not_guessed(text):
    assert municipality(text) is None


def test_regions_know_their_country_and_their_parent():
    gavleborg = region("se313")

    assert (gavleborg.name, gavleborg.level, gavleborg.country, gavleborg.parent) == (
        "Gävleborgs län",
        3,
        "SE",
        "SE31",
    )
    assert sum(r.level == 3 and r.country == "SE" for r in regions().values()) == 21
    assert (region("EL").country, region("SE999")) == ("GR", None)


def test_a_section_depends_on_the_version_of_the_classification():
    assert section_of("62.010").title("sv") == "Informations- och kommunikationsverksamhet"
    assert (section_of("62.010").letter, section_of("62.010", "2.1").letter) == ("J", "K")
    assert (section_of("04"), section_of("wood"), section_of("45", "2.1")) == (None, None, None)
    assert (len(sections("2007")), len(sections("2.1"))) == (21, 22)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AB", "limited_company"),
        ("Aktiebolag", "limited_company"),
        ("Ek. för.", "cooperative"),
        ("enskild firma", "sole_trader"),
        ("non-profit association", "nonprofit_association"),
        ("BRF", "housing_cooperative"),
    ],
)
def test_a_legal_form_is_found_by_name_and_abbreviation(text, code):
    assert legal_form(text).code == code


def test_an_unknown_legal_form_is_none():
    assert legal_form("bolag i allmänhet") is None


@pytest.mark.parametrize(
    ("employees", "turnover", "balance", "expected"),
    [
        (None, None, None, ""),
        (0, None, None, "micro"),
        (9, "2000000", None, "micro"),
        (9, "2000001", None, "small"),
        (9, "2000001", "1900000", "micro"),
        (10, None, None, "small"),
        (49, "60000000", "50000000", "large"),
        (249, "50000001", "43000000", "medium"),
        (250, "1", "1", "large"),
    ],
)
def test_size_follows_employees_and_either_turnover_or_balance(employees, turnover, balance, expected):
    amounts = [Decimal(amount) if amount else None for amount in (turnover, balance)]

    assert size_class(employees, amounts[0], balance_eur=amounts[1]) == expected


def test_currencies_of_today_are_known_and_those_of_yesterday_are_not():
    assert require_currency(" sek ") == "SEK"
    assert {"SEK", "EUR", "USD", "UAH", "JPY"} <= currency_codes()
    with pytest.raises(UnknownCurrency):
        require_currency("DEM")
    assert (currency_name("SEK", "sv"), currency_name("XYZ", "sv")) == ("svensk krona", "XYZ")


def test_languages_are_found_by_code_and_name():
    assert [language_code(text) for text in ("sv", "Svenska", "Finnish", "suomi", "Klingon!")] == [
        "sv",
        "sv",
        "fi",
        "fi",
        None,
    ]
    assert language_name("pl", "sv") == "polska"
