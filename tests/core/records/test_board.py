"""The board: cards by state, what columns hold, and which moves are offered."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest

from utblick.money.rates import keep_rates


@pytest.fixture
def platform(yard):
    return yard


def cards(answer):
    """The names of the cards by column."""
    assert answer.status_code == 200, answer.text[:2000]
    parts = re.split(r'class="cards movable" data-state="(\w+)">', answer.text)
    found = {}
    for state, inside in zip(parts[1::2], parts[2::2], strict=True):
        found[state] = [unescape(name) for name in re.findall(r'<h3><a href="[^"]*">([^<]*)</a>', inside)]
    return found


def test_each_record_stands_in_the_column_of_its_state(client, boat):
    boat("Freja")
    boat("Tor", stage="building")
    boat("Skrot", stage="scrapped")

    assert cards(client.get("/yard/boats/board")) == {
        "ordered": ["Freja"],
        "building": ["Tor"],
        "launched": [],
    }


def test_a_card_says_the_declared_facts_and_whether_its_day_has_passed(client, boat):
    boat("Freja", value=Decimal(2_500_000), due_on=date(2020, 1, 2))

    text = unescape(client.get("/yard/boats/board").text).replace("\N{NO-BREAK SPACE}", " ")

    assert "Exempel Såg AB" in text
    assert '<li class="amount">2 500 000 kr</li>' in text
    assert 'class="tile late"' in text
    assert "2 jan 2020" in text


def test_a_card_names_who_is_in_charge(client, boat, me):
    boat("Freja", owner_id=me)

    text = client.get("/yard/boats/board").text

    assert re.findall(r'class="who-badge" title="([^"]+)"', text) == ["Exempel Administrator"]


def test_a_column_adds_up_its_amounts_by_currency(client, boat):
    boat("Freja", value=Decimal(1_500_000))
    boat("Tor", value=Decimal(1_000_000))

    text = client.get("/yard/boats/board").text.replace("\N{NO-BREAK SPACE}", " ")

    assert '<span class="sum">2,5 mnkr</span>' in text


def test_several_currencies_are_added_up_in_kronor_when_the_rates_are_known(platform, client, boat):
    boat("Freja", value=Decimal(1_500_000))
    boat("Tor", value=Decimal(120_000), currency="EUR")
    before = client.get("/yard/boats/board").text.replace("\N{NO-BREAK SPACE}", " ")
    with platform.write() as ctx:
        keep_rates(ctx.session, [(ctx.now.date(), "SEK", Decimal("11.5"))])

    after = client.get("/yard/boats/board").text.replace("\N{NO-BREAK SPACE}", " ")

    assert set(re.findall(r'class="sum">([^<]*)<', before)) == {"120 000 € + 1,5 mnkr"}
    assert re.findall(r'class="sum" title="([^"]*)">([^<]*)<', after) == [
        ("120 000 € + 1,5 mnkr, i kronor enligt Europeiska centralbankens senaste kurser", "≈ 2,9 mnkr")
    ]


def test_only_moves_that_the_state_and_the_permission_allow_are_offered(client, client_as, boat):
    boat_id = boat("Freja")

    text = client.get("/yard/boats/board").text

    assert f"/yard/boats/{boat_id}/do/build" in text
    assert "/do/launch" not in text
    assert "/do/scrap" not in text
    assert "/do/" not in client_as("coordinator").get("/yard/boats/board").text.replace(
        f"{boat_id}/do/build", ""
    )


def test_a_move_from_the_board_comes_back_to_it(client, boat, stored):
    boat_id = boat("Freja")
    target = unescape(re.search(r'formaction="([^"]*)"', client.get("/yard/boats/board?q=Freja").text)[1])

    answer = client.submit(target)

    assert answer.headers["location"] == "/yard/boats/board?q=Freja"
    assert stored(boat_id).stage == "building"


def test_a_refused_move_comes_back_to_the_board_with_the_reason(client, boat):
    boat_id = boat("Freja", stage="launched")

    answer = client.submit(f"/yard/boats/{boat_id}/do/build?back=/yard/boats/board")
    board = client.get(answer.headers["location"])

    assert answer.headers["location"] == "/yard/boats/board"
    assert 'class="notice bad"' in board.text
    assert cards(board)["launched"] == ["Freja"]


def test_a_long_column_shows_a_part_and_the_way_to_more(client, boat):
    for number in range(30):
        boat(f"Båt {number:02}")

    first = client.get("/yard/boats/board")
    more = client.get("/yard/boats/board?more=ordered")

    assert len(cards(first)["ordered"]) == 25
    assert "/yard/boats/board?more=ordered" in first.text
    assert len(cards(more)["ordered"]) == 30


def test_the_filters_of_the_list_narrow_the_board(client, boat):
    boat("Freja")
    boat("Tor")

    assert cards(client.get("/yard/boats/board?q=tor"))["ordered"] == ["Tor"]


def test_htmx_gets_the_board_alone(client, boat):
    boat("Freja")

    part = client.get("/yard/boats/board", headers={"hx-request": "true"})

    assert "<html" not in part.text
    assert cards(part)["ordered"] == ["Freja"]
