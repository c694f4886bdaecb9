"""A tie from idea to end: decisions with their numbers, people who come and go, and what has to be renewed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from utblick.api import Conflict, Invalid
from utblick_twinning import jobs
from utblick_twinning.models import Step, Town
from utblick_twinning.queries import towns as queries
from utblick_twinning.service import people, promises, towns

NUMBER = "KS 2026/00290"


@pytest.fixture
def idea(make_town):
    return make_town("Exempelküla", country="EE", since_year="")


@pytest.fixture
def moved(platform, now):
    """Performs a verb on a town, today or another day."""

    def move(verb, town_id, *, days=0, **answers):
        with platform.write(now=now + timedelta(days=days)) as ctx:
            verb(ctx, town_id, answers)

    return move


def tasks(platform):
    with platform.read() as ctx:
        titles = text("select title from core_task where done_at is null")
        return list(ctx.session.connection().execute(titles).scalars())


def test_an_agreement_goes_from_proposal_to_signing_and_each_step_is_kept(platform, idea, moved, published):
    moved(towns.propose_agreement, idea, body="Arbetsutskottet § 12")
    moved(towns.decide_agreement, idea, body="Fullmäktige § 45", diary_number=NUMBER)
    moved(towns.sign_agreement, idea, expires_on=date(2029, 12, 31))

    with platform.read() as ctx:
        town = queries.town(ctx, idea)
        assert (town.state, town.diary_number, town.expires_on) == ("active", NUMBER, date(2029, 12, 31))
        assert [step.kind for step in queries.steps_of(ctx, idea)] == ["proposal", "council", "signing"]
    assert [name for name, _data in published() if "agreement" in name] == [
        "twinning.agreement.decided",
        "twinning.agreement.signed",
    ]


def test_ending_is_a_decision_with_a_number_too(client, town, platform):
    refused = client.submit(f"/twinning/towns/{town}/do/end", {"reason": "Ingen har hörts av"})
    ended = client.submit(
        f"/twinning/towns/{town}/do/end", {"reason": "Ingen har hörts av", "diary_number": NUMBER}
    )

    assert (refused.status_code, ended.status_code) == (422, 303)
    with platform.read() as ctx:
        assert queries.town(ctx, town).state == "ended"
        assert [step.diary_number for step in ctx.session.exec(select(Step))] == [NUMBER]


def test_a_partnership_does_not_begin_without_the_council_but_a_contact_does(make_town, moved):
    partnership = make_town("Ett", since_year="")
    contact = make_town("Två", since_year="", category="contact")

    with pytest.raises(Conflict):
        moved(towns.start_without_agreement, partnership)
    moved(towns.start_without_agreement, contact)


def test_a_renewal_that_ends_earlier_is_refused(make_town, moved):
    town = make_town(signed_on=date(2020, 1, 1), expires_on=date(2027, 6, 30))

    with pytest.raises(Invalid):
        moved(towns.renew_agreement, town, expires_on=date(2027, 1, 1))
    moved(towns.renew_agreement, town, expires_on=date(2031, 6, 30))


def test_a_town_is_added_to_the_register_of_organisations(platform, town):
    with platform.read() as ctx:
        organisation = queries.town(ctx, town).organisation_id
        assert organisation is not None
        assert (ctx.organisations.get(organisation).kind, ctx.organisations.get(organisation).country) == (
            "municipality",
            "FI",
        )


def test_a_contact_who_leaves_without_a_successor_leaves_a_gap_and_a_task(platform, client, town, now):
    with platform.write(now=now) as ctx:
        person = ctx.people.register("Anna Exempel")
        values = {"title": "Sekreterare", "town_id": town, "person_id": person.id, "side": "theirs"}
        contact = people.add_contact(ctx, values)
        people.end_contact(ctx, contact.id, {})

    shown = client.get(f"/panels/twinning.chain/{town}").text
    assert "Efterträdare saknas" in shown
    assert tasks(platform) == ["Hitta en efterträdare för relationen"]


def test_a_coordinator_who_leaves_hands_over_to_the_successor_or_leaves_a_task(platform, make_town, now):
    with platform.write(now=now) as ctx:
        user, other = ctx.people.register("A").id, ctx.people.register("B").id
    heir, gap = make_town("Ett", owner_id=user, successor_id=other), make_town("Två", owner_id=user)

    with platform.write(now=now) as ctx:
        for town_id in (heir, gap):
            towns.update_town(ctx, queries.town(ctx, town_id), {"owner_id": None})

    with platform.read() as ctx:
        assert queries.town(ctx, heir).owner_id == other
        assert queries.town(ctx, gap).owner_id is None
    assert tasks(platform) == ["Hitta en efterträdare för relationen"]


def test_an_agreement_that_expires_is_put_up_once(platform, make_town, now):
    make_town(signed_on=date(2020, 1, 1), expires_on=now.date() + timedelta(days=90))

    for _night in range(2):
        with platform.write(now=now) as ctx:
            jobs.renew(ctx)

    assert [one.partition(":")[0] for one in tasks(platform)] == ["Förläng avtalet eller avsluta det"]


def test_health_says_what_to_do_and_a_late_promise_hurts_it(platform, client, town, now):
    with platform.write(now=now) as ctx:
        before = queries.town(ctx, town).health
        values = {"title": "Skicka broschyr", "town_id": town, "due_on": now.date() - timedelta(days=3)}
        promise = promises.give_promise(ctx, values).id

    with platform.read() as ctx:
        assert queries.town(ctx, town).health == before - 15
    assert "Planera ett utbyte." in client.get(f"/panels/twinning.health/{town}").text
    with platform.write(now=now) as ctx:
        promises.keep_promise(ctx, promise, {})
    with platform.read() as ctx:
        assert queries.town(ctx, town).health == before


def test_a_tie_that_nobody_keeps_up_is_told_once(platform, town, now, published):
    for days in (0, 800, 801):
        with platform.write(now=now + timedelta(days=days)) as ctx:
            jobs.lapse(ctx)

    assert [name for name, _data in published() if "lapsed" in name] == ["twinning.relation.lapsed"]


def test_the_map_shows_our_towns_and_an_empty_one_says_what_to_do(client, make_town):
    assert "Börja en studie" in client.get("/twinning").text

    make_town("Exempelkaupunki")

    shown = client.get("/twinning").text
    assert "europe-" in shown
    assert shown.count("Exempelkaupunki") > 2


def test_coordinates_of_which_one_is_missing_are_refused(platform, now):
    with platform.write(now=now) as ctx, pytest.raises(Invalid) as refused:
        towns.open_town(ctx, {"title": "X", "country": "SE", "category": "contact", "latitude": 61})
    assert set(refused.value.by_field) == {"country", "longitude"}
    with platform.read() as ctx:
        assert ctx.session.exec(select(Town)).all() == []
