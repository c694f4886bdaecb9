"""The rules of three calls, held against consortia; each test tells what the call says."""

import time
from decimal import Decimal

import pytest

from utblick_partnerships.eligibility import Facts, Party, judge, rule_set, rule_sets

TWINNING, NETWORKS, BALTIC = "cerv-town-twinning", "cerv-networks-of-towns", "interreg-central-baltic"


def town(country, role="partner", *, sure=True, kind="municipality"):
    return Party(role=role, kind=kind, country=country, sure=sure)


def good(rules):
    """A consortium that meets every rule of the set."""
    return {
        TWINNING: Facts(
            parties=(town("SE", "lead"), town("FI")),
            months=9,
            participants=62,
            international=27,
            grant=Decimal(20_000),
        ),
        NETWORKS: Facts(
            parties=(town("SE", "lead"), town("FI"), town("EE"), town("LV", kind="association")),
            months=18,
            event_countries=("SE", "EE"),
        ),
        BALTIC: Facts(
            parties=(town("SE", "lead"), town("EE", kind="company")),
            budget=Decimal(1_000_000),
            grant=Decimal(800_000),
            cooperation=(True, True, False, True),
        ),
    }[rules]


def changed(rules, **values):
    from dataclasses import replace

    return judge(rule_set(rules), replace(good(rules), **values))


def missing(verdict):
    return [str(one) for one in verdict.missing]


@pytest.mark.parametrize("rules", [TWINNING, NETWORKS, BALTIC])
def test_a_consortium_that_has_all_of_it_is_eligible(rules):
    verdict = judge(rule_set(rules), good(rules))

    assert (verdict.met, verdict.hoped, missing(verdict)) == (True, True, [])


def test_every_set_is_dated_and_sourced_and_each_rule_quotes_its_call():
    for one in rule_sets().values():
        assert one.looked_up_on.year >= 2026
        assert all(source.url.startswith("https://") for source in one.sources)
        assert len(one.sources) > 1
        assert all(rule.says for rule in one.rules)


def test_a_call_finds_its_rules_by_its_identifier():
    found = [
        next((one.id for one in rule_sets().values() if one.fits(name)), "")
        for name in (
            "CERV-2027-CITIZENS-TOWN-TT",
            "CERV-2025-CITIZENS-TOWN-NT",
            "HORIZON-CL6-2027-COMM-01",
            "",
        )
    ]

    assert found == [TWINNING, NETWORKS, "", ""]


def test_twinning_municipalities_from_at_least_two_eligible_countries():
    """Call 2024: “must involve municipalities from at least two eligible countries”."""
    alone = changed(TWINNING, parties=(town("SE", "lead"),))
    same_country = changed(TWINNING, parties=(town("SE", "lead"), town("SE")))
    with_a_company = changed(TWINNING, parties=(town("SE", "lead"), town("FI", kind="company")))

    assert missing(alone) == ["1 municipality", "a partner from 1 more country"]
    assert missing(same_country) == ["a partner from 1 more country"]
    assert missing(with_a_company) == ["1 municipality", "a partner from 1 more country"]


def test_twinning_at_least_one_of_them_is_of_the_union():
    """Call 2024: “of which at least one is an EU Member State”; associated countries count beside it."""
    assert missing(changed(TWINNING, parties=(town("RS", "lead"), town("UA")))) == ["1 EU municipality"]
    assert changed(TWINNING, parties=(town("SE", "lead"), town("UA"))).met
    assert missing(changed(TWINNING, parties=(town("SE", "lead"), town("NO")))) == [
        "1 municipality",
        "a partner from 1 more country",
    ]


@pytest.mark.parametrize(
    ("participants", "international", "lack"),
    [
        (50, 25, []),
        (49, 25, ["1 participant"]),
        (50, 14, ["11 international participants"]),
        (None, None, ["50 participants", "25 international participants"]),
    ],
)
def test_twinning_counts_who_comes(participants, international, lack):
    """Call 2024: “a minimum of 50 direct participants, of which a minimum of 25” are invited from abroad."""
    assert missing(changed(TWINNING, participants=participants, international=international)) == lack


@pytest.mark.parametrize(
    ("months", "lack"),
    [
        (6, []),
        (12, []),
        (5, ["1 month more"]),
        (14, ["it is 2 months too long"]),
        (None, ["how many months it lasts"]),
    ],
)
def test_twinning_lasts_six_to_twelve_months(months, lack):
    """Call 2024: “should normally range between 6 and 12 months”."""
    assert missing(changed(TWINNING, months=months)) == lack


@pytest.mark.parametrize(
    ("grant", "lack"),
    [
        (8_455, []),
        (50_745, []),
        (8_000, ["a grant that is 455 euro larger"]),
        (50_746, ["a grant that is 1 euro smaller"]),
    ],
)
def test_twinning_is_paid_between_two_sums(grant, lack):
    """Call 2024: between EUR 8 455 and EUR 50 745."""
    assert missing(changed(TWINNING, grant=Decimal(grant))) == lack


def test_twinning_is_led_by_a_public_or_non_profit_body():
    """Call 2024: “must be a public body or a nonprofit organisation”."""
    by_a_company = changed(TWINNING, parties=(town("SE", "lead", kind="company"), town("FI"), town("SE")))
    by_nobody = changed(TWINNING, parties=(town("SE"), town("FI")))

    assert missing(by_a_company) == [
        "a lead partner of the right kind: public or non-profit, in an eligible country"
    ]
    assert missing(by_nobody) == ["a lead partner"]


def test_networks_four_applicants_from_four_countries_two_of_the_union():
    """Call 2025: at least four applicants, not associated, from four countries, two of the EU."""
    three = (town("SE", "lead"), town("FI"), town("EE"))

    assert missing(changed(NETWORKS, parties=three)) == ["1 partner", "a partner from 1 more country"]
    assert missing(changed(NETWORKS, parties=(*three, town("LV", "associated")))) == [
        "1 partner",
        "a partner from 1 more country",
    ]
    assert missing(changed(NETWORKS, parties=(town("SE", "lead"), town("UA"), town("RS"), town("MK")))) == [
        "1 EU country"
    ]


def test_networks_last_and_move_about():
    """Call 2025: activities in at least two countries, between 12 and 24 months."""
    assert missing(changed(NETWORKS, event_countries=("SE",), months=25)) == [
        "activities in 1 more country",
        "it is 1 month too long",
    ]


def test_central_baltic_two_countries_of_the_programme_area():
    """Programme: “Project partners from at least two countries of the programme area”; Åland is Finland's."""
    assert missing(changed(BALTIC, parties=(town("SE", "lead"), town("DE")))) == [
        "1 partner",
        "a partner from 1 more country",
    ]
    assert changed(BALTIC, parties=(town("SE", "lead"), town("AX"))).met
    assert missing(changed(BALTIC, parties=(town("FI", "lead"), town("AX")))) == [
        "a partner from 1 more country"
    ]


def test_central_baltic_pays_up_to_four_fifths():
    """Region Stockholm on the programme: up to 80 percent; at most 4 million euro for a project."""
    assert missing(changed(BALTIC, grant=Decimal(850_000))) == ["50000 euro more of own money"]
    assert missing(changed(BALTIC, budget=Decimal(6_000_000), grant=Decimal(4_100_000))) == [
        "a grant that is 100000 euro smaller"
    ]


def test_an_amount_that_is_missing_is_written_as_its_reader_writes_numbers(platform):
    [lack] = changed(BALTIC, grant=Decimal(850_000)).missing

    said = {language: platform.catalogue.translate(lack, language) for language in ("sv", "en")}
    assert "50\xa0000 euro" in said["sv"]
    assert said["en"] == "50,000 euro more of own money"


@pytest.mark.parametrize(
    ("ways", "lack"),
    [
        ((True, True, True, False), []),
        ((True, True, False, False), ["joint staffing or joint financing"]),
        ((True, False, True, True), ["joint development and joint implementation"]),
    ],
)
def test_central_baltic_asks_for_cooperation(ways, lack):
    """Regulation (EU) 2021/1059, article 23.4: development, implementation, and staffing or financing or both."""
    assert missing(changed(BALTIC, cooperation=ways)) == lack


def test_who_has_only_been_asked_gives_hope_and_no_verdict():
    verdict = changed(TWINNING, parties=(town("SE", "lead"), town("FI", sure=False)))

    assert (verdict.met, verdict.hoped) == (False, True)


def test_a_verdict_on_fifty_partners_takes_less_than_two_hundred_milliseconds():
    parties = (
        town("SE", "lead"),
        *(town(code) for code in ("FI", "EE", "LV", "DE", "PL") for _n in range(10)),
    )
    began = time.perf_counter()

    for rules in rule_sets():
        changed(rules, parties=parties)

    assert time.perf_counter() - began < 0.2
