"""Writing records: what is asked, what is refused, and that nothing is lost on the way."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest


@pytest.fixture
def platform(yard):
    return yard


def inputs(answer):
    """Name and value of every input of a page."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", answer.text):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[unescape(name[1])] = unescape(value[1]) if value else ""
    return found


def test_a_new_record_begins_with_what_the_address_says_and_the_defaults_of_the_table(client, company):
    answer = client.get(f"/yard/boats/new?organisation_id={company}")

    assert answer.status_code == 200
    assert inputs(answer)["organisation_id"] == str(company)
    assert inputs(answer)["organisation_id_text"] == "Exempel Såg AB"
    assert '<option value="SEK" selected>' in answer.text
    assert 'name="stage"' not in answer.text


def test_a_new_record_is_stored_and_shown(client, company, stored):
    answer = client.submit(
        "/yard/boats/new",
        {
            "name": "Freja",
            "organisation_id": str(company),
            "value": "1 250 000,50",
            "currency": "EUR",
            "due_on": "2026-12-24",
        },
    )

    assert answer.status_code == 303
    boat = stored(answer.headers["location"].rpartition("/")[2])
    assert (boat.name, boat.value, boat.currency, boat.due_on) == (
        "Freja",
        Decimal("1250000.50"),
        "EUR",
        date(2026, 12, 24),
    )
    assert "Freja" in client.get(answer.headers["location"]).text


def test_an_organisation_that_is_typed_by_name_is_found_without_javascript(client, company, stored):
    answer = client.submit(
        "/yard/boats/new", {"name": "Freja", "organisation_id": "", "organisation_id_text": "Exempel Såg AB"}
    )

    assert stored(answer.headers["location"].rpartition("/")[2]).organisation_id == company


def test_saving_and_adding_another_keeps_what_the_address_said(client, company):
    answer = client.submit(
        f"/yard/boats/new?organisation_id={company}",
        {"name": "Freja", "organisation_id": str(company), "then": "new"},
    )

    assert answer.headers["location"] == f"/yard/boats/new?organisation_id={company}"


def test_a_refused_form_keeps_everything_and_says_what_is_wrong_at_each_field(client, company):
    answer = client.submit(
        "/yard/boats/new",
        {
            "name": "",
            "organisation_id": str(company),
            "organisation_id_text": "Exempel Såg AB",
            "value": "dyr",
            "due_on": "31/02",
            "note": "Klar till våren",
        },
    )

    assert answer.status_code == 422
    assert inputs(answer)["value"] == "dyr"
    assert inputs(answer)["due_on"] == "31/02"
    assert inputs(answer)["organisation_id"] == str(company)
    assert "Klar till våren" in answer.text
    assert 'href="#f-name"' in answer.text
    assert 'id="f-name-error"' in answer.text
    assert 'id="f-value-error"' in answer.text
    assert 'id="f-due_on-error"' in answer.text
    assert "data-focus" in answer.text


def test_what_is_typed_is_never_markup(client, boat):
    boat_id = boat("<script>alert(1)</script>", note="<img src=x onerror=alert(2)>")

    for page in (f"/yard/boats/{boat_id}", f"/yard/boats/{boat_id}/edit", "/yard/boats/board"):
        text = client.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_a_change_is_stored_and_raises_the_version(client, boat, stored):
    boat_id = boat("Freja")

    answer = client.submit(f"/yard/boats/{boat_id}/edit", {"version": "1", "name": "Frej"})

    assert answer.status_code == 303
    assert (stored(boat_id).name, stored(boat_id).version) == ("Frej", 2)


def test_two_who_change_different_fields_both_keep_theirs(client, boat, stored):
    boat_id = boat("Freja", note="Först")
    client.submit(f"/yard/boats/{boat_id}/edit", {"version": "1", "name": "Freja", "note": "Deras"})

    answer = client.submit(f"/yard/boats/{boat_id}/edit", {"version": "1", "name": "Min", "note": "Först"})

    assert answer.status_code == 303
    assert (stored(boat_id).name, stored(boat_id).note) == ("Min", "Deras")


def test_two_who_change_one_field_see_both_values_and_choose(client, boat, stored):
    boat_id = boat("Freja")
    client.submit(f"/yard/boats/{boat_id}/edit", {"version": "1", "name": "Deras"})

    met = client.submit(f"/yard/boats/{boat_id}/edit", {"version": "1", "name": "Min"})

    assert met.status_code == 409
    assert stored(boat_id).name == "Deras"
    assert "Deras" in met.text
    assert inputs(met)["name"] == "Min"
    assert inputs(met)["version"] == "2"
    theirs = client.submit(f"/yard/boats/{boat_id}/edit", {"version": "2", "name": "Min", "theirs": "name"})
    assert (theirs.status_code, stored(boat_id).name) == (303, "Deras")
    client.submit(f"/yard/boats/{boat_id}/edit", {"version": "2", "name": "Min"})
    assert stored(boat_id).name == "Min"


def test_a_refused_change_still_knows_the_version_that_its_writer_saw(client, boat, stored):
    boat_id = boat("Freja")
    client.submit(f"/yard/boats/{boat_id}/edit", {"version": "1", "name": "Deras"})

    refused = client.submit(f"/yard/boats/{boat_id}/edit", {"version": "1", "name": "Min", "due_on": "31/02"})

    assert refused.status_code == 422
    assert inputs(refused)["version"] == "1"


def test_a_record_is_removed_after_a_question_and_its_history_stays(client, boat, stored):
    boat_id = boat("Freja")

    assert client.get(f"/yard/boats/{boat_id}/remove").status_code == 200
    answer = client.submit(f"/yard/boats/{boat_id}/remove")

    assert (answer.status_code, answer.headers["location"]) == (303, "/yard/boats")
    assert stored(boat_id) is None


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_form_never_leads_to_another_host(client, boat, back):
    boat_id = boat("Freja")

    answer = client.submit(f"/yard/boats/{boat_id}/edit", {"version": "1", "name": "Frej", "back": back})

    assert answer.headers["location"] == f"/yard/boats/{boat_id}"


def test_who_may_only_read_meets_no_form(client_as, boat, stored):
    boat_id = boat("Freja")
    reader = client_as("reader")

    assert reader.get("/yard/boats/new").status_code == 403
    assert reader.submit(f"/yard/boats/{boat_id}/edit", {"version": "1", "name": "Min"}).status_code == 403
    assert stored(boat_id).name == "Freja"
