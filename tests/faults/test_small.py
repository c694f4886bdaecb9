"""Faults of an installation in one process: killed, its disk full, with a subscriber that never returns."""

import time

import psutil
import pytest

from disks import CAN_MOUNT, Disk, on_a_small_disk
from engines import until
from house import SOME, TIMES, House
from staff import BALANCED, Staff, balance, settled
from utblick.testing.whole import WHOLE

pytestmark = pytest.mark.timeout(300)


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


def test_who_never_returns_is_named_and_given_up_while_the_others_go_on_and_the_process_can_end(small):
    stuck = small.start("run", TALLY_STUCK="2", TALLY_SECONDS="7").ready()
    first, second = Staff(small, stuck, people=1, first=1), Staff(small, stuck, people=1, first=2)
    with first:
        first.until_done(4)
        until(lambda: "Har samma händelse sedan" in small.get(stuck, "/admin/bus")[1])
        first.until_done(4)
    until(lambda: small.count("core_dead_letter", "subscriber = 'tally__slow'") == 1, what=small.state)
    settled(small, first)
    with second:
        second.until_done(3)
    until(lambda: "Har samma händelse sedan" in small.get(stuck, "/admin/bus")[1])
    assert stuck.stop(seconds=60) < 20
    small.start("run").ready()
    settled(small, second)

    assert [balance(small, staff) for staff in (first, second)] == [BALANCED] * 2
    assert balance(small, first, names=("slow",)) == {"lost": 1, "doubled": 0, "ordered": True}
    assert [(staff.refused, staff.unanswered) for staff in (first, second)] == [({}, 0)] * 2
    assert (
        "TookTooLong: tally__slow was still at work" in small.rows("SELECT error FROM core_dead_letter")[0][0]
    )


@pytest.fixture(scope="module")
def cramped(tmp_path_factory, forkserver, first):
    """A house whose data folder has a disk of its own, and on that its bus another, both small; and its process."""
    if not CAN_MOUNT:
        pytest.skip("FULL DISKS ARE NOT TRIED: only root may mount a small one (unshare -m)")
    small = House(tmp_path_factory.mktemp("cramped") / "house", forkserver).like(first)
    var = small.folder / "var"
    (var / "bus").mkdir(exist_ok=True)
    inner = on_a_small_disk(var / "bus", "40m", [])
    running = small.start("run", prefix=on_a_small_disk(var, "90m", inner)).ready()
    small.look_at(var / "utblick.db", seen_by=running.process.pid)
    yield small, running
    small.end()


def test_with_the_disk_of_the_bus_full_work_goes_on_and_staff_are_told_what_waits(cramped):
    small, running = cramped
    disk = Disk(running.process.pid, small.folder / "var" / "bus")
    with Staff(small, running, people=2, first=3) as staff:
        staff.until_done(SOME)
        disk.fill()
        staff.until_done(SOME)
        until(lambda: "händelser väntar" in small.get(running, "/organisations")[1], what=small.state)
        assert small.get(running)[1].count("events wait; none was taken") == 1
        disk.make_room()
        staff.until_done(SOME)
    settled(small, staff)
    until(lambda: "Du kan fortsätta arbeta" not in small.get(running, "/organisations")[1])

    assert balance(small, staff) == BALANCED
    assert (staff.refused, staff.unanswered) == ({}, 0)


def test_with_the_disk_of_the_database_full_saving_is_refused_in_words_until_there_is_room(cramped):
    small, running = cramped
    disk = Disk(running.process.pid, small.folder / "var")
    with Staff(small, running, people=2, first=4) as staff:
        staff.until_done(SOME)
        disk.fill()
        until(lambda: staff.refused[507] >= 5, what=lambda: f"{staff.refused} {small.state()}")
        assert small.get(running, "/organisations")[0] == 200
        disk.make_room()
        staff.until_done(SOME)
    settled(small, staff)

    assert balance(small, staff) == BALANCED
    assert (set(staff.refused), staff.unanswered) == ({507}, 0)
    assert [words for words in staff.words if "Disken är full" not in words] == []


def test_a_house_with_a_long_queue_answers_at_once_while_it_is_worked_off(small):
    before = Staff(small, None, people=5)
    written = small.queued(before, 100_000 if WHOLE else 3_000)
    running = small.start("run").ready()
    process = psutil.Process(running.process.pid)
    held = process.memory_full_info().uss
    with Staff(small, running, people=1, pause=0.1, first=2) as staff:
        staff.until_done(5)
        assert "Kommer ikapp" in small.get(running, "/admin/bus")[1]
        most = held
        while small.count("tally_effect") < 2 * written:
            most = max(most, process.memory_full_info().uss)
            time.sleep(0.2)
    for one in (before, staff):
        settled(small, one)

    assert [balance(small, one) for one in (before, staff)] == [BALANCED] * 2
    assert (staff.refused, staff.unanswered) == ({}, 0)
    assert (most - held) / 2**20 < 60
    assert staff.slowest < 10
