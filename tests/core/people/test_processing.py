"""The register of processing and the access report: complete, printable, and the same for programs."""

import csv
import io

from sqlmodel import select

from utblick.access.models import AuditEntry

PLACE = "/admin/personal-data"
NAME, MAIL = "Åsa Sökvist-Exempel", "asa@sokvist.example"


def test_the_register_answers_every_question_of_article_30(client):
    told = client.get(f"{PLACE}/register.json").json()
    core = next(one for one in told["processing"] if one["owner"] == "core")

    assert set(core["facts"]) == {
        "Ändamål",
        "Rättslig grund",
        "Vilka personer",
        "Vilka uppgifter",
        "Mottagare",
        "Lagringstid",
        "Skyddsåtgärder",
    }
    assert "Personer: namn, e-post, telefon, anteckning." in core["facts"]["Vilka uppgifter"]
    assert "Säkerhetslogg: 24 månader, därefter: gallra." in core["facts"]["Lagringstid"]
    assert (core["lacking"], core["missing"], told["controller"]["municipality_code"]) == ([], None, "2132")


def test_what_a_plugin_does_not_say_is_named_and_not_passed_over(client):
    page = client.get(PLACE).text

    assert "Inte angivet: Rättslig grund, Vilka personer, Mottagare" in page
    assert "Cases of the desk: 24 månader, därefter: granska." in page


def test_the_register_is_printed_and_is_a_table(client):
    table = client.get(f"{PLACE}/register.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))

    assert client.get(f"{PLACE}/register.pdf").content.startswith(b"%PDF")
    assert [row[0] for row in rows] == ["Verksamhetsområde", "Desk", "Utblick"]
    assert {len(row) for row in rows} == {8}


def test_the_report_is_handed_out_on_paper_and_that_is_logged(platform, client, client_as, person, case):
    case("Fråga", person_id=person)

    file = client.get(f"/people/{person}/access-report.pdf")

    assert (file.status_code, file.headers["content-type"]) == (200, "application/pdf")
    assert file.content.startswith(b"%PDF")
    assert client_as("officer").get(f"/people/{person}/access-report.pdf").status_code == 403
    with platform.read() as ctx:
        assert ctx.session.exec(select(AuditEntry.action)).all() == ["person.exported"]


def test_the_report_holds_what_logs_and_events_say_of_the_person(client, person):
    client.get(f"/people/{person}/access-report")
    core = client.get(f"/people/{person}/access-report.json").json()["parts"][-1]

    assert [one["title"] for one in core["data"]["core_audit"]] == ["Tog fram ett registerutdrag"]
    assert core["data"]["core_event"][0]["title"].startswith(NAME)
