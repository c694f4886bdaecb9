"""The development bar as a developer uses it: with the mouse, by keyboard, on a phone, in both languages."""

import re

import pytest
from playwright.sync_api import Error, expect

from utblick.testing.running import eventually

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def house(started, tmp_path_factory):
    """The platform as `utblick dev` runs it, in place of the one of the other tests."""
    running = started(tmp_path_factory.mktemp("workshop"), "dev")
    yield running
    running.stop()


def opened(page):
    bar = page.locator("#dev-bar")
    bar.locator(".dev-drawer > summary").click()
    expect(bar.locator(".dev-body")).to_be_visible()
    return bar


def test_the_bar_with_everything_open_is_free_of_findings(audit):
    audit.visit("/")
    bar = opened(audit.page)
    expect(bar.locator("summary", has_text="export_deals.currency")).to_be_visible(timeout=15_000)
    bar.locator("summary", has_text="export_deals.currency").click()
    audit.look("the bar of the overview")
    bar.locator(".dev-drawer > summary").click()
    audit.visit("/nowhere", 404)
    audit.look("the bar of a page that is not there")

    assert audit.wrong == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_by_keyboard_a_row_shows_its_region_and_opens_to_its_queries(browser_at, house, size):
    page = browser_at(size, email=house.administrator)
    bar = page.locator("#dev-bar")
    expect(bar.locator("summary", has_text="export_deals.currency")).to_have_count(1, timeout=15_000)

    bar.locator(".dev-drawer > summary").focus()
    page.keyboard.press("Enter")
    row = bar.locator("summary", has_text="export_deals.currency")
    for _press in range(20):
        page.keyboard.press("Tab")
        if row.evaluate("one => one === document.activeElement"):
            break
    expect(row).to_be_focused()
    expect(page.locator(".dev-region")).to_have_text("export_deals")
    frame, box = (
        page.locator(".dev-region").bounding_box(),
        page.locator("#panel-export_deals-currency").bounding_box(),
    )
    assert abs(frame["x"] + 4 - box["x"]) < 2
    assert abs(frame["y"] + 4 - box["y"]) < 2
    page.keyboard.press("Enter")
    expect(row.locator("..").locator(".dev-sql > li").first).to_be_visible()

    page.locator("main h1").hover()
    expect(page.locator(".dev-region")).to_have_count(0)
    page.reload()
    expect(row).to_be_visible()
    expect(row.locator("..").locator(".dev-sql > li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_events_of_a_saved_form_are_followed_to_their_consumers(browser_at, house):
    page = browser_at(email=house.administrator)
    page.goto("/organisations/new")
    page.fill("main input[name=name]", "Exempel Fjäll AB")
    page.click("main .form-actions button.primary")
    bar = opened(page)

    expect(bar.locator("summary", has_text="POST /organisations/new")).to_be_visible()
    event = bar.locator(".dev-event", has_text="core.organisation.registered")
    expect(event.locator("summary", has_text="evaluation__evidence")).to_contain_text(
        "Hanterad", timeout=15_000
    )
    expect(bar).to_have_attribute("data-settled", "yes", timeout=15_000)


@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "signed out"])
def test_an_open_page_loads_itself_again_when_something_was_saved(browser_at, house, signed_in):
    page = browser_at(signed_in=signed_in, email=house.administrator)
    page.goto("/" if signed_in else "/sign-in")
    place = f"{'Nordby' if signed_in else 'Sydby'} kommun"
    expect(page.locator("body")).not_to_contain_text(place)

    (house.folder / "utblick.toml").write_text(f'[municipality]\nname = "{place}"\n')

    expect(page.locator(".brand")).to_contain_text(place, timeout=60_000)


def answers_as(page, place):
    """Whether the server that listens now knows the name; one that is on its way out closes the line unanswered."""
    try:
        return place in page.request.get("/sign-in").text()
    except Error as unanswered:
        assert re.search("ECONNRESET|ECONNREFUSED|socket hang up", str(unanswered))
        return False


@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "signed out"])
def test_a_page_that_was_not_told_of_the_end_sees_that_another_process_answers(browser_at, house, signed_in):
    page = browser_at(signed_in=signed_in, email=house.administrator)
    page.route("**/live", lambda route: route.abort())
    page.route("**/dev/changes", lambda route: route.abort())
    page.goto("/" if signed_in else "/sign-in")
    expect(page.locator("#dev-bar")).to_have_attribute("data-settled", "yes", timeout=15_000)
    place = f"{'Västby' if signed_in else 'Österby'} kommun"
    (house.folder / "utblick.toml").write_text(f'[municipality]\nname = "{place}"\n')
    eventually(lambda: answers_as(page, place), seconds=60)

    page.unroute("**/live")
    page.unroute("**/dev/changes")

    expect(page.locator(".brand")).to_contain_text(place, timeout=60_000)
