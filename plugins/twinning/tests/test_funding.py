"""The check of town-twinning money: planned numbers first, those at the door then, and what is missing."""

from datetime import date

import pytest

from utblick_twinning import cerv
from utblick_twinning.service import door

MET = {
    "year": 2026,
    "participants": 50,
    "international": 25,
    "countries": frozenset({"SE", "FI"}),
    "months": 6,
    "lead": "municipality",
}


def missing(**changes):
    verdict = cerv.check(cerv.Case(**{**MET, **changes}))
    return [number for number, line in enumerate(verdict.lines) if not line.met]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"participants": 49}, [0]),
        ({"international": 24}, [1]),
        ({"participants": None, "international": None}, [0, 1]),
        ({"countries": frozenset({"SE"})}, [2]),
        ({"countries": frozenset({"SE", "NO"})}, [2]),
        ({"countries": frozenset({"NO", "IS"})}, [2, 3]),
        ({"months": 5}, [4]),
        ({"months": 13}, [4]),
        ({"months": None}, [4]),
        ({"lead": "company"}, [5]),
    ],
)
def test_each_condition_of_the_call_is_held_against_the_exchange(changes, wrong):
    assert missing(**changes) == wrong


def test_countries_that_the_call_names_are_eligible_too():
    case = cerv.Case(**{**MET, "countries": frozenset({"SE", "UA"})})

    assert cerv.check(case, also_eligible=("UA",)).met


def test_rules_say_their_years_and_where_they_were_read():
    verdict = cerv.check(cerv.Case(**{**MET, "year": 2031}))

    assert verdict.outdated
    assert not cerv.check(cerv.Case(**MET)).outdated
    assert all(rules.source and rules.checked_on > date(2026, 1, 1) for rules in cerv.known())


def test_the_page_goes_from_plan_to_what_was_counted(client, platform, make_exchange, now):
    exchange = make_exchange(planned_local=25, planned_international=25, project_months=8, funding="cerv")
    panel = f"/panels/twinning.cerv/{exchange}"
    assert "Alla villkor är uppfyllda" in client.get(panel).text

    with platform.write(now=now) as ctx:
        door.count_one(ctx, exchange, international=True)

    shown = client.get(panel).text
    assert "Efter siffrorna från entrén" in shown
    assert "2 villkor saknas" in shown
