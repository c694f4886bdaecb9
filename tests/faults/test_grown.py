"""Faults of an installation on several machines: processes and engines killed, lines cut, clocks that differ."""

import shutil
import subprocess
from pathlib import Path

import pytest

from engines import until
from house import SOME, TIMES
from staff import BALANCED, Staff, balance, settled

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
        with Staff(grown.house, web, first=10 + time) as staff:
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
        with Staff(grown.house, web, first=20 + time) as staff:
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
    with Staff(grown.house, web, first=30) as staff:
        staff.until_done(SOME)
        grown.postgres.disk.fill()
        until(lambda: staff.refused, what=grown.house.state)
        grown.postgres.disk.make_room()
        staff.until_done(SOME)
    settled(grown.house, staff)

    assert balance(grown.house, staff) == BALANCED
    assert (set(staff.refused) <= {503, 507}, staff.unanswered) == (True, 0)


@pytest.fixture(scope="module")
def by_lines(grown, halves):
    """A web that reaches the bus, and a worker that reaches the database, by lines that can be cut."""
    return [one.ready() for one in (grown.web(by_lines=True), grown.worker(by_lines=True))]


@pytest.mark.parametrize("way", ["cut", "stall"])
def test_a_web_without_the_bus_goes_on_and_says_so(grown, by_lines, way):
    web, _worker = by_lines
    with Staff(grown.house, web, first=40 + len(way)) as staff:
        staff.until_done(SOME)
        for line in grown.bus_lines:
            getattr(line, way)()
        staff.until_done(SOME)
        until(lambda: "Du kan fortsätta arbeta" in grown.house.get(web, "/organisations")[1])
        for line in grown.bus_lines:
            line.mend()
        staff.until_done(SOME)
    settled(grown.house, staff)
    until(lambda: "Du kan fortsätta arbeta" not in grown.house.get(web, "/organisations")[1])

    assert balance(grown.house, staff) == BALANCED
    assert (staff.unanswered, staff.refused) == (0, {})


@pytest.mark.parametrize("way", ["cut", "stall"])
def test_a_worker_without_the_database_leaves_the_work_to_the_other(grown, halves, by_lines, way):
    _gone, web, *_workers = halves
    before, after = Staff(grown.house, web, first=50 + len(way)), Staff(grown.house, web, first=60 + len(way))
    with before:
        before.until_done(SOME)
    settled(grown.house, before)
    with after:
        after.until_done(SOME // 2)
        getattr(grown.database_line, way)()
        after.until_done(SOME)
    grown.database_line.mend()
    settled(grown.house, after)

    assert [balance(grown.house, staff) for staff in (before, after)] == [BALANCED] * 2
    assert [(staff.unanswered, staff.refused) for staff in (before, after)] == [(0, {})] * 2


@pytest.fixture(scope="module")
def wrong_clock(tmp_path_factory):
    """What a process loads first to have a clock of its own."""
    if shutil.which("cc") is None:
        pytest.skip("WRONG CLOCKS ARE NOT TRIED: there is no C compiler (cc)")
    made = tmp_path_factory.mktemp("clock") / "clock.so"
    source = Path(__file__).with_name("clock.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    return made


def test_workers_whose_clocks_differ_by_hours_share_the_work_as_if_they_did_not(grown, halves, wrong_clock):
    house = grown.house
    for one in halves[2:]:
        one.stop()
    ran = house.count("tally_run")
    house.change("DELETE FROM core_job WHERE name LIKE 'tally%'")
    early, late = (
        grown.worker(LD_PRELOAD=str(wrong_clock), CLOCK_OFFSET=str(offset)).ready()
        for offset in (-7200, 10800)
    )
    with Staff(house, halves[1], first=70) as staff:
        staff.until_done(SOME)
        early.kill()
        staff.until_done(SOME)
    settled(house, staff)
    until(lambda: house.count("tally_run") > ran)
    until(lambda: "clock_differs" in late.said(), what=late.said)

    assert balance(house, staff) == BALANCED
    assert house.count("tally_run") == ran + 1
    ((differs,),) = house.rows("SELECT abs(extract(epoch FROM max(at) - now())) FROM tally_run")
    assert differs < 600
    late.stop()
