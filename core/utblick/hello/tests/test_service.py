"""Greetings: planned, sent, missed."""

from datetime import UTC, date, datetime

import pytest

from utblick.api import Conflict
from utblick.hello import queries, service


def test_sending_a_greeting_tells_the_house(platform, organisation, make_greeting, published):
    greeting = make_greeting()
    with platform.write() as ctx:
        service.send_greeting(ctx, greeting, {"sent_on": date(2026, 6, 5)})

    assert published()[-1] == (
        "hello.greeting.sent",
        {"greeting_id": str(greeting), "organisation_id": str(organisation), "sent_on": "2026-06-05"},
    )


def test_a_greeting_is_sent_once(platform, make_greeting, published):
    greeting = make_greeting()
    with platform.write() as ctx:
        service.send_greeting(ctx, greeting, {})
    with platform.write() as ctx, pytest.raises(Conflict):
        service.send_greeting(ctx, greeting, {})

    assert [name for name, _data in published()].count("hello.greeting.sent") == 1


@pytest.mark.parametrize(("day", "missed"), [(13, 0), (14, 1)])
def test_a_greeting_is_missed_when_its_day_is_long_past(platform, make_greeting, day, missed):
    greeting = make_greeting()
    with platform.write(now=datetime(2026, 6, day, tzinfo=UTC)) as ctx:
        found = service.miss_overdue(ctx, after_days=7)

    with platform.read() as ctx:
        assert (found, queries.greeting(ctx, greeting).state) == (missed, "missed" if missed else "planned")


def test_what_was_missed_can_still_be_sent(platform, make_greeting):
    greeting = make_greeting()
    with platform.write(now=datetime(2026, 7, 1, tzinfo=UTC)) as ctx:
        service.miss_overdue(ctx, after_days=7)
        service.send_greeting(ctx, greeting, {})

    with platform.read() as ctx:
        sent = queries.greeting(ctx, greeting)
    assert (sent.state, sent.sent_on) == ("sent", date(2026, 7, 1))
