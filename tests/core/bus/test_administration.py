"""What an administrator sees and does: on the page of the bus, and from the command line."""

import re
from uuid import UUID

import pytest

from utblick.bus import dead
from utblick.ids import new_id

pytestmark = pytest.mark.parametrize("platform_on", ["sqlite"], indirect=True)


@pytest.fixture
def broken(hall, writing, until):
    """Three doors whose opening one subscriber cannot handle while the flag stands."""
    flag = {"now": True}

    def fail(_ctx, _event):
        if flag["now"]:
            raise ZeroDivisionError("<b>no such door</b>")

    hall.subscribe(writing("a", first=fail, retry=()), writing("b"))
    running = hall.start()
    hall.platform.bus = running.bus
    for number in (1, 2, 3):
        hall.open_doors(new_id(), number)
    until(lambda: hall.count("core_dead_letter") == 3 and hall.seen("b") == [1, 2, 3])
    return flag


def test_page_shows_how_far_everybody_is_and_what_failed(hall, broken, client):
    shown = client.get("/admin/bus")

    assert shown.status_code == 200
    assert "demo__a" in shown.text
    assert "Har misslyckade händelser" in shown.text
    assert "ZeroDivisionError: &lt;b&gt;no such door&lt;/b&gt;" in shown.text
    assert "<b>no such" not in shown.text


def test_page_is_for_administrators_only(hall, client_as):
    assert client_as("officer").get("/admin/bus").status_code == 403


def test_page_says_so_when_the_bus_cannot_be_asked(hall, client):
    shown = client.get("/admin/bus")

    assert shown.status_code == 200
    assert "Det går inte att fråga bussen just nu" in shown.text


def test_trying_a_group_again_handles_all_of_it(hall, broken, client, until):
    (place,) = set(re.findall(r"/admin/bus/failed/[^/\"]+/[0-9a-f]+", client.get("/admin/bus").text))
    assert client.get(place).text.count("demo.door.opened") == 3

    again = client.submit(f"{place}/retry")
    assert hall.count("core_dead_letter", "state = 'dead'") == 3
    broken["now"] = False
    handled = client.submit(f"{place}/retry")

    assert (again.status_code, handled.status_code) == (303, 303)
    until(lambda: sorted(hall.seen("a")) == [1, 2, 3])
    assert "Inga misslyckade händelser" in client.get("/admin/bus").text
    assert hall.count("core_audit", "action = 'bus.retried'") == 2


def test_one_event_can_be_tried_again_and_one_let_go(hall, broken, client):
    with hall.platform.read() as ctx:
        first, second, *_third = dead.letters(ctx.session)
    broken["now"] = False

    client.submit(f"/admin/bus/letters/demo__a/{first.event_id}/retry")
    client.submit(f"/admin/bus/letters/demo__a/{second.event_id}/discard")
    gone = client.submit(f"/admin/bus/letters/demo__a/{first.event_id}/retry")

    assert len(hall.seen("a")) == 1
    assert hall.count("core_dead_letter", "state = 'dead'") == 1
    assert hall.count("core_dead_letter", "state = 'discarded'") == 1
    assert gone.status_code == 404


def test_command_line_shows_the_bus_that_runs_elsewhere(hall, broken, cli):
    status = cli("bus", "status")
    tail = cli("bus", "tail", "-n", "2")
    listed = cli("bus", "dead", "--subscriber", "demo__a")

    assert status.returncode == 0, status.stderr
    assert "The bus answers." in status.stdout
    assert re.search(r"demo__a +0 +0 +0 +3", status.stdout)
    assert tail.stdout.count("demo.door.opened.v1") == 2
    assert "3 failed events." in listed.stdout
    ids = [UUID(line.split()[0]) for line in listed.stdout.splitlines()[:-1]]
    discarded = cli("bus", "discard", "demo__a", str(ids[0]))
    assert discarded.stdout == "Discarded: 1.\n"
    assert hall.count("core_dead_letter", "state = 'discarded'") == 1


def test_command_line_says_what_is_wrong(hall, cli):
    replayed = cli("bus", "replay", "demo__nobody")
    status = cli("bus", "status")

    assert (replayed.returncode, replayed.stderr) == (
        1,
        "No enabled plugin has the subscriber demo__nobody.\n",
    )
    assert "The bus does not answer" in status.stdout
