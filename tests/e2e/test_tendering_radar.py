"""The radar in a browser: notices are taken in, found, watched and read, at a desk and on a phone."""

import os
from pathlib import Path

NOTICES = Path(__file__).parents[1] / "data/notices"


def test_an_officer_finds_a_procurement_and_keeps_watch(tender_house, forkserver, window_of, look_at):
    own = {"UTBLICK_DATA_FOLDER": str(tender_house.folder / "var"), "UTBLICK_PLUGINS": "tendering"}
    taken = forkserver.run("tendering", "import", str(NOTICES), env={**os.environ, **own})
    assert "refused" in taken.stdout
    page = window_of(tender_house, email=tender_house.administrator)
    audit = look_at(page, tender_house.url)

    for language in ("sv", "en"):
        audit.speak(language)
        for path in ("/tendering/radar", "/tendering/radar?view=new", "/tendering/notices/write",
                     "/tendering/intakes", "/tendering/watches/new?words=a"):  # fmt: skip
            audit.visit(path)

    audit.speak("sv")
    page.goto("/tendering/radar?view=new")
    page.fill("#f-words", "dynamiskt inköpssystem")
    page.get_by_role("button", name="Filtrera").click()
    page.get_by_role("link", name="IT-konsulttjänster, dynamiskt inköpssystem").wait_for()
    page.get_by_role("link", name="Spara sökningen").click()
    page.fill("#f-title", "Konsulter")
    page.get_by_role("button", name="Spara").first.click()
    page.wait_for_url("**/tendering/watches/*-*")
    audit.look("watch")
    page.get_by_role("link", name="IT-konsulttjänster, dynamiskt inköpssystem").click()
    page.wait_for_url("**/tendering/notices/*-*")
    audit.look("notice")
    assert audit.wrong == []
