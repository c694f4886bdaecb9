"""A record's page: facts, next steps, what points at it, and what the reader may do."""

from decimal import Decimal
from html import unescape

import pytest

from utblick.identity.models import Organisation


@pytest.fixture
def platform(yard):
    return yard


def text_of(answer):
    assert answer.status_code == 200, answer.text[:3000]
    return unescape(answer.text).replace("\N{NO-BREAK SPACE}", " ")


def test_a_page_shows_the_facts_in_words(client, boat):
    page = text_of(
        client.get(f"/yard/boats/{boat('Freja', value=Decimal(90000), currency='EUR', note='Rad ett')}")
    )

    assert "<h1>Freja</h1>" in page
    assert "90 000 €" in page
    assert "Rad ett" in page
    assert ">Exempel Såg AB</a>" in page


def test_what_stands_in_the_head_is_not_said_again_below(platform, client, company):
    with platform.write() as ctx:
        held = ctx.session.get_one(Organisation, company)
        held.town, held.nuts = "Gnarp", "SE313"

    page = text_of(client.get(f"/organisations/{company}"))

    assert page.count("<dd>Gnarp</dd>") == 1
    assert "Gävleborgs län (SE313)" in page


def test_the_next_step_is_the_primary_button_and_the_others_are_at_hand(client, boat):
    boat_id = boat()
    page = text_of(client.get(f"/yard/boats/{boat_id}"))

    assert f'action="/yard/boats/{boat_id}/do/build"' in page
    assert f'href="/yard/boats/{boat_id}/do/scrap"' in page
    assert "/do/launch" not in page
    assert page.count('class="button primary"') == 1 + page.count('value="yes">')


def test_an_organisation_shows_what_points_at_it(client, boat, company):
    boat("Freja", stage="building")

    page = text_of(client.get(f"/organisations/{company}"))

    assert ">Freja</a>" in page
    assert "Being built" in page
    assert f"/yard/boats/new?organisation_id={company}" in page


def test_what_the_reader_may_not_see_is_not_on_the_page_of_an_organisation(client_as, boat, company):
    boat("Freja")

    page = text_of(client_as("reader").get(f"/organisations/{company}"))

    assert "Freja" not in page


def test_a_merged_organisation_leads_to_the_one_that_lives_on(platform, client, company):
    with platform.write() as ctx:
        other = ctx.organisations.register("Exempel Såg Aktiebolag")
        ctx.session.get_one(Organisation, other.id).merged_into = company

    answer = client.get(f"/organisations/{other.id}")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/organisations/{company}")


def test_a_record_that_is_not_there_is_not_found(client):
    assert client.get("/yard/boats/00000000-0000-7000-8000-000000000000").status_code == 404


def test_a_page_costs_the_same_number_of_queries_however_much_points_at_it(platform, client, boat, company):
    from sqlalchemy import event

    def queries():
        counted = []

        def count(_conn, _cursor, statement, *_rest):
            counted.append(statement)

        event.listen(platform.database.engine, "before_cursor_execute", count)
        assert client.get(f"/organisations/{company}").status_code == 200
        event.remove(platform.database.engine, "before_cursor_execute", count)
        return counted

    client.get(f"/organisations/{company}")
    boat("Ett")
    few = queries()
    for number in range(8):
        boat(f"Båt {number}")
    many = queries()

    assert len(few) == len(many)
