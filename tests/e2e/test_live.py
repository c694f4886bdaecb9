"""Boxes that are filled anew while somebody is at work in them."""

import pytest

from utblick.testing.chromium import SETTLED

LINK = "Fler exportavtal"


@pytest.fixture
def link(browser_at):
    page = browser_at()
    page.goto("/")
    found = page.get_by_role("link", name=LINK).first
    found.wait_for()
    page.wait_for_function(SETTLED)
    return found


def test_a_click_is_not_swallowed_by_news(link):
    link.hover()
    link.page.mouse.down()
    fill_anew(link)
    link.page.mouse.up()
    link.page.wait_for_url("**/evidence")


def test_the_keyboard_stays_where_it_was(link):
    link.focus()
    fill_anew(link)
    assert link.page.evaluate("document.activeElement.textContent").strip() == LINK
    link.page.keyboard.press("Enter")
    link.page.wait_for_url("**/evidence")


def fill_anew(link):
    """Let the box of the link hear of an event, and wait until what it fetched stands in it."""
    link.evaluate(
        """element => {
            const box = element.closest(".lazy");
            const name = box.getAttribute("hx-trigger").match(/utblick:\\S+/)[0];
            window.filled = new Promise(done => box.addEventListener("htmx:after:swap", done, {once: true}));
            document.body.dispatchEvent(new CustomEvent(name));
        }"""
    )
    link.page.evaluate("() => window.filled.then(() => true)")
