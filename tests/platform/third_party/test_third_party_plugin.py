"""A plugin in a distribution of its own lives beside Utblick: it runs, shows up, hears, and goes without trace."""

import ast
import re
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest

from utblick.platform import assemble
from utblick.settings import Settings
from utblick.testing.leftovers import leftovers
from utblick.testing.running import eventually

ADMINISTRATOR = ("admin@nordanstig.example", "utsikt-over-havet")
ANSWER = {
    "verdict": "agree",
    "answered_by": "Vera Exempel",
    "without_help": "little",
    **dict.fromkeys(("at_risk", "prerequisite", "sped_up", "larger"), "yes"),
    "story": "no",
}


@pytest.mark.slow
def test_a_plugin_from_elsewhere_runs_hears_of_others_and_is_purged_without_trace(apart):
    (apart.folder / "utblick.toml").write_text('plugins = ["export_deals"]  # one so far\n')
    before = apart.start("--demo").sign_in(*ADMINISTRATOR)
    known = len(before.call("/api/export_deals/agreements?state=confirmed&limit=100")["data"])
    assert known > 0
    before.see("/visits/visits", status=404)
    apart.stop()

    enabled = apart.utblick("plugin", "enable", "visits")
    assert (enabled.returncode, enabled.stderr) == (0, "")
    assert "restart" in enabled.stdout
    assert (
        apart.folder / "utblick.toml"
    ).read_text() == 'plugins = ["export_deals", "visits"]  # one so far\n'

    house = apart.start().sign_in(*ADMINISTRATOR)
    shows_up(house)
    eventually(lambda: deals(house) == known)
    confirm_one_more(house, company=apart.browse(house.address))
    eventually(lambda: deals(house) == known + 1)
    assert ">confirmed_deals</code>" in house.see("/admin/bus")

    disabled = apart.utblick("plugin", "disable", "visits")
    assert disabled.returncode == 0, disabled.stderr
    early = apart.utblick("plugin", "purge", "visits", "--yes")
    assert (early.returncode, "A process still runs visits" in early.stderr) == (1, True)
    assert deals(house) == known + 1
    apart.stop()

    without = apart.start().sign_in(*ADMINISTRATOR)
    for path in ("/visits/visits", "/panels/visits.coming", "/api/visits/visits"):
        without.see(path, status=404)
    assert "/visits/" not in without.see("/")
    purged = apart.utblick("plugin", "purge", "visits", "--yes", "--export", "besok.zip")
    assert purged.returncode == 0, purged.stderr
    leaves_no_trace(apart, without)
    with ZipFile(apart.folder / "besok.zip") as kept:
        assert b"Exempeldelegation" in kept.read("tables/visits_visit.csv")


def shows_up(house):
    company = house.call("/api/core/organisations?limit=1")["data"][0]["id"]
    house.call(
        "/api/visits/visits",
        {"title": "Exempeldelegation", "organisation_id": company, "arrives_on": "2027-05-04"},
    )
    assert 'href="/visits/visits"' in house.see("/")
    assert "/panels/visits.coming" in house.see("/")
    assert "Exempeldelegation" in house.see("/visits/visits")
    assert "Exempeldelegation" in house.see("/panels/visits.coming")
    assert "Exempeldelegation" in re.sub(r"</?mark>", "", house.see("/search?q=exempeldelegation"))
    house.submit("/admin/roles/new", {"title": "Besöksvärd", "permissions": ["core.read", "visits.write"]})


def deals(house):
    return int(
        re.search(r"(\d+)\s+confirmed deal|(\d+)\s+bekräftad", house.see("/panels/visits.coming"))[0].split()[
            0
        ]
    )


def confirm_one_more(house, company):
    """As staff and company do it: ask, read the mail, answer by its link."""
    agreement = house.call("/api/export_deals/agreements?state=signed&limit=1")["data"][0]["id"]
    house.call(
        f"/api/export_deals/agreements/{agreement}/do/ask", {"recipient_email": "vd@exempelbolag.example"}
    )
    mail = re.search(r'href="(/admin/mail/[0-9a-f-]{36})"[^>]*>', house.see("/admin/mail"))[1]
    link = re.search(r"http\S+/export_deals/confirm/[\w-]+", house.see(mail))[0]
    form = company.see(urlsplit(link).path)
    seen = re.search(r'name="seen" value="(\d+)"', form)[1]
    company.submit(urlsplit(link).path, {**ANSWER, "seen": seen})


def leaves_no_trace(apart, house):
    settings = Settings(plugins=("export_deals",), data_folder=apart.folder / "var", strict=True)
    platform = assemble(settings)
    assert leftovers(platform, "visits") == []
    platform.close()
    for path in (
        "/",
        "/admin/bus",
        "/admin/jobs",
        "/admin/roles/besoksvard",
        "/search?q=exempeldelegation",
        "/tasks",
    ):
        assert "visits" not in house.see(path)
        assert "Exempeldelegation" not in house.see(path)


def test_it_knows_nothing_of_the_platform_but_the_facade_and_nothing_of_other_plugins():
    package = Path(__file__).parent / "utblick-visits" / "utblick_visits"
    imported = {
        name
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        for name in modules_of(node)
        if name.startswith("utblick") and not name.startswith("utblick_visits")
    }

    assert imported <= {"utblick", "utblick.api"}


def modules_of(node):
    if isinstance(node, ast.ImportFrom):
        return [node.module]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
