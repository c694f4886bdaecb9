"""The list of people: where each of them works, asked once for a page and not once for each."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import event

from utblick.identity import service


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ()


@pytest.fixture
def staffed(platform):
    """Anna at two organisations, the second as its main contact, and Bo where he has left."""
    with platform.write() as ctx:
        saw = ctx.organisations.register("Exempel Såg AB")
        inn = ctx.organisations.register("Exempel & Vänner")
        anna, bo, cecilia = (ctx.people.register(f"{name} Exempel") for name in ("Anna", "Bo", "Cecilia"))
        ctx.people.join(anna.id, saw.id, role="Ledamot")
        ctx.people.join(anna.id, inn.id, role="VD", is_main=True)
        left = ctx.people.join(bo.id, saw.id)
        service.leave(ctx, left, ends_on=ctx.today - timedelta(days=1))
        ctx.people.join(cecilia.id, saw.id, starts_on=ctx.today + timedelta(days=1))
    return saw.id, inn.id


def work_places(answer):
    rows = re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a></th><td>(.*?)</td>', answer.text)
    return {name: re.findall(r'<a href="/organisations/([^"]*)">([^<]*)</a>', cell) for name, cell in rows}


def test_people_are_listed_with_where_they_work_today_the_main_place_first(staffed, client):
    saw, inn = staffed

    found = work_places(client.get("/people"))

    assert {name: [(id_, unescape(place)) for id_, place in places] for name, places in found.items()} == {
        "Anna Exempel": [(str(inn), "Exempel & Vänner"), (str(saw), "Exempel Såg AB")],
        "Bo Exempel": [],
        "Cecilia Exempel": [],
    }


def test_the_file_of_the_list_names_the_places_too(staffed, client):
    text = client.get("/people/export.csv?columns=works_at").content.decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=";")) == [
        ["Namn", "Arbetar hos"],
        ["Anna Exempel", "Exempel & Vänner, Exempel Såg AB"],
        ["Bo Exempel", ""],
        ["Cecilia Exempel", ""],
    ]


def test_a_list_is_not_ordered_by_what_stands_in_another_table(staffed, client):
    page = client.get("/people?sort=works_at").text

    assert "Arbetar hos</a>" not in page
    assert page.index("Anna Exempel") < page.index("Bo Exempel")


def test_the_questions_of_a_page_do_not_grow_with_its_rows(staffed, platform, client):
    def asked():
        client.get("/people")
        counted = []
        note = lambda *what: counted.append(what[2])  # noqa: E731
        event.listen(platform.database.engine, "before_cursor_execute", note)
        client.get("/people")
        event.remove(platform.database.engine, "before_cursor_execute", note)
        return len(counted)

    few = asked()
    with platform.write() as ctx:
        for number in range(30):
            place = ctx.organisations.register(f"Exempel {number}")
            ctx.people.join(ctx.people.register(f"Dag Exempel {number}").id, place.id)

    assert asked() == few
