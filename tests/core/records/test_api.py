"""What programs can do, and what they are told when they cannot."""

import pytest

from utblick.context import SYSTEM

BASE = "/api/core/organisations"


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ()


@pytest.fixture
def api(client):
    client.headers.update({"accept": "application/json", "x-csrf-token": client.csrf})
    return client


def test_a_record_is_added_read_and_changed(api):
    made = api.post(
        BASE,
        json={
            "name": "Exempel Såg AB",
            "kind": "company",
            "orgnr": "559980-0017",
            "tags": ["trä"],
            "turnover": "1250000.50",
        },
    )
    assert made.status_code == 201, made.text
    one = api.get(f"{BASE}/{made.json()['id']}").json()
    assert one == made.json()
    assert (one["name"], one["kind"], one["tags"], one["version"]) == (
        "Exempel Såg AB",
        "company",
        ["trä"],
        1,
    )
    assert float(one["turnover"]) == 1250000.5
    changed = api.patch(f"{BASE}/{one['id']}", json={"town": "Bergsjö", "version": 1})
    assert (changed.status_code, changed.json()["town"], changed.json()["version"]) == (200, "Bergsjö", 2)


def test_a_change_on_top_of_an_old_version_is_refused(api):
    one = api.post(BASE, json={"name": "Exempel", "kind": "company"}).json()
    api.patch(f"{BASE}/{one['id']}", json={"town": "Bergsjö"})
    late = api.patch(f"{BASE}/{one['id']}", json={"town": "Gnarp", "version": 1})
    assert (late.status_code, late.headers["content-type"]) == (409, "application/problem+json")
    assert api.get(f"{BASE}/{one['id']}").json()["town"] == "Bergsjö"


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({}, ["name", "kind"]),
        ({"name": "", "kind": "company"}, ["name"]),
        ({"name": "A", "kind": "nonsense"}, ["kind"]),
        ({"name": "A", "kind": "company", "employees": "many"}, ["employees"]),
        ({"name": "A", "kind": "company", "employees": -1}, ["employees"]),
        ({"name": "A", "kind": "company", "employees": 1.5}, ["employees"]),
        ({"name": "A", "kind": "company", "employees": 10**30}, ["employees"]),
        ({"name": "A", "kind": "company", "country": "XX"}, ["country"]),
        ({"name": "A", "kind": "company", "last_contact": "2026-02-31"}, ["last_contact"]),
        ({"name": "A", "kind": "company", "exports": "yes"}, ["exports"]),
        ({"name": "A", "kind": "company", "tags": "trä"}, ["tags"]),
        ({"name": "A", "kind": "company", "tags": [1]}, ["tags"]),
        ({"name": 7, "kind": "company"}, ["name"]),
        ({"name": "A" * 201, "kind": "company"}, ["name"]),
        ({"name": "A", "kind": "company", "email": "not an address"}, ["email"]),
        ({"name": "A", "kind": "company", "website": "javascript:alert(1)"}, ["website"]),
        ({"name": "A", "kind": "company", "turnover_currency": "XYZ"}, ["turnover_currency"]),
        ({"name": "A", "kind": "company", "id": "x", "version": 3}, ["id", "version"]),
        ({"name": "A", "kind": "company", "orgnr": "559980-0018"}, ["orgnr"]),
    ],
)
def test_every_wrong_field_is_named_and_nothing_is_stored(api, sent, fields):
    refused = api.post(BASE, json=sent)
    assert refused.status_code == 422, refused.text
    assert [problem["field"] for problem in refused.json()["errors"]] == fields
    assert api.get(BASE).json()["data"] == []


@pytest.mark.parametrize("body", ["[]", "7", "null", "{", '"x"', "\x00"])
def test_a_body_that_is_no_object_is_refused(api, body):
    answer = api.post(BASE, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422


def test_the_same_organisation_number_twice_is_refused(api):
    api.post(BASE, json={"name": "A", "kind": "company", "orgnr": "559980-0017"})
    assert api.post(BASE, json={"name": "B", "kind": "company", "orgnr": "559980-0017"}).status_code == 422


def test_a_list_is_walked_by_its_cursor(api, platform):
    with platform.write(SYSTEM) as ctx:
        for number in range(25):
            ctx.organisations.register(f"Exempel {number:02}", country="SE" if number else "NO")
    names, after = [], ""
    while after is not None:
        page = api.get(BASE, params={"limit": 10, "after": after, "sort": "-name"}).json()
        names += [one["name"] for one in page["data"]]
        after = page["next"]
    assert names == [f"Exempel {number:02}" for number in reversed(range(25))]
    assert [one["name"] for one in api.get(BASE, params={"country": "NO"}).json()["data"]] == ["Exempel 00"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "limit=٣",
        "sort=password",
        "after=zzz",
        "country=XX",
        "employees_from=x",
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(api, query):
    answer = api.get(f"{BASE}?{query}")
    assert answer.status_code == 422
    assert [problem["field"] for problem in answer.json()["errors"]] == [query.partition("=")[0]]


def test_what_is_not_there_is_not_found(api):
    assert api.get(f"{BASE}/019a0000-0000-7000-8000-000000000000").status_code == 404
    assert api.patch(f"{BASE}/019a0000-0000-7000-8000-000000000000", json={}).status_code == 404


def test_programs_need_a_token_and_readers_cannot_write(platform, client_as):
    assert client_as(None).get(BASE, headers={"accept": "application/json"}).status_code == 401
    reader = client_as("reader")
    answer = reader.post(BASE, json={"name": "A", "kind": "company"}, headers={"x-csrf-token": reader.csrf})
    assert answer.status_code == 403


def test_a_session_without_its_form_token_cannot_write(client):
    assert client.post(BASE, json={"name": "A", "kind": "company"}).status_code == 403


def test_answers_are_not_kept_by_caches(api):
    assert api.get(BASE).headers["cache-control"] == "no-store"


def test_the_page_for_people_names_every_record_type(client):
    text = client.get("/api").text
    assert "/api/core/organisations" in text
    assert "/api/core/people" in text
