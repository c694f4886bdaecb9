"""What leaves the house, at each level, and what never does."""

import json
from uuid import UUID

import pytest

from utblick.api import Invalid, county, new_id
from utblick_county_link import envelopes

CONFIRMED = "export_deals.agreement.confirmed"
COARSE = {"country": "DE", "kind": "sales", "section": "C", "small_firm": True, "first_time": False}


def test_an_agreement_leaves_without_telling_whose_it_is(confirm, left):
    agreement = confirm()

    (sent,) = [one for one in left() if CONFIRMED in one["type"]]

    assert sent["data"] == COARSE
    assert sent["share"] == "anonymous"
    assert sent["time"].endswith("T00:00:00Z")
    assert str(agreement) not in json.dumps(sent)
    assert sent.keys() == {
        "specversion", "id", "type", "source", "time", "subject", "datacontenttype", "share", "data"
    }  # fmt: skip


def test_a_pseudonym_is_the_same_for_one_thing_and_another_in_another_house(confirm, left, platform):
    kind = platform.registry.event(CONFIRMED)
    with platform.read() as ctx:
        event = county.example(ctx, kind)
        once, again = (county.stripped(ctx, event, kind, "anonymous") for _each in range(2))
        (ctx.settings.data_folder / "secret.key").write_bytes(new_id().bytes * 2)
        elsewhere = county.stripped(ctx, event, kind, "anonymous")

    assert once == again
    assert once.key != event.key
    assert {once.key, once.id}.isdisjoint({elsewhere.key, elsewhere.id})


@pytest.mark.parametrize("levels", [{CONFIRMED: "municipality"}])
def test_a_level_that_is_lowered_keeps_the_event_here(confirm, left):
    confirm()

    assert [one["type"] for one in left() if CONFIRMED in one["type"]] == []


@pytest.mark.parametrize("levels", [{CONFIRMED: "public"}])
def test_a_level_is_never_raised_above_what_the_maker_of_the_event_allows(confirm, left, client):
    agreement = confirm()

    (sent,) = [one for one in left() if CONFIRMED in one["type"]]

    assert sent["share"] == "county"
    assert UUID(sent["data"]["agreement_id"]) == agreement
    assert "Inställningarna ber om mer" in client.get("/county_link/sharing").text


def test_an_event_that_was_kept_nearer_than_its_sort_goes_no_further(confirm, left, platform):
    confirm()
    with platform.write() as ctx:
        event = platform.registry.event("export_deals.story.consented")
        whose = {"agreement_id": new_id(), "organisation_id": new_id(), "named": True}
        ctx.publish(event(**whose), share_at_most="municipality")
        ctx.publish(event(**whose), share_at_most="public")

    assert [one["share"] for one in left()] == ["anonymous", "anonymous"]


def test_events_that_were_never_declared_to_travel_stay(platform, left):
    with platform.write() as ctx:
        ctx.people.register("Prov Exempel", email="prov@exempel.example")
        ctx.organisations.register("Exempel Fisk AB")

    assert left() == []


def test_what_has_gone_once_does_not_go_again_when_all_is_offered_anew(confirm, left, rebuild):
    confirm()
    before = left()

    rebuild("county_link__gateway")

    assert left() == before
    assert len(before) == 1


def test_staff_see_each_message_to_the_last_byte_and_that_it_waits(confirm, left, client):
    confirm()
    (sent,) = left()

    overview = client.get("/county_link/sharing").text
    page = client.get("/county_link/sent").text

    assert "Till länet, utan att säga vems" in overview
    assert "country, kind, section, small_firm, first_time" in overview
    assert sent["id"] in page
    assert "Väntar" in page


def test_pseudonyms_and_answers_outlast_a_new_key_until_the_old_one_is_forgotten(platform, cli):
    kind, question = platform.registry.event(CONFIRMED), new_id()
    card = envelopes.Card(company="Exempel Bro AB")
    with platform.read() as ctx:
        event = county.example(ctx, kind)
        before = county.stripped(ctx, event, kind, "anonymous")
        answer = envelopes.seal(card, envelopes.reply_key(ctx, question))
    old = cli("key", "list").stdout.split("\t")[0]

    cli("key", "rotate")

    with platform.read() as ctx:
        assert county.stripped(ctx, event, kind, "anonymous") == before
        assert envelopes.unseal(ctx, question, answer) == card
    joined = {"UTBLICK_COUNTY__HUB": "nats-leaf://127.0.0.1:9"}
    forgotten = cli("key", "forget", old, "--yes", environment=joined)
    assert "stays counted there" in forgotten.stdout, forgotten.stderr
    with platform.read() as ctx:
        assert county.stripped(ctx, event, kind, "anonymous") != before
        with pytest.raises(Invalid):
            envelopes.unseal(ctx, question, answer)
