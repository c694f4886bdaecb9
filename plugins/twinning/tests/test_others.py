"""What others tell of a town, twin towns that are known from elsewhere, and both databases."""

import json
from uuid import uuid4

from sqlmodel import select

from utblick_twinning import demo, subscribers
from utblick_twinning.models import Exchange, Tie, Town
from utblick_twinning.queries import towns as queries
from utblick_twinning.service import importing

TABLE = """kommun,vanort,land,sedan,kalla
Nordanstig,Exempelkaupunki,FI,1946,https://exempel.example/vanorter
Nordanstig,Exempelby,Danmark,1947,same
Nordanstig,Exempelheim,Ingenstans,1948,same
Annanstans,Exempelfjord,NO,1949,same
"""
REGISTER = [
    {
        "id": "VO-001",
        "kommun": "Nordanstig",
        "vanort": {"namn": "Exempelküla", "land": "EE", "region": "EE008", "befolkning": 5400},
        "avtal": {
            "typ": "vänortsavtal",
            "diarienummer": "KS/1994:77",
            "undertecknat": "1994-08-19",
            "status": "vilande",
            "loper_ut": None,
            "sprak": ["sv"],
        },
        "utbyten": [
            {
                "datum": "2025-05-14",
                "slut": "2025-05-17",
                "typ": "skolutbyte",
                "deltagare": 34,
                "varav_gaster": 18,
            }
        ],
    }
]


def test_a_table_of_known_towns_is_taken_in_with_its_source(cli, platform, tmp_path):
    file = tmp_path / "vanorter.csv"
    file.write_text(TABLE, "utf-8")

    told = cli("twinning", "import", str(file))

    assert told.returncode == 1
    assert "2 new, 0 held already, 1 of others, 1 refused" in told.stdout
    assert "Ingenstans" in told.stderr
    with platform.read() as ctx:
        rows = {town.title: town for town in ctx.session.exec(select(Town))}
        assert {(one.country, one.since_year, one.state) for one in rows.values()} == {
            ("FI", "1946", "active"),
            ("DK", "1947", "active"),
        }
        assert {one.source for one in rows.values()} == {"https://exempel.example/vanorter"}


def test_a_municipal_register_is_taken_in_once_with_its_exchanges(cli, platform, tmp_path):
    file = tmp_path / "register.json"
    file.write_text(json.dumps(REGISTER), "utf-8")

    assert cli("twinning", "import", str(file)).returncode == 0

    with platform.write() as ctx:
        assert not importing.take_in(ctx, importing.from_register(REGISTER[0]))
    with platform.read() as ctx:
        [town] = ctx.session.exec(select(Town))
        assert (town.state, town.diary_number, town.population) == ("dormant", "KS/1994:77", 5400)
        [exchange] = ctx.session.exec(select(Exchange))
        assert (exchange.theme, exchange.planned_local, exchange.planned_international) == ("school", 16, 18)


def test_a_call_for_town_twinning_is_shown_on_active_towns_and_exchanges(
    client, platform, make_town, make_exchange, now
):
    active, idea = make_town("Ett"), make_town("Två", since_year="")
    exchange = make_exchange(town_id=active)
    call = {"call_id": uuid4(), "identifier": "CERV-2026-CITIZENS-TOWN-TT", "more": "ignored"}

    with platform.write(now=now) as ctx:
        for _twice in range(2):
            subscribers.note_call(ctx, subscribers.CallOpened.model_validate(call))
        other = subscribers.CallOpened(call_id=uuid4(), identifier="HORIZON-2026")
        subscribers.note_call(ctx, other)

    with platform.read() as ctx:
        assert set(ctx.session.exec(select(Tie.town_id))) >= {active}
        assert idea not in set(ctx.session.exec(select(Tie.town_id)))
    assert "CERV-2026-CITIZENS-TOWN-TT" in client.get(f"/panels/twinning.cerv/{exchange}").text
    assert "CERV-2026-CITIZENS-TOWN-TT" in client.get(f"/panels/twinning.told/{active}").text
    assert "CERV" not in client.get(f"/panels/twinning.told/{idea}").text


def test_a_deal_with_somebody_in_a_twin_town_is_shown_there(platform, town, now):
    with platform.write(now=now) as ctx:
        there = ctx.organisations.register(
            "Esimerkki Oy", kind="foreign_partner", country="FI", town="Exempelkaupunki"
        )
        elsewhere = ctx.organisations.register(
            "Annan Oy", kind="foreign_partner", country="FI", town="Annanstad"
        )
        for partner in (there.id, elsewhere.id, uuid4(), None):
            told = {"agreement_id": uuid4(), "partner_id": partner}
            subscribers.note_deal(ctx, subscribers.DealConfirmed.model_validate(told))

    with platform.read() as ctx:
        assert [(tie.town_id, tie.kind) for tie in queries.ties_of(ctx, town)] == [(town, "deal")]


def test_exchanges_promises_and_expiring_agreements_stand_in_the_calendar(client, platform, make_town, now):
    with platform.write(now=now) as ctx:
        demo.load(ctx)

    shown = client.get(f"/calendar?month={now:%Y-%m}").text

    assert "Demoföreningarnas kväll" in shown


def test_the_demonstration_comes_out_the_same_on_both_databases(platform_on, now):
    with platform_on.write(now=now) as ctx:
        demo.load(ctx)

    with platform_on.read() as ctx:
        found = [
            (town.title, town.state, town.counts, town.health)
            for town in ctx.session.exec(select(Town).order_by(Town.title))
        ]
    assert found == [
        ("Demokaupunki", "active", True, 85),
        ("Demoküla", "active", False, 45),
        ("Demostadt", "active", False, 22),
    ]
