"""Faults between machines: packets that are lost without a word, while staff work through the proxy."""

import os
import re
import threading
from contextlib import closing, contextmanager
from urllib.parse import urlencode

import pytest

from engines import until
from hall import BUS, Hall, missing
from machines import at, can_have_machines
from staff import BALANCED, Staff, balance, settled
from utblick.testing.forkserver import ForkServer
from utblick.testing.whole import only_whole

pytestmark = pytest.mark.timeout(900)
PASSWORD = "fyra blöta stövlar"
SOME = 50
"""Counts before and after each fault, in the long form too: what is tried here is how long silence lasts."""
AWAY = "Du kan fortsätta arbeta"


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """Everything on machines of its own, and the tests at one of them."""
    if os.geteuid() != 0 or not can_have_machines():
        pytest.skip("MACHINES WITHOUT A WORD ARE NOT TRIED: only root may have some (unshare -n, ip link)")
    if missing():
        pytest.skip(f"MACHINES WITHOUT A WORD ARE NOT TRIED: {', '.join(missing())} is not on this machine")
    made = Hall(tmp_path_factory.mktemp("hall"))
    try:
        with at(made.machines["tests"]), closing(ForkServer()) as forkserver:
            made.open(forkserver)
            yield made
    finally:
        made.end()


@contextmanager
def readers(hall, people=2):
    """People who only look, through the proxy; what they were answered, and how long the slowest waited."""
    stop, answers = threading.Event(), []

    def look():
        while not stop.wait(0.05):
            answers.append(hall.house.get(hall.proxy, "/organisations")[0])

    threads = [threading.Thread(target=look, daemon=True) for _each in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)


def test_who_signs_in_through_the_proxy_is_known_by_both_webs(hall):
    told = hall.house.forkserver.run(
        "user", "add", "demo@nordanstig.example", "--name", "Demo Exempel", env=hall.house.environment()
    )
    path = re.search(r"/invitation/\S+", told.stdout)[0]
    chosen = {"_csrf": "", "name": "Demo Exempel", "password": PASSWORD, "again": PASSWORD}
    before = len(hall.said("proxy"))

    status, cookie = submit(hall.proxy, path, chosen)
    answers = [ask(web, "/organisations", cookie) for web in (hall.web1, hall.web2)]
    until(lambda: ask(hall.proxy, "/organisations", cookie) == 200 and came_to_both(hall, before))

    assert (status, answers) == (303, [200, 200])


def came_to_both(hall, since):
    return hall.proxy.asked("web1", since=since) and hall.proxy.asked("web2", since=since)


def submit(door, path, form):
    line = door.line(30)
    kind = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
    line.request("POST", path, urlencode(form), kind)
    answer = line.getresponse()
    answer.read()
    line.close()
    given = [one.partition(";")[0] for one in answer.headers.get_all("set-cookie")]
    return answer.status, "; ".join(given)


def ask(door, path, cookie):
    line = door.line(30)
    line.request("GET", path, headers={"cookie": cookie})
    status = line.getresponse().status
    line.close()
    return status


def test_a_web_whose_machine_goes_silent_costs_what_was_being_saved_there_at_most(hall):
    with Staff(hall.house, hall.proxy, first=1, people=4) as staff, readers(hall) as looked:
        staff.until_done(SOME)
        hall.switch.unplug("web1")
        staff.until_done(SOME)
        since = len(hall.said("proxy"))
        staff.until_done(SOME)
        hall.switch.plug("web1")
        until(lambda: hall.proxy.asked("web1", since=since), what=lambda: hall.said("proxy")[-3000:])
        staff.until_done(SOME)
    settled(hall.house, staff)

    assert balance(hall.house, staff) == BALANCED
    assert set(looked) == {200}
    assert staff.unanswered == 0
    assert (set(staff.refused) <= {502}, sum(staff.refused.values()) <= 4) == (True, True), staff.refused
    assert staff.slowest < 15


@only_whole
def test_the_machine_that_leads_the_bus_goes_silent_and_the_others_elect_one(hall):
    until(lambda: hall.bus.leader() is not None)
    leader = hall.bus.leader()
    without, after = Staff(hall.house, hall.proxy, first=10), Staff(hall.house, hall.proxy, first=11)
    with without:
        without.until_done(SOME)
        hall.switch.unplug(leader)
        without.until_done(SOME)
    settled(hall.house, without)
    assert hall.bus.leader() not in (None, leader)
    with after:
        hall.switch.plug(leader)
        after.until_done(SOME)
    settled(hall.house, after)
    hall.bus.until_whole()

    assert [balance(hall.house, staff) for staff in (without, after)] == [BALANCED] * 2
    assert [(staff.unanswered, staff.refused) for staff in (without, after)] == [(0, {})] * 2


@only_whole
def test_a_web_that_no_longer_hears_the_bus_goes_on_and_says_so(hall):
    with Staff(hall.house, hall.web1, first=20, pause=0.2) as staff:
        staff.until_done(20)
        hall.switch.part("web1", BUS)
        until(lambda: AWAY in hall.house.get(hall.web1, "/organisations")[1])
        staff.until_done(20)
        hall.switch.rejoin("web1", BUS)
        until(lambda: AWAY not in hall.house.get(hall.web1, "/organisations")[1])
        staff.until_done(20)
    settled(hall.house, staff)

    assert balance(hall.house, staff) == BALANCED
    assert (staff.unanswered, staff.refused) == (0, {})


@only_whole
@pytest.mark.parametrize("worker", ["worker1", "worker2"])
def test_a_worker_that_no_longer_hears_the_database_leaves_the_work_to_the_other(hall, worker):
    number = 30 + int(worker[-1]) * 2
    without, after = (
        Staff(hall.house, hall.proxy, first=number),
        Staff(hall.house, hall.proxy, first=number + 1),
    )
    with without:
        without.until_done(SOME)
        hall.switch.part(worker, ["database"])
        without.until_done(SOME)
    settled(hall.house, without)
    with after:
        hall.switch.rejoin(worker, ["database"])
        after.until_done(SOME)
    settled(hall.house, after)

    assert [balance(hall.house, staff) for staff in (without, after)] == [BALANCED] * 2
    assert [(staff.unanswered, staff.refused) for staff in (without, after)] == [(0, {})] * 2


@only_whole
def test_the_machine_of_the_database_goes_silent_and_staff_are_told_until_it_is_back(hall):
    with Staff(hall.house, hall.proxy, first=40) as staff:
        staff.until_done(SOME)
        hall.switch.unplug("database")
        until(lambda: staff.refused[503] >= 6, seconds=240, what=lambda: staff.refused)
        hall.switch.plug("database")
        staff.until_done(SOME)
    settled(hall.house, staff)

    assert balance(hall.house, staff) == BALANCED
    assert (staff.unanswered, set(staff.refused)) == (0, {503})
    assert [words for words in staff.words if "Databasen svarar inte" not in words] == []
