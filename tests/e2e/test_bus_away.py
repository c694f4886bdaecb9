"""While the bus is away, staff go on working and are told what waits; when it is back, the page says so no more."""

import subprocess
from contextlib import suppress

import pytest

from utblick.bus.server import find_binary
from utblick.testing.running import free_ports

NOTICE = "#bus-notice .notice"


class Server:
    """A NATS server that comes and goes, always at one address."""

    def __init__(self, folder):
        (self.port,) = free_ports(1)
        self._folder, self._process = folder, None

    def start(self):
        command = [find_binary(), "-a", "127.0.0.1", "-p", str(self.port), "-js", "-sd", self._folder]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def stop(self):
        with suppress(AttributeError):
            self._process.kill()
            self._process.wait()


@pytest.fixture(scope="module")
def bus(tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("nats"))
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def away_house(started, tmp_path_factory, bus):
    running = started(
        tmp_path_factory.mktemp("away"),
        UTBLICK_BUS__SERVERS=f"nats://127.0.0.1:{bus.port}",
        UTBLICK_PLUGINS="export_deals",
    )
    yield running
    running.stop()


def test_an_open_page_says_that_the_bus_is_away_what_waits_and_when_it_is_back(
    window_of, away_house, bus, look_at
):
    page = window_of(away_house, email=away_house.administrator)
    page.goto("/organisations")
    assert page.locator(NOTICE).count() == 0

    bus.stop()
    page.locator(NOTICE).wait_for()
    assert "Du kan fortsätta arbeta" in page.locator(NOTICE).inner_text()

    page.goto("/organisations/new")
    page.fill("main input[name=name]", "Exempel utan buss AB")
    page.click("main form[data-draft] button.primary")
    page.get_by_role("heading", name="Exempel utan buss AB").wait_for()
    page.get_by_text("1 händelse väntar och förmedlas när den fungerar igen.").wait_for()
    audit = look_at(page, away_house.url)
    audit.look("a page while the bus is away")
    assert audit.wrong == []

    bus.start()
    page.locator(NOTICE).wait_for(state="detached")
