from datetime import UTC, datetime, timedelta

import pytest

from utblick.api import TooMany, limit_rate
from utblick.web.request import WebRequest

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def send(platform):
    """Sends a form from an address, some minutes after nine; says whether it was taken."""

    def sent(remote, *, after=0, most=2):
        web = WebRequest(method="POST", path="/visits/wish", remote=remote)
        try:
            with platform.write(now=NOW + timedelta(minutes=after), request=web) as ctx:
                limit_rate(ctx, "visits.wish", most=most)
        except TooMany:
            return False
        return True

    return sent


def test_after_so_many_from_one_address_one_must_wait_and_others_need_not(send):
    assert [send(HERE) for _time in range(3)] == [True, True, False]
    assert send(ELSEWHERE)


def test_the_wait_ends_an_hour_after_the_first_and_is_said_in_minutes(send, platform):
    assert [send(HERE, after=minute) for minute in (0, 30, 59, 60, 61, 62)] == [
        True,
        True,
        False,
        True,
        True,
        False,
    ]

    web = WebRequest(method="POST", path="/visits/wish", remote=HERE)
    with (
        pytest.raises(TooMany, match=r"Try again in 58 minutes\."),
        platform.write(now=NOW + timedelta(minutes=62), request=web) as ctx,
    ):
        limit_rate(ctx, "visits.wish", most=2)


def test_what_comes_to_nothing_is_not_counted(send, platform):
    web = WebRequest(method="POST", path="/visits/wish", remote=HERE)
    with pytest.raises(ZeroDivisionError), platform.write(now=NOW, request=web) as ctx:
        limit_rate(ctx, "visits.wish", most=1)
        raise ZeroDivisionError

    assert send(HERE, most=1)


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "", True),
    ],
)
def test_the_addresses_of_one_network_are_one_sender(send, first, second, is_one):
    assert send(first, most=1)
    assert send(second, most=1) is not is_one
