"""A subscriber that never returns: the others go on, it is named, and the process can still be stopped."""

import pytest
from engines import until

from house import BALANCED, Staff, balance, settled

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def stuck(small):
    """A house in which the subscriber `slow` stays for ever with the third number of each counter."""
    return small.start("run", TALLY_STUCK="2", TALLY_SECONDS="7").ready()


def test_who_never_returns_is_named_and_given_up_while_the_others_go_on(small, stuck):
    with Staff(small, stuck, people=1) as staff:
        staff.until_done(4)
        until(lambda: "Har samma händelse sedan" in small.get(stuck, "/admin/bus")[1])
        staff.until_done(4)
    settled(small, staff)
    until(lambda: small.count("core_dead_letter", "subscriber = 'tally__slow'") == 1, what=small.state)

    assert balance(small, staff) == BALANCED
    assert balance(small, staff, names=("slow",)) == {"lost": 1, "doubled": 0, "ordered": True}
    assert (staff.refused, staff.unanswered) == ({}, 0)
    assert (
        "TookTooLong: tally__slow was still at work" in small.rows("SELECT error FROM core_dead_letter")[0][0]
    )
    assert stuck.stop(seconds=60) < 20


def test_a_process_ends_although_a_subscriber_does_not(small):
    stuck = small.start("run", TALLY_STUCK="2").ready()
    with Staff(small, stuck, people=1) as staff:
        staff.until_done(3)
    until(lambda: "Har samma händelse sedan" in small.get(stuck, "/admin/bus")[1])

    assert stuck.stop(seconds=60) < 20
    again = small.start("run").ready()
    settled(small, staff)
    assert balance(small, staff) == BALANCED
    assert again.stop() < 20
