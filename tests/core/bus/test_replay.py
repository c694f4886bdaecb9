"""What a subscriber has built can be emptied and built again from the log, and is then the same."""

import pytest
from sqlalchemy import text

from utblick.bus import dead
from utblick.bus.replay import replay, replayable
from utblick.errors import Conflict, NotFound
from utblick.ids import new_id


def empty(ctx):
    ctx.session.execute(text("DELETE FROM demo_seen WHERE subscriber = 'a'"))


def test_replaying_twice_gives_the_same_state_and_live_events_go_on(hall, writing, until):
    hall.subscribe(writing("a", reset=empty), writing("b"))
    hall.start()
    doors = [new_id(), new_id()]
    for number in range(20):
        hall.open_doors(doors[number % 2], number)
    until(lambda: hall.seen("a") == list(range(20)))

    first = replay(hall.platform, "demo__a")
    once = hall.seen("a")
    second = replay(hall.platform, "demo__a")

    assert (first.events, first.dead, second) == (20, 0, first)
    assert once == hall.seen("a") == list(range(20))
    hall.open_doors(doors[0], 20)
    until(lambda: hall.seen("a") == hall.seen("b") == list(range(21)))


def test_replay_repairs_what_somebody_spoiled(hall, writing, until):
    hall.subscribe(writing("a", reset=empty))
    hall.start()
    hall.open_doors(new_id(), 1, 2, 3)
    until(lambda: hall.seen("a") == [1, 2, 3])
    with hall.platform.database.write() as session:
        session.execute(text("UPDATE demo_seen SET number = 99"))

    replay(hall.platform, "demo__a")

    assert hall.seen("a") == [1, 2, 3]


def test_replay_publishes_nothing_again_and_gives_the_ids_of_then(hall, writing, until, bell_rung):
    ids: list[object] = []

    def ring(ctx, event):
        ids.append(ctx.publish(bell_rung(door_id=event.door_id, number=event.number)))

    hall.subscribe(writing("a", first=ring, reset=empty))
    hall.start()
    hall.open_doors(new_id(), 1, 2)
    until(lambda: hall.seen("a") == [1, 2])

    replay(hall.platform, "demo__a")

    assert hall.count("core_event") == 4
    assert ids[:2] == ids[2:]


def test_replay_makes_dead_letters_of_what_fails_and_goes_on(hall, writing, until):
    broken = {"now": False}

    def fail(_ctx, event):
        if broken["now"] and event.number == 2:
            raise ZeroDivisionError

    hall.subscribe(writing("a", first=fail, reset=empty))
    hall.start()
    hall.open_doors(new_id(), 1, 2, 3)
    hall.open_doors(new_id(), 4)
    until(lambda: hall.seen("a") == [1, 2, 3, 4])

    broken["now"] = True
    outcome = replay(hall.platform, "demo__a")

    assert (outcome.events, outcome.dead) == (4, 1)
    assert hall.seen("a") == [1, 4]
    broken["now"] = False
    with hall.platform.write() as ctx:
        assert dead.retry_all(ctx, subscriber="demo__a") == (1, 0)
    until(lambda: hall.seen("a") == [1, 4, 2, 3])


def test_replay_refuses_who_cannot_be_emptied_and_who_is_not_there(hall, writing):
    hall.subscribe(writing("a"))

    with pytest.raises(Conflict, match="does not say how to empty"):
        replay(hall.platform, "demo__a")
    with pytest.raises(NotFound, match="demo__nobody"):
        replay(hall.platform, "demo__nobody")


def test_subscribers_of_a_plugin_are_chosen_by_whether_they_can_be_built_again(hall, writing):
    hall.subscribe(writing("a", reset=empty), writing("b"))

    assert replayable(hall.platform, "demo") == (("demo__a",), ("demo__b",))
    assert replayable(hall.platform, "demo", "b") == replayable(hall.platform, "demo", "demo__b")
    with pytest.raises(NotFound, match="It has: a, b"):
        replayable(hall.platform, "demo", "c")
    with pytest.raises(NotFound, match="Did you mean demo"):
        replayable(hall.platform, "dmeo")
