"""Partnerships in a browser: a profile from a leak to an introduction, and seats filled until the goal counts."""

import re

import pytest

PLUGINS = "partnerships,evaluation"
HOME = "/partnerships"


@pytest.fixture(scope="module")
def house(started, tmp_path_factory):
    """The platform with partnerships, goals, and the made-up year."""
    running = started(tmp_path_factory.mktemp("partnerships"), UTBLICK_PLUGINS=PLUGINS)
    yield running
    running.stop()


@pytest.fixture
def officer(browser_at, look_at):
    """The coordinator's window in Swedish, watched."""
    return look_at(browser_at())


def address(page, kind):
    """The address of the record that the page has come to."""
    page.wait_for_url(re.compile(rf"{HOME}/{kind}/[0-9a-f-]{{36}}$"))
    return f"{HOME}/{kind}/" + page.url.rpartition("/")[2]


def do(page, record, move, **answers):
    """Make a move of a record by its form, and come back to it."""
    page.goto(f"{record}/do/{move}")
    for name, value in answers.items():
        page.fill(f"[name={name}]", value)
    page.click("main button.primary")
    page.wait_for_url(f"**{record}")


def pick(page, name, text):
    """Type into a combobox and take the first that it offers."""
    page.fill(f"[name={name}_text]", text)
    page.locator("[role=option]").first.click()


def test_a_profile_with_a_leak_is_mended_reviewed_twice_published_and_leads_to_an_introduction(
    officer, browser_at, look_at, house
):
    page = officer.page
    page.goto(f"{HOME}/profiles/new")
    page.fill("[name=title]", "Paneler till Estland")
    pick(page, "organisation_id", "Demo Snickerifabrik")
    page.select_option("[name=money]", "paid")
    page.select_option("[name=exchanged]", "goods")
    for name in ("client_known", "action_plan", "searched"):
        page.select_option(f"[name={name}]", "true")
    page.fill("[name=short_title]", "Swedish joinery seeks builders")
    page.fill("[name=summary]", "Demo Snickerifabrik makes panels. Call 070-174 06 05.")
    page.fill("[name=description]", "Panels of pine in small series.")
    page.fill("[name=sought]", "Builders in Estonia.")
    page.click("main button.primary")
    profile = address(page, "profiles")
    officer.look("a leak")
    assert page.locator("#panel-partnerships-profile_check mark").all_inner_texts() == [
        "Demo Snickerifabrik",
        "070-174 06 05",
    ]

    page.goto(f"{profile}/do/send")
    page.click("main button.primary")
    assert page.locator("#f-leak_reason-error").count() == 1
    officer.look("refused")
    page.goto(f"{profile}/edit")
    page.fill("[name=summary]", "A small Swedish joinery makes panels.")
    page.click("main button.primary")
    page.wait_for_url(f"**{profile}")
    do(page, profile, "send")
    page.goto(f"{profile}/do/approve")
    page.click("main button.primary")
    page.wait_for_url(f"**{profile}")
    assert "Någon annan måste granska" in page.locator("body").inner_text()

    colleague = look_at(browser_at(email=house.administrator))
    do(colleague.page, profile, "approve", comment="Går inte att gissa.")
    do(colleague.page, profile, "publish", external_by="Demo-noden")
    colleague.look("published")

    nobody = look_at(browser_at(signed_in=False))
    nobody.visit(f"{HOME}/open")
    nobody.page.get_by_role("link", name="Swedish joinery seeks builders").click()
    nobody.look("public profile")
    assert "Snickerifabrik" not in nobody.page.content()
    for name, value in {
        "from_organisation": "Demo Ehitus OÜ",
        "country": "Estonia",
        "from_name": "Mart Demonson",
        "from_email": "mart@ehitus.example",
        "who": "Builders.",
        "why": "Panels.",
        "what_next": "Prices.",
    }.items():
        nobody.page.fill(f"[name={name}]", value)
    nobody.page.click("main button.primary")
    nobody.page.wait_for_url("**/partnerships/thanks*")
    nobody.look("thanks")

    page.goto(profile)
    page.locator("main a[href^='/partnerships/interests/']", has_text="Demo Ehitus").first.click()
    interest = address(page, "interests")
    officer.look("interest")
    for move in ("screen", "forward"):
        page.goto(interest)
        page.locator(f"#panel-partnerships-interest_next a[href$='/do/{move}']").click()
        page.click("main button.primary")
        page.wait_for_url(f"**{interest}")
    do(page, interest, "introduce", consent_by="Alva Demonsson")
    officer.look("introduced")
    assert "Partnern vet att" in page.locator("#panel-partnerships-interest_next").inner_text()
    assert officer.wrong + colleague.wrong + nobody.wrong == []


def test_seats_are_filled_until_the_rules_are_met_and_the_signed_agreement_counts(
    officer, browser_at, look_at, house
):
    administrator = browser_at(email=house.administrator)
    page = officer.page
    page.goto(f"{HOME}/consortia?q=Kustens")
    page.locator(f"main a[href^='{HOME}/consortia/']", has_text="Kustens unga").first.click()
    consortium = address(page, "consortia")
    officer.visit(f"{consortium}/build")
    assert "11 internationella deltagare" in page.locator("#verdict").inner_text()
    page.fill("[name=international]", "26")
    page.locator("form[action$='/facts'] button").click()
    page.locator("a[href*='?seat=']").last.click()
    officer.look("a seat")
    page.get_by_role("button", name="Välj Demo-Metsaküla (påhittad kommun)").click()
    page.locator("form[action$='/invite'] button").click()
    page.wait_for_load_state()
    officer.look("invited")

    administrator.goto("/admin/mail")
    administrator.get_by_role("link", name=re.compile("Demo-Metsaküla")).first.click()
    link = re.search(r"/partnerships/invitation/[\w-]{43}", administrator.content())[0]
    nobody = look_at(browser_at(signed_in=False))
    nobody.visit(link)
    nobody.page.locator("[name=accepts][value=yes]").check()
    nobody.page.fill("[name=answered_by]", "Mart Demonson")
    nobody.page.click("main button.primary")
    nobody.page.wait_for_url("**/partnerships/answered*")
    nobody.look("answered")

    officer.visit(f"{consortium}/build")
    assert page.locator("#verdict .notice").inner_text().startswith("Ja")

    page.goto("/")
    counted = page.locator("article.goal", has_text="småföretag").locator(".of")
    before = int(counted.inner_text().split()[0])
    page.goto(f"{HOME}/projects/new")
    page.fill("[name=title]", "Demo-projekt")
    page.click("main button.primary")
    project = address(page, "projects")
    for name in ("Demo Bysoft AB", "Demo Hajautus Oy"):
        page.locator("#panel-partnerships-project_partners summary", has_text="Lägg till en partner").click()
        pick(page, "organisation_id", name)
        page.fill("#f-budget", "10 000")
        page.locator("form[action$='/partners'] button").click()
        page.wait_for_url(f"**{project}")
    officer.look("partners")
    page.goto(f"{HOME}/agreements/new?project_id={project.rpartition('/')[2]}")
    page.click("main button.primary")
    agreement = address(page, "agreements")
    do(page, agreement, "sign")
    officer.look("signed")
    assert "Det räknas" in page.locator("#panel-partnerships-agreement_counts").inner_text()
    page.goto("/")
    page.locator("article.goal .of", has_text=re.compile(rf"^{before + 1} av 3")).wait_for()
    assert before == 1
    assert officer.wrong + nobody.wrong == []


def test_parts_of_pages_and_a_radar_without_hits_are_sound_in_both_languages(audit):
    page = audit.page
    found = {}
    for kind in ("profiles", "projects", "meetings"):
        page.goto(f"{HOME}/{kind}?view=list")
        pattern = re.compile(rf"{HOME}/{kind}/[0-9a-f-]{{36}}$")
        links = page.locator(f"main a[href^='{HOME}/{kind}/']").all()
        found[kind] = next(
            href for link in links if (href := link.get_attribute("href")) and pattern.search(href)
        )
    for path in (
        f"{HOME}/radar?view=upcoming&q=xyz",
        f"{found['profiles']}/check",
        f"{found['projects']}/partners",
        f"{found['meetings']}/participants",
    ):
        audit.visit(path)
    assert audit.wrong == []


def test_the_builder_works_without_javascript(window_of, house):
    page = window_of(house, javascript=False)
    page.goto(f"{HOME}/consortia/new")
    page.fill("[name=title]", "Utan skript")
    page.select_option("[name=rules]", "interreg-central-baltic")
    page.click("main button.primary")
    page.goto(address(page, "consortia") + "/build")
    page.locator("details summary", has_text="Sök en partner till").click()
    page.select_option("[name=wanted_kind]", "municipality")
    page.fill("[name=wanted_country]", "EE")
    page.locator("form[action$='/seats'] button").click()
    page.locator("a[href*='?seat=']").last.click()
    page.get_by_role("button", name="Välj Demo-Metsaküla (påhittad kommun)").click()
    page.locator("details summary", has_text="Svaret kom på annat sätt").click()
    page.locator("form[action$='/answer'] button").click()

    text = page.locator("#verdict").inner_text()
    assert "gemensam utveckling" in text
    assert "partner från" not in text.split("\n")[1]
