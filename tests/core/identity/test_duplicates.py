"""The same organisation written differently is found; sisters and namesakes are left apart."""

import pytest

from utblick.identity.duplicates import DuplicateFinder, find_duplicates
from utblick.identity.resembling import Known

SAW = Known(1, "Exempel Sågverk AB", orgnr="559980-0017", legal_form="AB", town="Gnarp", postcode="820 77",
            phones=("+46 980 31 92 13",), emails=("info@exempel-sag.example",))  # fmt: skip


def groups(*organisations):
    return [group.keys for group in find_duplicates(organisations)]


def reasons(one, other):
    (match,) = DuplicateFinder([one]).matches(other)
    return [str(reason) for reason in match.reasons]


def test_the_same_organisation_number_is_the_same_organisation_whatever_the_name():
    assert groups(SAW, Known(2, "Exempels Sågverk & Hyvleri AB", orgnr="559980-0017")) == [(1, 2)]


@pytest.mark.parametrize(
    "name",
    [
        "EXEMPEL SÅGVERK AB",
        "  Exempel  Sågverk AB ",
        "Exempel Sagverk Aktiebolag",
        "AB Exempel Sågverk",
        "Exempel sågverk",
        "Exmepel Sågverk AB",
    ],
)
def test_a_name_is_the_same_in_any_spelling_when_the_town_and_telephone_agree(name):
    other = Known(2, name, town="GNARP", phones=("+46980319213",))

    assert groups(SAW, other) == [(1, 2)]


def test_the_reasons_say_what_gave_it_away():
    other = Known(2, "Exempel Sågvrek AB", phones=("+46980319213",), town="Gnarp")

    assert reasons(SAW, other) == ["a name that is 93 % alike", "the same telephone number", "the same town"]


def test_the_same_name_in_the_same_town_is_likely_but_not_certain():
    (match,) = DuplicateFinder([SAW]).matches(Known(2, "Exempel Sågverk AB", town="Gnarp"))

    assert [str(reason) for reason in match.reasons] == ["the same name", "the same town"]
    assert not match.is_certain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Known(1, "Exempel Bygg AB", orgnr="559980-0017", town="Gnarp", phones=("+46980319213",)),
         Known(2, "Exempel Bygg AB", orgnr="559980-0033", town="Gnarp", phones=("+46980319213",))),
        (Known(1, "Exempel Bygg AB", town="Gnarp", phones=("+46980319213",)),
         Known(2, "Exempel Tak AB", town="Gnarp", phones=("+46980319213",))),
        (Known(1, "Exempel Fastigheter 1 AB", town="Gnarp", website="https://www.exempel.example"),
         Known(2, "Exempel Fastigheter 2 AB", town="Gnarp", website="https://www.exempel.example")),
        (Known(1, "Exempel Rör HB", legal_form="HB", town="Gnarp", emails=("info@exempel-ror.example",)),
         Known(2, "Exempel Rör AB", legal_form="AB", town="Gnarp", emails=("info@exempel-ror.example",))),
        (Known(1, "Larssons Åkeri", town="Gnarp"), Known(2, "Larssons Åkeri", town="Gävle")),
        (Known(1, "Larssons Åkeri"), Known(2, "Larssons Åkeri")),
        (Known(1, "Svartvik Skog AB", town="Stocka", phones=("+46980319213",)),
         Known(2, "Svartvik Skor AB", town="Stocka", phones=("+46980319213",))),
        (Known(1, "Exempel AB", emails=("a@gmail.com",)), Known(2, "Exemplar AB", emails=("b@gmail.com",))),
    ],
)  # fmt: skip
def test_sisters_and_namesakes_are_not_duplicates(one, other):
    assert groups(one, other) == []


def test_a_group_never_holds_two_organisation_numbers_even_by_way_of_a_third():
    middle = Known(3, "Exempel Sågverk AB", town="Gnarp", emails=("info@exempel-sag.example",))
    sister = Known(
        2, "Exempel Sågverk AB", orgnr="559980-0033", town="Gnarp", emails=("info@exempel-sag.example",)
    )

    assert groups(SAW, sister, middle) == [(1, 3)]


def test_a_mistyped_organisation_number_speaks_for_the_one_it_nearly_is():
    mistyped = Known(2, "Exempel Sågverk AB", unverified="559980-0071", town="Gnarp")

    assert "nearly the same organisation number" in reasons(SAW, mistyped)


def test_quite_another_number_speaks_against_even_when_it_is_not_valid():
    assert groups(SAW, Known(2, "Exempel Sågverk AB", unverified="969991-2345", town="Gnarp")) == []


def test_many_rows_are_compared_without_comparing_all_with_all():
    crowd = [Known(n, f"Exempel {n:05} Bygg AB", town="Gnarp", postcode="820 77") for n in range(5000)]

    assert groups(*crowd, Known("last", "Exempel 04711 Bygg", town="Gnarp", emails=("x@x.example",))) == [
        (4711, "last")
    ]
