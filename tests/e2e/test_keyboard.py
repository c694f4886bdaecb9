"""The staff part of the main job with the keyboard alone: no test here touches a mouse."""

import pytest

from utblick.testing.chromium import SETTLED


@pytest.fixture
def page(browser_at):
    return browser_at(signed_in=False)


def test_a_deal_is_followed_by_keyboard(page, house):
    page.goto("/")
    page.wait_for_url(lambda url: "/sign-in" in url)
    typed(page, "email", house.email)
    page.keyboard.press("Tab")
    typed(page, "password", house.password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)

    page.wait_for_function(SETTLED)
    page.keyboard.press("/")
    page.keyboard.type("Surström")
    page.locator("#found a", has_text="Surströmming till Tokyo").wait_for()
    page.keyboard.press("ArrowDown")
    while "Surströmming" not in focused(page):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Surströmming till Tokyo").wait_for()

    tab_to(page, "Affärskontakter", backwards=True)
    page.keyboard.press("Enter")
    page.wait_for_url("**/export_deals/leads")
    tab_to(page, "Tavla")
    page.keyboard.press("Enter")
    page.wait_for_url("**/board")

    select = page.get_by_label("Flytta Surströmming till Tokyo till")
    tab_to_element(page, select)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("[data-state=qualified] .tile", has_text="Surströmming").wait_for()
    page.wait_for_function("() => document.activeElement.matches('.tile *')")
    assert "Surströmming" in page.evaluate("document.activeElement.closest('.tile').textContent")


def test_a_lead_is_written_by_keyboard(browser_at):
    page = browser_at()
    page.goto("/export_deals/leads")
    tab_to(page, "Lägg till affärskontakt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/new*")

    tab_to_element(page, page.get_by_label("Vad det gäller"))
    page.keyboard.type("Exempel på tangentbord")
    choose(page, "Företag", "Exempel Gran", "Exempel Granit AB")
    choose(page, "Land", "Finl", "Finland")
    tab_to_element(page, page.get_by_label("Nästa steg", exact=False).first)
    page.keyboard.type("Ringa")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Exempel på tangentbord").wait_for()
    assert page.get_by_role("link", name="Exempel Granit AB").count() >= 1


def test_a_refused_form_leads_to_its_first_fault(browser_at):
    page = browser_at()
    page.goto("/export_deals/leads/new")
    tab_to_element(page, page.get_by_label("Vad det gäller"))
    page.keyboard.press("Enter")
    page.locator(".error-summary").wait_for()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('[aria-invalid=true]')")


def test_the_skip_link_leads_past_the_menu(browser_at):
    page = browser_at()
    page.goto("/organisations")
    page.keyboard.press("Tab")
    assert focused(page) == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'main'")


def typed(page, name, text):
    if page.evaluate("document.activeElement.name") != name:
        tab_to_element(page, page.locator(f"input[name={name}]"))
    page.keyboard.type(text)


def choose(page, label, text, wanted):
    """Type in a combobox, walk its answers with the arrows, and take one."""
    box = page.get_by_role("combobox", name=label)
    tab_to_element(page, box)
    page.keyboard.type(text)
    page.get_by_role("option", name=wanted).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert box.input_value() == wanted


def focused(page):
    return page.evaluate("document.activeElement.innerText.trim()")


def tab_to(page, text, *, backwards=False):
    """Press Tab until the element with that text has the focus, which must be seen."""
    for _ in range(80):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        if focused(page) == text:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"“{text}” is not reached by Tab")


def tab_to_element(page, locator):
    for _ in range(80):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{locator} is not reached by Tab")
