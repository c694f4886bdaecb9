"""Sign-in, lists, search, boards and forms as they work where JavaScript is off."""

import re

import pytest


@pytest.fixture
def page(browser_at):
    return browser_at(javascript=False)


def test_a_list_is_filtered_and_opened(page):
    page.goto("/organisations")
    page.fill("main input[name=q]", "Exempel Granit")
    page.get_by_role("button", name="Filtrera").click()
    page.wait_for_url("**q=Exempel*")
    assert page.locator("tbody tr").count() == 1
    page.locator("tbody").get_by_role("link", name="Exempel Granit AB").click()
    assert page.locator("h1").inner_text() == "Exempel Granit AB"


def test_the_search_finds(page):
    page.fill("#find", "limtra")
    page.press("#find", "Enter")
    page.wait_for_url("**/search?q=limtra*")
    assert page.get_by_role("link", name="Limträ till Hamburg").count() >= 1


def test_a_form_is_saved_and_the_company_is_found_by_its_name(page):
    page.goto("/export_deals/leads/new")
    page.get_by_label("Vad det gäller").fill("Exempel utan skript")
    page.get_by_role("combobox", name="Företag").fill("Exempel Honung AB")
    page.get_by_role("combobox", name="Land").fill("Polen")
    page.locator("main button.primary").click()
    page.wait_for_url(re.compile(r"/export_deals/leads/[0-9a-f-]{36}$"))
    assert page.locator("h1").inner_text() == "Exempel utan skript"
    assert page.get_by_role("link", name="Exempel Honung AB").count() >= 1

    page.get_by_role("link", name="Ändra").first.click()
    page.get_by_label("Nästa steg", exact=False).first.fill("Ringa i morgon")
    page.locator("main button.primary").click()
    page.wait_for_url(re.compile(r"/export_deals/leads/[0-9a-f-]{36}$"))
    assert "Ringa i morgon" in page.locator("main").inner_text()


def test_a_refused_form_keeps_what_was_written(page):
    page.goto("/export_deals/leads/new")
    page.get_by_label("Vad det gäller").fill("Exempel utan land")
    page.locator("main button.primary").click()
    assert page.locator(".error-summary a").count() == 2
    assert page.get_by_label("Vad det gäller").input_value() == "Exempel utan land"


def test_a_card_is_moved_by_its_buttons(page):
    page.goto("/export_deals/leads/board")
    card = page.locator(".tile", has_text="Bänkskivor till Tallinn")
    card.locator("button[data-state=qualified]").click()
    page.locator("[data-state=qualified] .tile", has_text="Bänkskivor till Tallinn").wait_for()
