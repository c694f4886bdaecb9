"""Secrecy: what is marked is read by few, masked for all others in every way in, and each reading is logged."""

from io import BytesIO

import openpyxl
import pytest
from sqlmodel import select

from utblick.access.models import AuditEntry
from utblick.context import Ref
from utblick.records.comments import Comment
from utblick.records.files import keep_file
from utblick.records.tasks import add_task
from utblick.search import index
from utblick.web.request import Upload

NAME, MAIL, PHONE = "Åsa Sökvist-Exempel", "asa@sokvist.example", "070-174 06 05"
WORDS = (NAME, "Sökvist", MAIL, PHONE, "Hemlig adress", "Ring Åsa", "intyg-asa.txt", "Ordförande Åsa")
OPINION = "Bedömning: stämmer inte"


def told(client, *places, words=WORDS):
    """The places whose answers hold one of the words, and those that break."""
    found = []
    for place in places:
        answer = client.get(place)
        if answer.status_code >= 500 or any(word in answer.text for word in words):
            found.append((place, answer.status_code))
    return found


def read_of(platform, ref):
    with platform.read() as ctx:
        mine = (AuditEntry.action == "secret.read") & (AuditEntry.object == str(ref))
        return [entry.details["way"] for entry in ctx.session.exec(select(AuditEntry).where(mine))]


@pytest.fixture
def company(platform, person):
    with platform.write() as ctx:
        made = ctx.organisations.register("Exempel Såg AB").id
        ctx.people.join(person, made, role="Ordförande Åsa", email=MAIL)
        return made


@pytest.fixture
def around(platform, person, company, case):
    """All that can stand beside a person, and a case that points at her."""
    ref = Ref("core", "person", person)
    with platform.write() as ctx:
        ctx.people.get(person).note = "Hemlig adress"
        ctx.session.add(
            Comment(plugin="core", kind="person", record_id=person, text="Ring Åsa", created_at=ctx.now)
        )
        add_task(ctx, "Ring Åsa", about=ref, due_on=ctx.today)
        keep_file(ctx, ref, Upload("intyg-asa.txt", "text/plain", 2, BytesIO(b"ja")))
    return case("Fråga om lov", person_id=person, organisation_id=company)


@pytest.fixture
def mark(client):
    def put(ref, **values):
        sent = {"sort": "secret", "ground": "OSL 22 kap. 1 §", **values}
        return client.submit(f"/records/{ref}/marks", sent)

    return put


def ways(person, company, case):
    """Every way in by which somebody could come upon the person."""
    return [
        "/",
        "/people",
        "/people?q=sokvist",
        "/people?name=Åsa",
        "/people?sort=-name&columns=name,email,phone,note",
        "/people/export.csv?columns=name,email,phone,note",
        "/api/core/people",
        "/api/core/people?q=sokvist",
        f"/api/core/people/{person}",
        f"/people/{person}",
        f"/people/{person}/edit",
        f"/people/{person}/remove",
        f"/people/{person}/access-report",
        f"/records/core/person/{person}/timeline",
        f"/records/core/person/{person}/marks",
        "/search?q=sokvist",
        "/search/suggest?q=sokvist",
        "/pick/person?q=sokvist",
        f"/panels/core.people/{company}",
        f"/panels/core.memberships/{person}",
        f"/organisations/{company}",
        f"/records/core/organisation/{company}/timeline",
        f"/api/desk/cases/{case}",
        f"/desk/cases/{case}",
        f"/desk/cases/{case}/edit",
        "/desk/cases?columns=title,person_id",
        "/desk/cases/export.csv?columns=title,person_id",
        "/tasks?whose=all",
        "/calendar",
        "/panels/core.news",
        "/panels/core.coming",
        "/notices",
    ]


def test_before_the_mark_every_way_leads_to_her(client_as, person, company, around):
    officer = client_as("officer")

    found = {place for place, status in told(officer, *ways(person, company, around)) if status < 500}

    assert len(found) >= 20, sorted(set(ways(person, company, around)) - found)


def test_a_person_who_is_marked_as_secret_is_masked_for_others_in_every_way_in(
    client_as, person, company, around, mark
):
    mark(f"core/person/{person}")
    officer = client_as("officer")

    assert told(officer, *ways(person, company, around)) == []
    assert "Skyddad uppgift" in officer.get(f"/panels/core.people/{company}").text
    assert "Skyddad uppgift" in officer.get(f"/desk/cases/{around}").text
    page = officer.get(f"/people/{person}")
    assert (page.status_code, "sekretessmarkerad" in page.text) == (403, True)
    book = openpyxl.load_workbook(BytesIO(officer.get("/people/export.xlsx").content))
    assert [row[0].value for row in book.active.iter_rows(min_row=2)] == []


def test_her_files_and_what_is_written_about_her_open_for_nobody_else(
    platform, client_as, person, around, mark
):
    from utblick.records.models import StoredFile

    with platform.read() as ctx:
        file = ctx.session.exec(select(StoredFile.id)).one()
    mark(f"core/person/{person}")
    officer = client_as("officer")

    assert officer.get(f"/files/{file}").status_code == 403
    assert officer.submit(f"/records/core/person/{person}/comments", {"text": "Hej"}).status_code == 403
    assert officer.submit(f"/people/{person}/edit", {"name": "Annan"}).status_code == 403
    assert officer.submit("/people/bulk", {"ids": str(person), "do": "tag", "tag": "x"}).status_code == 200
    with platform.read() as ctx:
        row = ctx.people.get(person)
        assert (row.name, row.tags) == (NAME, [])


def test_who_may_read_what_is_secret_sees_her_everywhere_and_each_reading_is_logged(
    platform, client, client_as, person, company, around, mark
):
    ref = Ref("core", "person", person)
    mark(ref)
    before = len(read_of(platform, ref))

    client.get(f"/people/{person}")
    client.get("/people?q=sokvist")
    client.get("/search?q=sokvist")
    client.get("/people/export.csv")
    client.get(f"/api/core/people/{person}")
    client.get(f"/desk/cases/{around}")

    assert read_of(platform, ref)[before:] == [
        f"/people/{person}",
        "/people",
        "/search",
        "/people/export.csv",
        f"/api/core/people/{person}",
        f"/desk/cases/{around}",
    ]
    log = client.get("/admin/personal-data/readings").text
    assert f'href="/people/{person}"' in log
    assert "OSL 22 kap. 1 §" in client.get("/admin/personal-data/marks").text
    assert client_as("officer").get("/admin/personal-data/readings").status_code == 403


def test_what_is_not_marked_is_read_without_a_trace(platform, client, person):
    client.get(f"/people/{person}")
    client.get("/people")

    with platform.read() as ctx:
        assert ctx.session.exec(select(AuditEntry)).all() == []


def test_the_mark_is_set_and_lifted_by_those_who_may_read_and_names_its_ground(
    client, client_as, person, mark
):
    ref = f"core/person/{person}"

    without = mark(ref, ground=" ")
    refused = client_as("officer").submit(f"/records/{ref}/marks", {"sort": "secret", "ground": "x"})
    mark(ref)
    page = client.get(f"/people/{person}").text
    client.submit(f"/records/{ref}/marks", {"sort": "secret", "do": "lift"})

    assert (without.status_code, refused.status_code) == (422, 403)
    assert "Sekretessmarkerad" in page
    assert "OSL 22 kap. 1 §" in page
    assert NAME in client_as("officer").get("/people?q=sokvist").text


def test_search_keeps_what_is_secret_apart_also_when_it_is_built_anew(
    platform, client, client_as, person, mark
):
    mark(f"core/person/{person}")
    with platform.write() as ctx:
        index.rebuild(ctx)

    assert NAME in client.get("/api/core/people?q=sokvist").text
    assert NAME not in client_as("officer").get("/api/core/people?q=sokvist").text


def test_a_secret_field_is_not_there_for_those_who_may_not_read_it(platform, client_as, case):
    made = case("Fråga", opinion=OPINION)
    officer = client_as("officer")
    places = [
        "/desk/cases",
        "/desk/cases?columns=title,opinion",
        "/desk/cases?sort=opinion",
        f"/desk/cases/{made}",
        f"/desk/cases/{made}/edit",
        f"/records/desk/case/{made}/timeline",
        "/desk/cases/export.csv?columns=title,opinion",
        "/api/desk/cases",
        f"/api/desk/cases/{made}",
    ]

    assert told(officer, *places, words=[OPINION]) == []
    assert "Visas inte för dig" in officer.get(f"/desk/cases/{made}").text
    assert "opinion" not in officer.get(f"/api/desk/cases/{made}").json()
    assert officer.get("/desk/cases?opinion=Bedömning").text.count(f'href="/desk/cases/{made}"') == 1
    assert "opinion" not in officer.get("/api/openapi.json").text


def test_a_secret_field_is_not_overwritten_by_those_who_may_not_read_it(platform, client_as, case, stored):
    made = case("Fråga", opinion=OPINION)
    officer = client_as("officer")

    officer.submit(f"/desk/cases/{made}/edit", {"title": "Ny", "opinion": "Tömd", "caller": "A"})
    patched = officer.patch(
        f"/api/desk/cases/{made}", json={"opinion": "Tömd"}, headers={"x-csrf-token": officer.csrf}
    )

    assert (stored(made).title, stored(made).opinion) == ("Ny", OPINION)
    assert patched.status_code == 422


def test_reading_a_secret_field_is_logged_and_reading_beside_it_is_not(platform, client, client_as, case):
    made, empty = case("Fråga", opinion=OPINION), case("Tom")

    client_as("officer").get("/desk/cases")
    page = client.get("/desk/cases").text
    client.get(f"/desk/cases/{made}")
    client.get(f"/desk/cases/{empty}")

    assert OPINION in page
    assert read_of(platform, Ref("desk", "case", made)) == ["/desk/cases", f"/desk/cases/{made}"]
    assert read_of(platform, Ref("desk", "case", empty)) == []


def test_the_report_holds_what_is_secret_for_staff_since_it_is_held_about_the_person(
    platform, client, person, case
):
    case("Fråga", person_id=person, opinion=OPINION)

    assert OPINION in client.get(f"/people/{person}/access-report.json").text


def test_a_merge_needs_both_to_be_open(platform, client_as, person, mark):
    with platform.write() as ctx:
        other = ctx.people.register("Bo Exempel").id
    mark(f"core/person/{person}")
    officer = client_as("coordinator")

    officer.submit(f"/merge/person/{other}/{person}", {"merged_id": str(person)})

    with platform.read() as ctx:
        assert ctx.people.get(person).id == person
