"""Organisations, people and their belonging, through the pages, on both databases."""

import re
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from sqlalchemy import select

from utblick.bus.tables import event_table
from utblick.testing.client import signed_in_client

COMPANY = {"kind": "company", "country": "SE", "status": "active"}


@pytest.fixture
def plugins():
    return ()


@pytest.fixture
def officer(platform_on, standing):
    return signed_in_client(platform_on, standing.app(platform_on), "officer")


@pytest.fixture
def told(platform_on):
    """The events so far: name and data."""

    def read():
        with platform_on.read() as ctx:
            rows = ctx.session.execute(
                select(event_table.c.name, event_table.c.data).order_by(event_table.c.seq)
            ).all()
        return [(name, msgspec.json.decode(data)["data"]) for name, data in rows]

    return read


def added(client, path, form):
    answer = client.submit(f"{path}/new", form)
    assert answer.status_code == 303, wrong(answer)
    return answer.headers["location"]


def wrong(answer):
    """The fields that the page marks as wrong, each with its sentence."""
    found = re.findall(r'id="f-(\w+)-error">.*?</span>\s*([^<]+)<', answer.text, re.DOTALL)
    return {field: sentence.strip() for field, sentence in found}


def company(client, name="Exempel Såg AB", **more):
    return added(client, "/organisations", {**COMPANY, "name": name, **more})


def person(client, name="Anna Exempel", **more):
    given = {"name": name, "legal_basis": "public_interest", "language": "sv", "country": "SE"}
    return added(client, "/people", {**given, "status": "active", **more})


def as_data(client, page):
    return client.get(f"/api/core{page}", headers={"accept": "application/json"}).json()


def test_an_organisation_is_registered_told_of_and_found(officer, told):
    page = company(officer, name="  Exempel   Såg AB ", orgnr="5599800017", municipality="2132")

    stored = as_data(officer, page)
    assert (stored["name"], stored["orgnr"]) == ("Exempel Såg AB", "559980-0017")
    assert told() == [
        (
            "core.organisation.registered",
            {
                "organisation_id": page.rpartition("/")[2],
                "kind": "company",
                "country": "SE",
                "municipality": "2132",
            },
        )
    ]
    assert "Exempel Såg AB" in officer.get("/organisations?q=såg").text
    assert "559980-0017" in officer.get(page).text


def test_a_changed_organisation_keeps_its_history_and_its_number_follows(officer, platform_on):
    page = company(officer, orgnr="559980-0017", town="Gnarp")
    given = {**COMPANY, "name": "Exempel Trä AB", "orgnr": "559980-0025", "town": "Bergsjö"}
    answer = officer.submit(f"{page}/edit", {**given, "version": "1"})

    assert answer.status_code == 303, wrong(answer)
    with platform_on.read() as ctx:
        held = ctx.organisations.identifiers(UUID(page.rpartition("/")[2]))
    assert held == {"se-orgnr": "559980-0025"}
    assert company(officer, name="Exempel Bageri AB", orgnr="559980-0017")
    shown = officer.get(page).text
    assert "Exempel Trä AB" in shown
    assert "Gnarp" in shown


def test_a_number_that_another_has_is_refused_at_its_field_and_names_the_other(officer, told):
    company(officer, orgnr="559980-0017")
    other = company(officer, name="Exempel Hyvleri AB")
    before = told()
    again = {**COMPANY, "name": "Exempel Kopia AB", "orgnr": "5599800017"}
    refusals = [
        officer.submit("/organisations/new", again),
        officer.submit(f"{other}/edit", {**again, "version": "1"}),
    ]
    program = officer.post(
        "/api/core/organisations",
        json={"name": "Exempel Kopia AB", "kind": "company", "orgnr": "559980-0017"},
        headers={"x-csrf-token": officer.csrf},
    )

    for refused in refusals:
        assert refused.status_code == 422
        assert wrong(refused) == {"orgnr": "Exempel Såg AB har redan det här organisationsnumret."}
    assert (program.status_code, [p["field"] for p in program.json()["errors"]]) == (422, ["orgnr"])
    assert told() == before
    assert as_data(officer, other)["name"] == "Exempel Hyvleri AB"


def test_numbers_of_other_registers_are_checked_by_their_scheme(officer, platform_on):
    page, other = company(officer), company(officer, name="Exempel Bageri AB")

    def add(where, scheme, value):
        return officer.submit(f"{where}/identifiers", {"scheme": scheme, "value": value})

    assert add(page, "eu-vat", "SE 556000 0002 01").status_code == 422
    assert add(page, "wikidata", "Q-42").status_code == 422
    assert add(page, "nonsense", "1").status_code == 422
    assert add(page, "wikidata", "q42").status_code == 303
    taken = add(other, "wikidata", "Q42")
    assert taken.status_code == 422
    assert "Q42" in taken.text
    with platform_on.read() as ctx:
        assert ctx.organisations.identifiers(UUID(page.rpartition("/")[2])) == {"wikidata": "Q42"}


def test_a_person_belongs_to_several_organisations_from_and_to_a_day(officer, platform_on, told):
    first, second = company(officer), company(officer, name="Exempel Bageri AB")
    anna = UUID(person(officer).rpartition("/")[2])
    for place in (first, second, first):
        given = {"person_id": str(anna), "role": "VD", "is_main": "true"}
        assert officer.submit(f"{place}/people", given).status_code == 303
    started = [data for name, data in told() if name == "core.membership.started"]
    assert len(started) == 2

    ended = started[0]["membership_id"]
    assert officer.submit(f"/memberships/{ended}/end", {"back": first}).headers["location"] == first
    again = officer.submit(f"/memberships/{ended}/end")

    assert again.status_code == 409
    assert [name for name, _data in told()].count("core.membership.ended") == 1
    with platform_on.read() as ctx:
        assert [one.id for one in ctx.people.at(UUID(second.rpartition("/")[2]))] == [anna]


def test_a_new_contact_person_is_registered_where_they_work(officer, platform_on):
    page = company(officer)
    form = {"name": "Bo Exempel", "email": "bo@sag.example", "phone": "070-174 06 05", "role": "Ägare"}

    assert officer.submit(f"{page}/people", form).status_code == 303
    assert officer.submit(f"{page}/people", {**form, "name": ""}).status_code == 422
    with platform_on.read() as ctx:
        [bo] = ctx.people.at(UUID(page.rpartition("/")[2]))
    assert (bo.name, bo.email, bo.legal_basis) == ("Bo Exempel", "bo@sag.example", "public_interest")


def test_an_organisation_is_related_to_others_and_never_to_itself(officer):
    page, other = company(officer), company(officer, name="Exempel Bageri AB")

    def relate(to, kind="supplies"):
        return officer.submit(f"{page}/relations", {"to_id": to.rpartition("/")[2], "kind": kind})

    assert relate(other).status_code == 303
    assert relate(page).status_code == 422
    assert relate(other, "nonsense").status_code == 422
    assert relate("/organisations/019a0000-0000-7000-8000-000000000000").status_code == 404


def test_a_person_is_kept_on_a_legal_basis_since_a_day(officer, told):
    page = person(
        officer, legal_basis="consent", basis_note="Sa ja på mässan", review_on="2027-01-31", mailings="true"
    )
    stored = as_data(officer, page)

    assert (stored["legal_basis"], stored["basis_note"]) == ("consent", "Sa ja på mässan")
    assert stored["basis_since"] == datetime.now(ZoneInfo("Europe/Stockholm")).date().isoformat()
    assert (stored["review_on"], stored["mailings"]) == ("2027-01-31", True)
    form = {"name": "Bo Exempel", "language": "sv", "country": "SE", "status": "active"}
    for basis in ("", "because"):
        refused = officer.submit("/people/new", {**form, "legal_basis": basis})
        assert (refused.status_code, list(wrong(refused))) == (422, ["legal_basis"])
    assert told() == [("core.person.registered", {"person_id": page.rpartition("/")[2]})]


def test_who_may_only_read_changes_nothing(platform_on, officer, standing):
    page = company(officer)
    reader = signed_in_client(platform_on, standing.app(platform_on), "reader")
    for address in ("/organisations/new", f"{page}/edit", f"{page}/people", f"{page}/relations"):
        assert reader.submit(address, {**COMPANY, "name": "Annat"}).status_code == 403

    assert as_data(reader, page)["name"] == "Exempel Såg AB"
