"""Search as people meet it: the page, the suggestions while typing, the choices of a form, the command."""

import re

import pytest

from utblick.context import SYSTEM


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ()


@pytest.fixture
def filled(platform):
    with platform.write(SYSTEM) as ctx:
        for number in range(12):
            ctx.organisations.register(f"Exempel Såg {number:02}", town="Bergsjö")
        ctx.people.register("Anna Exempel", email="anna@exempel.example")
    return platform


def links(answer):
    assert answer.status_code == 200
    return re.findall(r'href="(/(?:organisations|people)/[0-9a-f-]{36})"', answer.text)


def test_the_page_groups_what_it_finds_and_marks_the_words(filled, client):
    answer = client.get("/search?q=exempel")
    assert len(links(answer)) == 8 + 1
    assert "<mark>Exempel</mark>" in answer.text
    assert "kind=core%2Forganisation" in answer.text
    assert len(links(client.get("/search?q=exempel&kind=core/organisation"))) == 12


def test_a_search_without_hits_says_what_to_try(filled, client):
    answer = client.get("/search?q=zzz")
    assert links(answer) == []
    assert "zzz" in answer.text


def test_suggestions_are_few_and_lead_to_the_whole_search(filled, client):
    answer = client.get("/search/suggest?q=exem", headers={"HX-Request": "true"})
    assert len(links(answer)) == 4 + 1
    assert 'href="/search?q=exem"' in answer.text
    assert client.get("/search/suggest?q=").text.strip() == ""


def choices(answer):
    return re.findall(r'data-value="([^"]*)">([^<]*)', answer.text)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("kind=core/organisation&q=exempel+såg+03", "Exempel Såg 03"),
        ("kind=organisation&q=", "Exempel Såg 00"),
        ("kind=person&q=anna", "Anna Exempel"),
        ("kind=core/user&q=adm", "Exempel Administratör"),
        ("kind=country&q=tys", "Tyskland"),
        ("kind=country&q=DE", "Tyskland"),
        ("kind=municipality&q=nordan", "Nordanstig"),
        ("kind=municipality&q=kiruna", "Kiruna"),
        ("kind=municipality&q=goteborg", "Göteborg"),
        ("kind=municipality&q=1480", "Göteborg"),
        ("kind=currency&q=euro", "euro"),
        ("kind=language&q=sv", "svenska"),
    ],
)
def test_a_form_offers_what_fits(filled, client, query, first):
    found = choices(client.get(f"/search/pick?{query}"))
    assert first.split()[0] in found[0][1]


def test_the_own_municipality_and_its_county_come_first(client):
    offered = [name.strip() for _code, name in choices(client.get("/search/pick?kind=municipality&q="))]
    beginning = [name.strip() for _code, name in choices(client.get("/search/pick?kind=municipality&q=s"))]

    assert offered[:4] == ["Nordanstig", "Bollnäs", "Gävle", "Hofors"]
    assert beginning[:3] == ["Sandviken", "Söderhamn", "Sala"]


@pytest.mark.parametrize("query", ["kind=nothing/here&q=a", "kind=&q=a", "q=a", "kind=../../etc&q=x", ""])
def test_unknown_kinds_offer_nothing(filled, client, query):
    assert choices(client.get(f"/search/pick?{query}")) == []


def test_what_is_searched_for_is_shown_as_it_is_written(filled, client):
    text = client.get("/search", params={"q": '<script>alert("x")</script>'}).text
    assert "<script>alert" not in text


def test_searching_needs_a_user(filled, client_as):
    assert client_as(None).get("/search?q=exempel").status_code == 303


def test_the_command_rebuilds_the_index_and_asks_it(filled, cli):
    assert "13" in cli("search", "rebuild").stdout
    assert "Anna Exempel" in cli("search", "find", "anna").stdout
