"""CPV as people look it up, and as forms offer it."""

import re

import pytest

from utblick_tendering.vocabulary.finding import CPV


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("skolmöbler", "39160000"),
        ("SKOLMOBLER", "39160000"),
        ("möbler till skolor", "39160000"),
        ("skolmöbel", "39160000"),
        ("school furniture", "39160000"),
        ("39160000-1", "39160000"),
        ("3916", "39160000"),
        ("snöröj", "90620000"),
        ("möbler", "39100000"),
    ],
)
def test_a_code_is_found_by_words_in_both_languages_and_by_digits(text, first):
    assert CPV.find(text, "sv")[0][0] == first


def test_nothing_is_found_for_what_no_name_holds():
    assert CPV.find("xyzzy", "sv") == ()
    assert CPV.find("00000001", "sv") == ()


def test_codes_are_a_tree_with_names_in_two_languages():
    assert len(CPV.narrower("")) == 45
    assert CPV.broader("39160000") == "39100000"
    assert "39160000" in CPV.narrower("39100000")
    assert (CPV.name_of("39160000", "sv"), CPV.name_of("39160000", "en")) == (
        "Skolmöbler",
        "School furniture",
    )
    assert (CPV.code_of("39160000-1"), CPV.code_of("39169999")) == ("39160000", None)


def test_forms_offer_codes_by_word(client):
    offered = client.get("/search/pick?kind=tendering.cpv&q=skolm").text

    assert re.findall(r'data-value="([^"]+)">([^<]+)<', offered)[0] == ("39160000", "Skolmöbler")
