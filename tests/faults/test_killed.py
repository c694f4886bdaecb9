"""kill -9 under load: of each process, of the leader of the bus, of the database. Nothing is lost or doubled."""

import pytest
from engines import until

from house import BALANCED, LONG, Staff, balance, settled

SOME = 2500 if LONG else 40
"""Counts before and after each death."""
TIMES = 4 if LONG else 1

pytestmark = pytest.mark.timeout(900)


def test_the_one_process_is_killed_and_starts_again(small):
    running = small.start("run").ready()
    deaths = Staff(small, running)
    with deaths as staff:
        for _time in range(TIMES):
            staff.until_done(SOME)
            running.kill()
            running = small.start("run", UTBLICK_PORT=str(running.port)).ready()
        staff.until_done(SOME)
    settled(small, deaths)

    assert balance(small, deaths) == BALANCED
    assert deaths.refused == {}


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
