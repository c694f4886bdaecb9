"""Faults of an installation on several machines: processes and engines killed, lines cut, clocks that differ."""

import pytest
from engines import until
from house import BALANCED, SOME, TIMES, Staff, balance, settled

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def halves(grown):
    """Two webs and two workers."""
    found = [grown.web(), grown.web(), grown.worker(), grown.worker()]
    return [one.ready() for one in found]


def test_a_web_is_killed_and_the_other_answers_everything(grown, halves):
    first, second, *_workers = halves
    here, there = Staff(grown.house, first, first=1), Staff(grown.house, second, first=2)
    with here, there:
        there.until_done(SOME)
        first.kill()
        there.until_done(SOME)
    for staff in (here, there):
        settled(grown.house, staff)

    assert [balance(grown.house, staff) for staff in (here, there)] == [BALANCED] * 2
    assert (there.unanswered, there.refused) == (0, {})


def test_a_worker_is_killed_and_the_other_takes_over(grown, halves):
    _gone, web, worker, _other = halves
    with Staff(grown.house, web, first=3) as staff:
        staff.until_done(SOME)
        worker.kill()
        staff.until_done(SOME)
    settled(grown.house, staff)

    assert balance(grown.house, staff) == BALANCED
    assert (staff.unanswered, staff.refused) == (0, {})


def test_the_leader_of_the_bus_is_killed_and_the_others_elect_one(grown, halves):
    _gone, web, *_workers = halves
    for time in range(TIMES):
        with Staff(grown.house, web, first=10 + time, pause=0.05) as staff:
            staff.until_done(SOME)
            until(lambda: grown.cluster.leader(grown.stream) is not None)
            leader = grown.cluster.leader(grown.stream)
            grown.cluster.kill(leader)
            staff.until_done(SOME)
        settled(grown.house, staff)
        grown.cluster.start([leader])

        assert balance(grown.house, staff) == BALANCED
        assert (staff.unanswered, staff.refused) == (0, {})


def test_the_database_is_killed_and_staff_are_told_until_it_is_back(grown, halves):
    _gone, web, *_workers = halves
    for time in range(TIMES):
        with Staff(grown.house, web, first=20 + time, pause=0.05) as staff:
            staff.until_done(SOME)
            grown.postgres.kill()
            until(lambda staff=staff: staff.refused, what=grown.postgres.answers)
            assert grown.house.get(web, "/organisations")[0] == 503
            grown.postgres.start()
            staff.until_done(SOME)
        settled(grown.house, staff)

        assert balance(grown.house, staff) == BALANCED
        assert set(staff.refused) == {503}
        assert [words for words in staff.words if "Databasen svarar inte" not in words] == []
        assert staff.unanswered == 0


def test_with_the_disk_of_the_database_server_full_saving_is_refused_in_words(grown, halves):
    if grown.postgres.machine is None:
        pytest.skip(
            "THE FULL DISK OF A DATABASE SERVER IS NOT TRIED: only root may mount a small one (unshare -m)"
        )
    _gone, web, *_workers = halves
    with Staff(grown.house, web, first=30, pause=0.02) as staff:
        staff.until_done(SOME)
        grown.postgres.disk.fill()
        until(lambda: staff.refused, what=grown.house.state)
        grown.postgres.disk.make_room()
        staff.until_done(SOME)
    settled(grown.house, staff)

    assert balance(grown.house, staff) == BALANCED
    assert (set(staff.refused) <= {503, 507}, staff.unanswered) == (True, 0)
