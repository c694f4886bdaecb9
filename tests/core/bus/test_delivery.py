"""An event that was committed is handled once by every subscriber, whatever the others do."""

import threading
from uuid import UUID

import pytest
import structlog
from pydantic import BaseModel

from utblick.bus import dead, log
from utblick.bus.event import Envelope, Event, upcast
from utblick.declare import Subscriber
from utblick.ids import new_id


def test_committed_event_reaches_every_subscriber_once_and_is_marked_as_sent(hall, writing, until):
    hall.subscribe(writing("a"), writing("b", ordered=False))
    hall.start()

    hall.open_doors(new_id(), 1, 2, 3)

    until(lambda: hall.seen("a") == hall.seen("b") == [1, 2, 3])
    until(lambda: hall.count("core_event", "stream_seq IS NULL") == 0)
    assert hall.count("core_inbox", "subscriber LIKE 'demo%'") == 6


def test_event_of_a_transaction_that_failed_never_happened(hall, writing, until, door_opened):
    hall.subscribe(writing("a"))
    hall.start()

    with pytest.raises(RuntimeError), hall.platform.write() as ctx:
        ctx.publish(door_opened(door_id=new_id(), number=1))
        raise RuntimeError
    hall.open_doors(new_id(), 2)

    until(lambda: hall.seen("a") == [2])
    assert hall.count("core_event") == 1


def test_every_line_that_is_logged_meanwhile_says_of_which_event_it_is(hall, writing, until):
    said = []
    hall.subscribe(
        writing("a", first=lambda _ctx, _event: said.append(structlog.contextvars.get_contextvars()))
    )
    hall.start()

    (event,) = hall.open_doors(new_id(), 1)

    until(lambda: hall.seen("a") == [1])
    assert said[0] == {"subscriber": "demo__a", "event_id": str(event), "correlation": str(event)}


def test_failing_subscriber_ends_in_a_dead_letter_and_holds_up_nobody(hall, writing, until):
    def fail(_ctx, _event):
        raise ZeroDivisionError("no such number")

    hall.subscribe(writing("good"), writing("bad", first=fail))
    hall.start()

    (first, *_rest) = hall.open_doors(new_id(), 1, 2, 3)
    (other,) = hall.open_doors(new_id(), 4)

    until(lambda: hall.seen("good") == [1, 2, 3, 4])
    until(lambda: hall.count("core_dead_letter") == 2)
    assert hall.seen("bad") == []
    with hall.platform.read() as ctx:
        found = {letter.event_id: letter for letter in dead.letters(ctx.session)}
        (group,) = dead.groups(ctx.session)
    assert set(found) == {first, other}
    letter = found[first]
    assert (letter.subscriber, letter.event, letter.attempts) == ("demo__bad", "demo.door.opened", 3)
    assert letter.reason == "ZeroDivisionError: no such number"
    assert (letter.waiting, group.count) == (2, 2)


def test_retrying_a_dead_letter_handles_it_and_what_waited_behind_it(hall, writing, until):
    broken = threading.Event()
    broken.set()

    def fail(_ctx, event):
        if broken.is_set() and event.number == 1:
            raise ZeroDivisionError

    hall.subscribe(writing("a", first=fail))
    hall.start()
    (first, *_rest) = hall.open_doors(new_id(), 1, 2, 3)
    hall.open_doors(new_id(), 4)
    until(lambda: hall.count("core_dead_letter") == 1 and hall.seen("a") == [4])

    with hall.platform.write() as ctx:
        still = dead.retry(ctx, "demo__a", first)
    broken.clear()
    with hall.platform.write() as ctx:
        handled = dead.retry(ctx, "demo__a", first)

    assert still is not None
    assert (still.attempts, handled) == (4, None)
    until(lambda: hall.seen("a") == [4, 1, 2, 3])
    assert hall.count("core_dead_letter", "state = 'replayed'") == 1
    assert hall.count("core_parked") == 0


def test_discarding_a_dead_letter_lets_the_later_events_of_its_key_go_on(hall, writing, until):
    def fail(_ctx, event):
        if event.number == 1:
            raise ZeroDivisionError

    hall.subscribe(writing("a", first=fail))
    hall.start()
    (first, *_rest) = hall.open_doors(new_id(), 1, 2, 3)
    until(lambda: hall.count("core_dead_letter") == 1)

    with hall.platform.write() as ctx:
        assert dead.discard(ctx.session, "demo__a", [first]) == 1

    until(lambda: hall.seen("a") == [2, 3])


def test_order_is_kept_per_key_through_failures_that_pass(hall, writing, until):
    failed: set[int] = set()

    def fail_once(_ctx, event):
        if event.number % 3 == 0 and event.number not in failed:
            failed.add(event.number)
            raise ZeroDivisionError

    hall.subscribe(writing("a", first=fail_once, retry=(0.05, 0.05)))
    hall.start()
    doors = [new_id() for _each in range(5)]

    for number in range(30):
        hall.open_doors(doors[number % 5], number)

    until(lambda: len(hall.seen("a")) == 30)
    seen = hall.seen("a")
    for door in range(5):
        assert [number for number in seen if number % 5 == door] == list(range(door, 30, 5))
    assert hall.count("core_dead_letter") == 0


def test_what_a_subscriber_writes_before_it_fails_is_undone(hall, writing, until):
    tries: list[int] = []

    def write_then_fail(ctx, event):
        ctx.session.connection().exec_driver_sql(
            "INSERT INTO demo_seen (subscriber, number) VALUES ('half', 0)"
        )
        tries.append(event.number)
        if len(tries) < 3:
            raise ZeroDivisionError

    hall.subscribe(writing("a", first=write_then_fail))
    hall.start()

    hall.open_doors(new_id(), 1)

    until(lambda: hall.seen("a") == [1])
    assert hall.seen("half") == [0]


def test_event_published_by_a_subscriber_knows_its_cause(hall, writing, until, bell_rung):
    def ring(ctx, event):
        ctx.publish(bell_rung(door_id=event.door_id, number=event.number))

    hall.subscribe(writing("a", first=ring), writing("b", event="demo.bell.rung"))
    hall.start()

    (opened,) = hall.open_doors(new_id(), 7)

    until(lambda: hall.seen("b") == [7])
    with hall.platform.read() as ctx:
        (rung,) = log.effects(ctx.session, opened)
        chain = [one.event.name for one in log.causes(ctx.session, rung.event.id)]
    assert chain == ["demo.bell.rung", "demo.door.opened"]
    assert (rung.event.actor, rung.event.correlation) == ("subscriber/demo", str(opened))


def test_newer_version_than_the_reader_knows_becomes_a_dead_letter_that_says_so(hall, writing, until):
    class Opened(Event, name="demo.door.opened", key="door_id", version=2):
        """A door was opened, told in a newer way."""

        door_id: UUID

    hall.subscribe(writing("a"))
    hall.start()

    with hall.platform.write() as ctx:
        id_ = log.append(ctx.session, Opened(door_id=new_id()), municipality="2132", now=ctx.now)

    until(lambda: hall.count("core_dead_letter") == 1)
    with hall.platform.read() as ctx:
        (letter,) = dead.letters(ctx.session)
    assert (letter.event_id, letter.attempts) == (id_, 1)
    assert "does not know version 2 of demo.door.opened" in letter.reason


def test_older_version_is_brought_up_to_what_the_reader_knows(hall, writing, until, door_opened):
    class Opened(Event, name="demo.door.opened", key="door_id", version=3):
        """A door was opened."""

        door_id: UUID
        number: int

    upcast(Opened, 1)(lambda data: {**data, "count": data["number"] * 10})
    upcast(Opened, 2)(lambda data: {"number": data["count"] + 1, "door_id": data["door_id"]})
    hall.subscribe(writing("a", versions=(3,)), events=(Opened,))
    hall.start()

    with hall.platform.write() as ctx:
        log.append(ctx.session, door_opened(door_id=new_id(), number=4), municipality="2132", now=ctx.now)

    until(lambda: hall.seen("a") == [41])


def test_event_that_lacks_what_the_reader_needs_is_dead_at_once(hall, writing, until):
    class Wants(BaseModel):
        colour: str

    hall.subscribe(writing("a", reads=Wants, retry=(60,)))
    hall.start()

    hall.open_doors(new_id(), 1)

    until(lambda: hall.count("core_dead_letter") == 1)
    with hall.platform.read() as ctx:
        (letter,) = dead.letters(ctx.session)
    assert "does not hold what demo__a reads: colour" in letter.reason


def test_subscriber_to_everything_gets_the_event_as_it_travelled(hall, until):
    seen: list[Envelope] = []
    hall.subscribe(Subscriber(event="*", reads=Envelope, handle=lambda _ctx, event: seen.append(event)))
    hall.start()
    door = new_id()

    (id_,) = hall.open_doors(door, 1)

    until(lambda: seen)
    assert (seen[0].id, seen[0].name, seen[0].key) == (id_, "demo.door.opened", str(door))
    assert seen[0].data == {"door_id": str(door), "number": 1}
    assert [str(ref) for ref in seen[0].refs] == [f"demo/door/{door}"]
