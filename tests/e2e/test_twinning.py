"""Twin towns in a browser: a planned visit, a town that counts, an agreement with a firm; every special page."""

import re
from datetime import date

import pytest

from utblick.testing.chromium import SETTLED

PLUGINS = "twinning,partnerships,evaluation"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def house(started, tmp_path_factory):
    """The platform with twin towns, partnerships and goals, and the demonstration's year."""
    running = started(tmp_path_factory.mktemp("twinning"), UTBLICK_PLUGINS=PLUGINS)
    yield running
    running.stop()


def pick(page, name, text):
    page.fill(f"[name={name}_text]", text)
    page.locator("[role=option]").first.click()


def saved(page, kind):
    page.click("main button.primary")
    page.wait_for_url(re.compile(rf"/twinning/{kind}/[0-9a-f-]{{36}}$"))
    return page.url.partition("/twinning")[2]


def saved_of(page, kind):
    """The address of a record of partnerships that its form has made."""
    page.click("main button.primary")
    page.wait_for_url(re.compile(rf"/partnerships/{kind}/[0-9a-f-]{{36}}$"))
    return "/partnerships" + page.url.partition("/partnerships")[2]


def found(page, path, name):
    page.goto(f"/twinning/{path}")
    return page.locator("main a", has_text=name).first.get_attribute("href")


def box(page, name):
    page.wait_for_function(SETTLED)
    return page.locator(f"#panel-twinning-{name}").inner_text()


def test_a_visit_is_planned_counted_at_the_door_and_makes_the_town_count(browser_at, look_at, house):
    page = browser_at(email=house.administrator)
    audit = look_at(page)
    town = found(page, "towns", "Demostadt")
    page.goto(town)
    assert "Orten räknas inte än" in box(page, "verdict")

    page.goto(f"/twinning/exchanges/new?town_id={town.rpartition('/')[2]}")
    page.fill("[name=title]", "Exempeldagar")
    for name, value in (
        ("theme", "business"),
        ("direction", "here"),
        ("lead", "municipality"),
        ("funding", "cerv"),
    ):
        page.select_option(f"[name={name}]", value)
    page.fill("[name=starts_on]", date.today().isoformat())
    for name, value in (("planned_local", "25"), ("planned_international", "10"), ("project_months", "8")):
        page.fill(f"[name={name}]", value)
    exchange = "/twinning" + saved(page, "exchanges")
    assert "2 villkor saknas" in box(page, "cerv")

    page.goto(f"/twinning/delegates/new?exchange_id={exchange.rpartition('/')[2]}")
    page.fill("[name=title]", "Anna Exempel")
    pick(page, "organisation_id", "Exempel Såg AB")
    saved(page, "delegates")

    page.set_viewport_size(PHONE)
    page.goto(f"{exchange}/door")
    page.get_by_role("button", name="Anna Exempel är här").click()
    for count in range(25):
        page.get_by_role("button", name="+1 från annat land").click()
        page.locator("#door-counts .figure").first.get_by_text(str(count + 2), exact=True).wait_for()
    page.get_by_role("button", name="Ångra den senaste").click()
    page.locator("#door-counts .figure").first.get_by_text("25", exact=True).wait_for()
    for count in range(25):
        page.get_by_role("button", name="+1 från annat land" if count == 0 else "+1 härifrån").click()
        page.locator("#door-counts .figure").first.get_by_text(str(count + 26), exact=True).wait_for()
    page.set_viewport_size(DESKTOP)
    audit.look("the door")

    page.goto(exchange)
    assert "Alla villkor är uppfyllda" in box(page, "cerv")
    page.goto(f"{exchange}/do/hold")
    page.click("main button.primary")
    page.wait_for_url(f"**{exchange}")
    page.goto(f"/twinning/meetings/new?exchange_id={exchange.rpartition('/')[2]}")
    page.fill("[name=title]", "Limträ")
    pick(page, "organisation_id", "Exempel Såg AB")
    page.fill("[name=partner_name]", "Muster GmbH")
    page.select_option("[name=outcome]", "lead")
    saved(page, "meetings")

    page.goto(town)
    verdict = box(page, "verdict")
    assert "Orten räknas." in verdict
    for proof in ("Exempeldagar", "Exempel Såg AB", "Limträ"):
        assert proof in verdict
    audit.look("the town")
    page.goto("/evaluation")
    page.get_by_text("2 av 2").first.wait_for()
    seek_and_sign(page)
    assert audit.wrong == []


def seek_and_sign(page):
    """The firm that met a partner seeks others, a seat is filled from abroad, and the signed agreement counts."""
    page.goto("/partnerships/profiles/new")
    page.fill("[name=title]", "Forskning om limträ")
    pick(page, "organisation_id", "Exempel Såg AB")
    page.select_option("[name=money]", "shared")
    page.select_option("[name=exchanged]", "research")
    profile = saved_of(page, "profiles")
    page.goto(profile)
    page.get_by_text("(RDR)").first.wait_for()

    page.goto("/partnerships/consortia/new")
    page.fill("[name=title]", "Trä över havet")
    page.select_option("[name=rules]", "interreg-central-baltic")
    page.goto(saved_of(page, "consortia") + "/build")
    page.locator("details summary", has_text="Sök en partner till").click()
    page.select_option("[name=wanted_kind]", "municipality")
    page.fill("[name=wanted_country]", "EE")
    page.locator("form[action$='/seats'] button").click()
    page.locator("a[href*='?seat=']").last.click()
    page.get_by_role("button", name="Välj Demo-Metsaküla (påhittad kommun)").click()
    page.locator("details summary", has_text="Svaret kom på annat sätt").click()
    page.locator("form[action$='/answer'] button").click()

    page.goto("/partnerships/projects/new")
    page.fill("[name=title]", "Trä över havet")
    project = saved_of(page, "projects")
    for name in ("Demo Bysoft AB", "Demo Hajautus Oy"):
        page.locator("#panel-partnerships-project_partners summary", has_text="Lägg till en partner").click()
        pick(page, "organisation_id", name)
        page.locator("form[action$='/partners'] button").click()
        page.wait_for_url(f"**{project}")
    page.goto(f"/partnerships/agreements/new?project_id={project.rpartition('/')[2]}")
    agreement = saved_of(page, "agreements")
    page.goto("/")
    counted = page.locator("article.goal", has_text="småföretag").locator(".of")
    before = int(counted.inner_text().split()[0])
    page.goto(f"{agreement}/do/sign")
    page.click("main button.primary")
    page.wait_for_url(f"**{agreement}")
    page.goto("/")
    page.locator("article.goal .of", has_text=re.compile(rf"^{before + 1} av 3")).wait_for()


def test_the_code_at_the_door_works_without_javascript(browser_at, house):
    page = browser_at(email=house.administrator)
    exchange = found(page, "exchanges", "Demoföreningarnas kväll")
    page.goto(f"{exchange}/door/code")
    address = page.locator("main .card p a").get_attribute("href")

    visitor = browser_at(PHONE, language="en", signed_in=False, javascript=False)
    visitor.goto(address)
    visitor.select_option("[name=country]", "EE")
    visitor.click("main button.primary")

    visitor.get_by_text("You have been counted").wait_for()


def test_what_needs_a_key_and_a_closed_door_are_for_everybody(audit):
    page = audit.page
    exchange = found(page, "exchanges", "Demoföreningarnas kväll")
    closed = found(page, "exchanges", "Demodagar om trä")
    page.goto(f"{exchange}/door/code")
    door = page.locator("main .card p a").get_attribute("href")
    page.goto(f"{exchange}/links")
    link = page.locator("main .card a").first.get_attribute("href")

    for path in (f"{closed}/door", door, link, "/twinning/welcome"):
        audit.visit(path)
    assert not audit.wrong, "\n".join(audit.wrong)
