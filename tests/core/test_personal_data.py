"""Personal data as an administrator meets them: the person's page, the pages of the room, the command."""

import json
import re

import pytest
from sqlmodel import select

from utblick.access.audit import audit
from utblick.access.models import AuditEntry
from utblick.context import Ref
from utblick.i18n.format import habits
from utblick.identity.models import Organisation, Person
from utblick.privacy.models import Erasure
from utblick.testing.scan import places_of

NAME, MAIL = "Åsa Sökvist-Exempel", "asa@sokvist.example"


@pytest.fixture
def plugins():
    return ()


@pytest.fixture
def person(platform):
    with platform.write() as ctx:
        company = ctx.organisations.register("Exempel Såg AB").id
        made = ctx.people.register(NAME, email=MAIL, phone="070-174 06 05").id
        ctx.people.join(made, company, role="Vd")
        return made


def test_the_persons_page_leads_to_the_report_and_to_the_erasure(client, person):
    box = client.get(f"/panels/core.personal_data/{person}").text

    assert f'href="/people/{person}/access-report"' in box
    assert f'href="/people/{person}/erase"' in box
    assert "core-personal_data" in client.get(f"/people/{person}").text


@pytest.mark.parametrize("role", ["reader", "officer", "coordinator"])
def test_only_who_may_handle_personal_data_comes_here(client_as, person, role):
    client = client_as(role)
    places = [f"/people/{person}/access-report", f"/people/{person}/erase", "/admin/personal-data"]

    assert [client.get(place).status_code for place in places] == [403] * 3
    assert client.submit(f"/people/{person}/erase").status_code == 403
    assert "core-personal_data" not in client.get(f"/people/{person}").text


def test_the_report_is_read_as_a_page_and_taken_along_as_a_file(platform, client, person):
    page = client.get(f"/people/{person}/access-report").text
    file = client.get(f"/people/{person}/access-report.json")

    assert all(word in page for word in (NAME, MAIL, "070-174 06 05", "Exempel Såg AB", "Lagringstid"))
    told = json.loads(file.content)
    assert told["complete"] is True
    assert told["parts"][0]["data"]["core_person"][0]["email"] == MAIL
    assert file.headers["content-type"].startswith("application/json")
    with platform.read() as ctx:
        assert ctx.session.exec(select(AuditEntry.action)).all() == ["person.exported"] * 2


def test_the_page_of_the_report_speaks_in_words_and_in_the_order_of_the_form(platform, client, person):
    with platform.read() as ctx:
        ids = [str(one.id) for one in (ctx.people.get(person), *ctx.session.exec(select(Organisation)))]
        changed = f"{ctx.now.day} {habits('sv').long_months[ctx.now.month]} {ctx.now.year}"
    page = client.get(f"/people/{person}/access-report").text
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<h1") :]))

    assert re.search(rf"Namn {NAME} E-post {MAIL} Telefon 070-174 06 05", text)
    assert "Land Sverige" in text
    assert f"När {changed}" in text
    assert "Vad Tillagd" in text
    assert "Organisation: Exempel Såg AB" in text
    assert not [one for one in ids if one in text]
    assert not re.search(r"\b(created|active|public_interest|is_main|organisation_id|version)\b", text)


def test_what_will_go_is_shown_before_it_goes(platform, client, person):
    page = client.get(f"/people/{person}/erase").text

    assert re.search(r"Personer: 1,\s*Kontaktpersoner: 1", page)
    assert "Det går inte att ångra." in page
    with platform.read() as ctx:
        assert ctx.session.get(Person, person) is not None


def test_the_result_says_who_has_let_go_and_the_page_of_the_person_is_gone(platform, client, person):
    answer = client.submit(f"/people/{person}/erase")
    page = client.get(answer.headers["location"]).text

    assert answer.status_code == 303
    assert "Personen har raderats" in page
    assert "Raderat" in page
    assert client.get(f"/people/{person}").status_code == 404
    assert client.get(f"/people/{person}/erase").status_code == 404
    assert "Raderat" in client.get("/admin/personal-data").text
    assert "En person raderades" in client.get("/admin/audit").text
    assert places_of(platform, NAME, MAIL) == []


def test_the_audit_log_keeps_what_was_done_to_the_erased_person_and_no_word_of_theirs(
    platform, client, person
):
    with platform.write() as ctx:
        audit(ctx, "test.happened", Ref("core", "person", person), said=[f"{NAME} <{MAIL.upper()}>", 7])
        audit(ctx, "test.happened", Ref("core", "person", person), said=f"{NAME}s ärende")
    client.get(f"/people/{person}/access-report.json")
    assert client.get("/admin/audit").text.count(f">{NAME}</a>") == 3
    client.submit(f"/people/{person}/erase")

    page = client.get("/admin/audit").text
    file = client.get("/admin/audit/export.csv").text

    assert [word for word in (NAME, MAIL, MAIL.upper()) if word in page + file] == []
    assert page.count("Person som inte finns kvar") == 5
    assert "… &lt;…&gt;, 7" in page
    assert "… ärende" in page
    assert file.count(f"core/person/{person}") == 5


def test_who_may_not_read_about_people_sees_only_the_sort_of_record(platform, client, client_as, person):
    client.get(f"/people/{person}/access-report.json")
    client.submit("/admin/roles/officer", {"permissions": ["core.audit"]})

    page = client_as("officer").get("/admin/audit?action=person.exported").text

    assert NAME not in page
    assert re.search(r">\s*Person\s*<", page)
    assert "som inte finns kvar" not in page


def test_the_register_of_processing_says_what_for_and_how_long(client):
    page = client.get("/admin/personal-data").text

    assert "För att nå personer på de företag och organisationer som kommunen samarbetar med." in page
    assert "Mejl tas bort nittio dagar efter att de skickades eller avbröts." in page
    assert "Personer: namn, e-post, telefon, anteckning." in page


def test_an_erasure_that_is_not_there_is_not_found(client):
    unknown = "019a0000-0000-7000-8000-000000000000"

    assert client.get(f"/admin/personal-data/erasures/{unknown}").status_code == 404
    assert client.submit(f"/admin/personal-data/erasures/{unknown}/again").status_code == 404
    assert client.submit(f"/people/{unknown}/erase").status_code == 404


@pytest.mark.slow
def test_the_command_hands_out_asks_and_erases(platform, cli, person, tmp_path):
    file = tmp_path / "utdrag.json"
    assert cli("person", "export", str(person), "--output", str(file)).returncode == 0
    assert json.loads(file.read_text())["person"]["name"] == NAME

    declined = cli("person", "erase", str(person), input="n\n")
    assert (declined.returncode, MAIL in declined.stdout) == (1, False)
    assert "People: 1" in declined.stdout
    assert places_of(platform, MAIL) != []

    done = cli("person", "erase", str(person), "--yes")
    assert (done.returncode, done.stdout.splitlines()[-1].partition(",")[0]) == (0, "core: erased")
    assert places_of(platform, NAME, MAIL) == []
    with platform.read() as ctx:
        assert ctx.session.exec(select(Erasure.state)).all() == ["done"]
