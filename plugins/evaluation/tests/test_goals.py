from datetime import date
from decimal import Decimal

import pytest

from utblick.api import Conflict, Invalid
from utblick_evaluation import service
from utblick_evaluation.choices import WAITING
from utblick_evaluation.presets import PILOT, load_pilot

PERIOD = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
GOAL = {
    "title": "Fler exportavtal",
    "indicator": "export_deals.confirmed_agreements",
    "target": Decimal(5),
    **PERIOD,
}


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"starts_on": None, "ends_on": None}, {"starts_on", "ends_on"}),
        ({"ends_on": date(2025, 1, 1)}, {"ends_on"}),
        ({"target": None}, {"target"}),
        ({"baseline": Decimal(5)}, {"target"}),
        ({"indicator": "twinning.active_business_towns"}, {"indicator"}),
        ({"indicator": ""}, {"indicator"}),
    ],
)
def test_a_goal_that_cannot_be_followed_is_refused_at_the_field(ctx, wrong, fields):
    with pytest.raises(Invalid) as refused:
        service.set_goal(ctx, {**GOAL, **wrong})

    assert {problem.field for problem in refused.value.problems} == fields


def test_a_goal_is_agreed_once_and_closed_once(ctx, platform):
    goal = service.set_goal(ctx, GOAL)
    service.agree_goal(ctx, goal.id)

    with pytest.raises(Conflict):
        service.agree_goal(ctx, goal.id)
    service.close_goal(ctx, goal.id)
    with pytest.raises(Conflict):
        service.close_goal(ctx, goal.id)


def test_the_pilot_has_seven_goals_and_is_loaded_once(ctx):
    first = load_pilot(ctx, **PERIOD)
    second = load_pilot(ctx, **PERIOD)

    assert (first, second) == (len(PILOT), 0) == (7, 0)


def test_a_goal_whose_rule_is_not_here_names_the_plugin_that_it_needs(ctx):
    goal = service.set_goal(ctx, {**GOAL, "indicator": "twinning.active_business_towns"}, awaited=True)

    assert service.needed_plugin(ctx, goal) == "twinning"
    assert goal.light == WAITING


def test_a_goal_that_waits_for_its_plugin_can_be_changed_but_not_to_another_unknown_rule(ctx):
    goal = service.set_goal(ctx, {**GOAL, "indicator": "twinning.active_business_towns"}, awaited=True)

    service.change_goal(ctx, goal, {"narrative": "Vi väntar.", "indicator": goal.indicator})
    with pytest.raises(Invalid):
        service.change_goal(ctx, goal, {"indicator": "twinning.towns"})

    assert goal.narrative == "Vi väntar."


@pytest.mark.parametrize(
    ("reading", "today", "light"),
    [
        (5, date(2026, 2, 1), "reached"),
        (0, date(2025, 12, 1), "on_track"),
        (3, date(2026, 7, 1), "on_track"),
        (1, date(2026, 6, 30), "at_risk"),
        (0, date(2026, 9, 1), "behind"),
        (4, date(2027, 1, 1), "behind"),
    ],
)
def test_the_light_follows_the_pace_that_the_period_asks_for(ctx, reading, today, light):
    goal = service.set_goal(ctx, GOAL)

    assert service.light_of(goal, Decimal(reading), today) == light
