"""A choice whose values only the running installation knows: in forms, lists, files and the API."""

import re

import pytest


@pytest.fixture
def platform(yard):
    return yard


@pytest.fixture
def offered():
    """The values that a page's select of that name offers, and the one that is chosen."""

    def found(answer, name="berth"):
        assert answer.status_code in {200, 422}
        [select] = re.findall(rf'<select[^>]*name="{name}".*?</select>', answer.text, re.DOTALL)
        values = re.findall(r'<option value="([^"]+)"( selected)?>', select)
        return [value for value, _chosen in values], [value for value, chosen in values if chosen]

    return found


def new(company, **values):
    return {"name": "Freja", "organisation_id": str(company), **values}


def test_a_form_offers_what_the_installation_has_and_stores_it(client, company, stored, offered):
    page = client.get(f"/yard/boats/new?organisation_id={company}")
    made = client.submit("/yard/boats/new", new(company, berth="2132-south"))

    assert offered(page) == (["2132-north", "2132-south"], [])
    assert stored(made.headers["location"].rpartition("/")[2]).berth == "2132-south"
    assert "The southern berth" in client.get(made.headers["location"]).text


def test_what_is_withdrawn_stays_where_it_stands_and_is_not_chosen_anew(
    client, boat, company, stored, offered
):
    old, other = boat(berth="quay"), boat("Balder", berth="2132-north")

    assert offered(client.get(f"/yard/boats/{old}/edit")) == (["2132-north", "2132-south", "quay"], ["quay"])
    kept = client.submit(f"/yard/boats/{old}/edit", new(company, berth="quay", note="Målad"))
    moved = client.submit(f"/yard/boats/{other}/edit", new(company, name="Balder", berth="quay"))
    fresh = client.submit("/yard/boats/new", new(company, berth="quay"))

    assert (kept.status_code, moved.status_code, fresh.status_code) == (303, 422, 422)
    assert (stored(old).berth, stored(old).note, stored(other).berth) == ("quay", "Målad", "2132-north")


def test_what_is_no_choice_is_refused_at_the_field(client, company):
    answer = client.submit("/yard/boats/new", new(company, berth="9999-north"))

    assert answer.status_code == 422
    assert 'href="#f-berth"' in answer.text


def test_a_list_shows_names_is_filtered_by_them_and_goes_into_files(client, boat):
    boat("Freja", berth="2132-north")
    boat("Balder", berth="quay")

    page = client.get("/yard/boats?columns=berth&berth=quay")
    file = client.get("/yard/boats/export.csv?columns=name&columns=berth&sort=name").content.decode(
        "utf-8-sig"
    )

    assert "The old quay" in page.text
    assert "Balder" in page.text
    assert "Freja" not in page.text
    assert 'value="2132-south"' in page.text
    assert [line.split(";")[:2] for line in file.splitlines()[1:]] == [
        ["Balder", "The old quay"],
        ["Freja", "The northern berth"],
    ]


def test_programs_are_told_the_choices_and_held_to_them(client, company):
    client.headers.update({"accept": "application/json", "x-csrf-token": client.csrf})
    schemas = client.get("/schema").json()["components"]["schemas"]
    made = client.post("/api/yard/boats", json=new(company, berth="2132-north"))
    refused = client.post("/api/yard/boats", json=new(company, berth="quay"))

    assert schemas["yard.boat.new"]["properties"]["berth"]["anyOf"][0]["enum"] == [
        "2132-north",
        "2132-south",
        "quay",
    ]
    assert (made.status_code, made.json()["berth"]) == (201, "2132-north")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "berth")
