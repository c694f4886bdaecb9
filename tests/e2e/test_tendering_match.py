"""A match in a browser: why it fits, a no that teaches, a yes; in Swedish and English, for everybody."""

import os
import re
from pathlib import Path

import pytest

NOTICE = Path(__file__).parents[1] / "data/notices/S01_cn-standard_nordanstig.xml"
COMPANY = "Exempel Vinterväg AB"


@pytest.fixture(scope="module")
def notice(tender_house, forkserver):
    """A call for snow clearing that is open for many years, and a company; both taken in by commands."""
    file, register = tender_house.folder / NOTICE.name, tender_house.folder / "register.csv"
    text = re.sub(r"<cbc:EndDate>\d{4}", "<cbc:EndDate>2090", NOTICE.read_text("utf-8"))
    file.write_text(text, "utf-8")
    register.write_text(f"Namn;Kommunkod\n{COMPANY};2132\n", "utf-8")
    own = {"UTBLICK_DATA_FOLDER": str(tender_house.folder / "var"), "UTBLICK_PLUGINS": "tendering"}
    for command in (("tendering", "import", str(file)), ("import", "organisations", str(register))):
        forkserver.run(*command, env={**os.environ, **own}).check_returncode()


def go_to_company(page):
    page.goto(f"/search?q={COMPANY.replace(' ', '+')}")
    page.get_by_role("main").get_by_role("link", name=COMPANY).first.click()


@pytest.mark.timeout(300)
def test_a_company_gets_a_match_and_its_no_teaches_the_profile(window_of, look_at, tender_house, notice):
    page = window_of(tender_house)
    audit = look_at(page, tender_house.url)

    go_to_company(page)
    page.get_by_role("button", name="Skapa ett utkast till profil").click()
    audit.look("profile, drafted")
    page.get_by_role("link", name="Ändra vad det säljer").click()
    page.get_by_label("Ord", exact=True).fill("snöröjning")
    page.get_by_role("button", name="Sök").last.click()
    page.get_by_label("Snöröjning (90620000)").check()
    audit.look("what it sells")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("button", name="Godkänn").click()
    go_to_company(page)
    page.get_by_role("link", name=re.compile("Snöröjning")).first.click()

    page.get_by_text("Gäller Snöröjning").wait_for()
    match = page.url
    for language in ("en", "sv"):
        audit.speak(language)
        audit.visit(match)
    page.get_by_role("button", name="Företaget är intresserat").wait_for()
    page.locator("details.menu > summary").click()
    page.get_by_role("link", name="Avböj").click()
    audit.look("turning down")
    page.get_by_label("Varför den inte passar").select_option("wrong_trade")
    page.get_by_role("button", name="Avböj").click()

    page.locator("#panel-tendering-match").get_by_text("lägre för det här företaget").wait_for()
    audit.look("match, turned down")
    page.get_by_role("button", name="Ta tillbaka").click()
    page.get_by_role("button", name="Ta upp igen").click()
    page.get_by_role("button", name="Företaget är intresserat").click()

    page.locator("main .badge", has_text="Intresserad").first.wait_for()
    assert not audit.wrong, "\n".join(audit.wrong)
