"""What a list shows, in which order, and how it is narrowed; through the page itself."""

import re
from datetime import date
from html import unescape

import pytest

from utblick.context import SYSTEM

NAMES = ["Ås Bageri", "Bergsjö Såg AB", "Exempel Export AB", "Gnarps Mekaniska", "Zinkverket"]


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ()


@pytest.fixture
def filled(platform):
    with platform.write(SYSTEM) as ctx:
        for place, name in enumerate(NAMES):
            ctx.organisations.register(
                name,
                kind="company" if place % 2 else "association",
                country="SE" if place < 4 else "DE",
                town="Bergsjö",
                employees=place * 10 if place else None,
                tags=["trä", "export"] if place == 1 else [],
                exports=place == 2,
                last_contact=date(2026, 11, place) if place else None,
            )
    return platform


def shown(answer):
    assert answer.status_code == 200, answer.text[:2000]
    return [
        unescape(name) for name in re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', answer.text)
    ]


def test_a_list_shows_its_rows_by_name(filled, client):
    assert shown(client.get("/organisations")) == [
        "Bergsjö Såg AB",
        "Exempel Export AB",
        "Gnarps Mekaniska",
        "Zinkverket",
        "Ås Bageri",
    ]


@pytest.mark.parametrize(("query", "said"), [("", "5 organisationer"), ("?q=såg", "1 organisation")])
def test_a_short_list_counts_its_records_by_their_name(filled, client, query, said):
    page = client.get(f"/organisations{query}").text

    assert re.findall(r'class="pager"[^>]*><span role="status">([^<]*)<', page) == [said]


def test_an_empty_list_says_what_to_do_next(platform, client):
    answer = client.get("/organisations")
    assert shown(answer) == []
    assert "/organisations/new" in answer.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=såg", ["Bergsjö Såg AB"]),
        ("q=BERGSJO sag", ["Bergsjö Såg AB"]),
        ("q=nowhere", []),
        ("kind=association", ["Exempel Export AB", "Zinkverket", "Ås Bageri"]),
        (
            "kind=association&kind=company",
            ["Bergsjö Såg AB", "Exempel Export AB", "Gnarps Mekaniska", "Zinkverket", "Ås Bageri"],
        ),
        ("country=DE", ["Zinkverket"]),
        ("country_text=Tyskland", ["Zinkverket"]),
        ("exports=true", ["Exempel Export AB"]),
        ("tags=trä", ["Bergsjö Såg AB"]),
        ("tags=trä,export", ["Bergsjö Såg AB"]),
        ("tags=tr", []),
        ("name=export", ["Exempel Export AB"]),
        ("employees_from=20", ["Exempel Export AB", "Gnarps Mekaniska", "Zinkverket"]),
        ("employees_from=20&employees_to=30", ["Exempel Export AB", "Gnarps Mekaniska"]),
        ("last_contact_from=2026-11-03&last_contact_to=2026-11-03", ["Gnarps Mekaniska"]),
        (
            "sort=-name&limit=2",
            ["Ås Bageri", "Zinkverket", "Gnarps Mekaniska", "Exempel Export AB", "Bergsjö Såg AB"],
        ),
        (
            "sort=employees",
            ["Bergsjö Såg AB", "Exempel Export AB", "Gnarps Mekaniska", "Zinkverket", "Ås Bageri"][:0]
            or None,
        ),
    ],
)
def test_the_address_narrows_the_list(filled, client, query, expected):
    found = shown(client.get(f"/organisations?{query}"))
    if expected is None:
        assert sorted(found) == sorted(NAMES)
    else:
        assert found == expected


@pytest.mark.parametrize(
    "query",
    [
        "kind=nonsense",
        "country=Atlantis",
        "employees_from=x",
        "last_contact_from=2026-02-31",
        "sort=password",
        "after=%%%",
        "after=W10",
        "columns=nope",
        "view=7",
        "q=%00",
        "limit=x",
        "after=" + "A" * 3000,
    ],
)
def test_an_address_that_means_nothing_still_shows_a_list(filled, client, query):
    assert client.get(f"/organisations?{query}").status_code == 200


def test_a_filter_that_cannot_be_understood_says_so(filled, client):
    assert "2026-02-31" in client.get("/organisations?last_contact_from=2026-02-31").text


def test_filters_stand_above_the_list_and_can_be_taken_off(filled, client):
    text = client.get("/organisations?country=DE&kind=association&sort=-name").text
    assert re.findall(r'class="chip" href="([^"]*)"', text) == [
        "/organisations?country=DE&amp;sort=-name",
        "/organisations?kind=association&amp;sort=-name",
    ]


def test_the_head_says_how_the_list_is_ordered(filled, client):
    text = client.get("/organisations?sort=-name").text
    assert re.findall(r'aria-sort="([a-z]*)"', text) == ["descending"]


def test_htmx_gets_the_part_below_the_filters(filled, client):
    answer = client.get("/organisations?country=DE", headers={"HX-Request": "true", "HX-Target": "div#list"})
    assert answer.text.lstrip().startswith('<div id="list">')
    assert shown(answer) == ["Zinkverket"]
    assert "HX-Request" in answer.headers["vary"]


def test_columns_are_chosen_in_the_address(filled, client):
    text = client.get("/organisations?columns=town&columns=employees").text
    head = re.search(r"<thead>.*?</thead>", text, re.DOTALL).group()
    assert re.findall(r"sort=-?(\w+)", head) == ["name", "town", "employees"]


def walk(client, url):
    pages, texts = [], []
    while url:
        answer = client.get(url)
        pages.append(shown(answer))
        texts.append(answer.text)
        found = re.search(r'rel="next" href="([^"]*)"', answer.text)
        url = unescape(found.group(1)) if found else ""
    return pages, texts


@pytest.mark.parametrize(
    "sort", ["name", "-name", "employees", "-employees", "kind", "-updated_at", "town", "-last_contact"]
)
def test_paging_shows_every_row_once_in_both_directions(platform, client, sort):
    with platform.write(SYSTEM) as ctx:
        for number in range(120):
            ctx.organisations.register(
                f"Exempel {number:03}",
                employees=number % 7 if number % 3 else None,
                kind="company" if number % 2 else "network",
                last_contact=date(2026, 1, 1 + number % 28) if number % 5 else None,
            )
    pages, texts = walk(client, f"/organisations?sort={sort}")
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({name for page in pages for name in page}) == 120
    back = unescape(re.search(r'rel="prev" href="([^"]*)"', texts[-1]).group(1))
    assert shown(client.get(back)) == pages[1]
    assert "51–100" in texts[1]


def test_a_name_with_markup_is_shown_as_it_is_written(platform, client):
    with platform.write(SYSTEM) as ctx:
        ctx.organisations.register('<script>alert("x")</script>', town='"><img src=x onerror=alert(1)>')
    text = client.get("/organisations").text
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_a_list_costs_the_same_number_of_queries_for_one_row_and_for_many(platform, client):
    from sqlalchemy import event

    def queries():
        client.get("/organisations")
        seen = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(platform.database.engine, "before_cursor_execute", listener)
        client.get("/organisations")
        event.remove(platform.database.engine, "before_cursor_execute", listener)
        return len(seen)

    with platform.write(SYSTEM) as ctx:
        ctx.organisations.register("Exempel 0")
    one = queries()
    with platform.write(SYSTEM) as ctx:
        for number in range(1, 40):
            ctx.organisations.register(f"Exempel {number}")
    assert queries() == one


def test_a_saved_view_is_shown_first_to_its_owner_when_asked(filled, client, client_as):
    answer = client.post(
        "/organisations/views",
        data={"title": "Tyska", "query": "country=DE", "is_default": "1", "_csrf": client.csrf},
    )
    assert answer.status_code == 303
    assert shown(client.get("/organisations")) == ["Zinkverket"]
    assert len(shown(client.get("/organisations?view=all"))) == 5
    other = client_as("officer")
    assert len(shown(other.get("/organisations"))) == 5
    assert "Tyska" not in other.get("/organisations").text


def test_a_shared_view_is_there_for_all_and_only_its_owner_removes_it(filled, client, client_as):
    client.post(
        "/organisations/views",
        data={"title": "Tyska", "query": "country=DE", "shared": "1", "_csrf": client.csrf},
    )
    url = re.search(
        r'action="(/organisations/views/[^"]*/remove)"', client.get("/organisations?country=DE").text
    )
    other = client_as("officer")
    text = other.get("/organisations").text
    view = re.search(r'href="(/organisations\?view=[^"]*)"[^>]*>Tyska', text).group(1)
    assert shown(other.get(view)) == ["Zinkverket"]
    remove = f"/organisations/views/{view.rpartition('=')[2]}/remove"
    assert other.post(remove, data={"_csrf": other.csrf}).status_code == 403
    assert client.post(remove, data={"_csrf": client.csrf}).status_code == 303
    assert url is None


def ids(answer):
    return re.findall(r'name="ids" value="([^"]*)"', answer.text)


def test_chosen_rows_get_a_tag(filled, client):
    chosen = ids(client.get("/organisations?kind=company"))
    answer = client.post(
        "/organisations/bulk",
        data={"ids": chosen, "do": "tag", "tag": "mässa", "back": "/organisations", "_csrf": client.csrf},
    )
    assert answer.headers["location"] == "/organisations"
    assert shown(client.get("/organisations?tags=mässa")) == ["Bergsjö Såg AB", "Gnarps Mekaniska"]


def test_nothing_chosen_says_so(filled, client):
    answer = client.post("/organisations/bulk", data={"do": "tag", "tag": "x", "_csrf": client.csrf})
    assert answer.status_code == 303


def test_readers_cannot_change_rows_in_bulk(filled, client_as):
    reader = client_as("reader")
    chosen = ids(reader.get("/organisations"))
    answer = reader.post(
        "/organisations/bulk", data={"ids": chosen, "do": "tag", "tag": "x", "_csrf": reader.csrf}
    )
    assert answer.status_code == 403


def test_nobody_sees_a_list_without_signing_in(filled, client_as):
    assert client_as(None).get("/organisations").headers["location"].startswith("/sign-in")
