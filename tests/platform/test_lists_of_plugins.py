"""Lists, bulk moves, search and API of a plugin's records: declared there, drawn by the core."""

import re
from html import unescape

import pytest

from utblick.context import SYSTEM


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("export_deals",)


@pytest.fixture
def leads(platform):
    """Three leads of two companies, one of them lost."""
    from utblick_export_deals import service

    with platform.write(SYSTEM) as ctx:
        one, other = (
            ctx.organisations.register(name, country="SE") for name in ("Exempel Såg AB", "Exempel Bygg AB")
        )
        made = [
            service.open_lead(ctx, {"organisation_id": company.id, "title": title, "country": country}).id
            for company, title, country in (
                (one, "Takstolar", "DE"),
                (other, "Fönster", "NO"),
                (one, "Golv", "NO"),
            )
        ]
        service.lose_lead(ctx, made[2], {"lost_reason": "price", "lost_note": ""})
    return made


def rows(answer):
    assert answer.status_code == 200, answer.text[:1000]
    return [
        unescape(name) for name in re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', answer.text)
    ]


def test_a_list_shows_the_names_of_organisations_and_is_narrowed_by_them(leads, client):
    text = client.get("/export_deals/leads").text
    company = re.search(r'href="(/organisations/([0-9a-f-]{36}))">Exempel Såg AB', text)
    assert company is not None
    narrowed = client.get(f"/export_deals/leads?organisation_id={company.group(2)}")
    assert sorted(rows(narrowed)) == ["Golv", "Takstolar"]
    assert "Exempel Såg AB" in re.search(r'class="chip"[^>]*>.*?</a>', narrowed.text, re.DOTALL).group()
    assert sorted(rows(client.get("/export_deals/leads?organisation_id_text=Exempel+Bygg+AB"))) == ["Fönster"]


def test_a_renamed_organisation_has_its_new_name_in_the_list_at_once(leads, client, platform):
    client.get("/export_deals/leads")
    with platform.write(SYSTEM) as ctx:
        ctx.organisations.find(name="Exempel Såg AB").name = "Nya Sågen AB"
    text = client.get("/export_deals/leads").text
    assert "Nya Sågen AB" in text
    assert "Exempel Såg AB" not in text


def test_a_move_of_many_moves_those_that_can_and_says_why_the_others_stay(leads, client, published):
    answer = client.post(
        "/export_deals/leads/bulk",
        data={"ids": [str(one) for one in leads], "do": "move:qualify", "_csrf": client.csrf},
    )
    assert rows(answer) == ["Takstolar", "Fönster", "Golv"]
    assert answer.text.count("badge ok") == 2
    assert answer.text.count("badge bad") == 1
    assert [name for name, _data in published()].count("export_deals.lead.qualified") == 2


def test_a_program_moves_a_lead_by_its_transition(leads, client):
    client.headers.update({"accept": "application/json", "x-csrf-token": client.csrf})
    base = f"/api/export_deals/leads/{leads[0]}"
    assert client.post(f"{base}/do/qualify").json()["stage"] == "qualified"
    again = client.post(f"{base}/do/qualify")
    assert (again.status_code, again.headers["content-type"]) == (409, "application/problem+json")
    refused = client.post(f"{base}/do/lose", json={})
    assert (refused.status_code, [e["field"] for e in refused.json()["errors"]]) == (422, ["lost_reason"])
    assert client.post(f"{base}/do/fly").status_code == 404
    assert client.patch(base, json={"stage": "agreed"}).status_code == 422
    assert client.get(base).json()["stage"] == "qualified"


def test_search_finds_records_of_plugins_only_for_those_who_may_read_them(leads, client, platform):
    from dataclasses import replace

    from utblick.search.find import find

    assert "Takstolar" in re.sub(r"</?mark>", "", client.get("/search?q=takst").text)
    with platform.read(replace(SYSTEM, permissions=frozenset({"core.read"}))) as ctx:
        assert find(ctx, "takst") == []


def test_an_export_has_names_and_not_ids(leads, client):
    text = client.get("/export_deals/leads/export.csv?columns=organisation_id").content.decode("utf-8-sig")
    assert sorted(text.split("\r\n")[1:4]) == [
        "Fönster;Exempel Bygg AB",
        "Golv;Exempel Såg AB",
        "Takstolar;Exempel Såg AB",
    ]
