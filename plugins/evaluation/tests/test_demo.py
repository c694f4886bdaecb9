"""The demonstration starts with the pilot's seven goals, agreed, over a period that today lies in."""

from utblick_evaluation import demo, queries


def test_the_demo_agrees_on_the_pilots_seven_goals_once(platform, published):
    for _time in range(2):
        with platform.write() as ctx:
            demo.load(ctx)

    with platform.read() as ctx:
        goals, today = queries.goals(ctx), ctx.now.date()
        assert [goal.code for goal in goals] == ["M1", "M2", "M3", "M4", "M5", "M6", "M7"]
        assert {goal.state for goal in goals} == {"agreed"}
        assert all(goal.starts_on <= today <= goal.ends_on for goal in goals)
    assert [name for name, _data in published()].count("evaluation.goal.agreed") == 7


def test_in_the_demo_only_the_goals_of_missing_plugins_wait(platform):
    with platform.write() as ctx:
        demo.load(ctx)

    with platform.read() as ctx:
        waiting = {card.goal.code: card.needs for card in queries.cards(ctx)}
    assert (waiting.pop("M4"), waiting.pop("M6")) == ("", "")
    assert all(waiting.values())
