"""Calls: taken in past the portal's traps, moved by the day, held against profiles, ideas and companies."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from utblick.api import Conflict, Invalid
from utblick_partnerships import jobs, subscribers
from utblick_partnerships.models import Call, CallFit, Idea, Need
from utblick_partnerships.portal import Portal, calls_in, calls_in_feed, calls_of
from utblick_partnerships.queries import calls as queries
from utblick_partnerships.service import calls as service
from utblick_partnerships.service import fitting, ideas

SEDIA = Path(__file__).parent / "data/sedia.json"


def test_a_topic_in_many_languages_is_one_call_with_its_deadline_in_brussels():
    found, tenders = calls_in(SEDIA.read_bytes())
    by_id = {one.identifier: one for one in found}
    twinning = by_id["CERV-2027-CITIZENS-TOWN-TT"]

    assert (len(found), tenders) == (4, 1)
    assert (twinning.title, twinning.programme) == ("Town Twinning (invented example)", "CERV")
    assert twinning.deadlines == (datetime(2027, 3, 17, 16, tzinfo=UTC),)
    assert twinning.summary == "Example & invented text for CERV-2027-CITIZENS-TOWN-TT."
    assert (twinning.grant_least, twinning.grant_most, twinning.budget) == (8455, 50745, 5_000_000)
    assert twinning.keywords == ("Municipalities", "Twinning", "Citizens")
    assert len(by_id["HORIZON-CL6-2027-COMM-01"].deadlines) == 2


@pytest.mark.parametrize("content", [b"", b"<html>", b"{}", b'{"results": 3}', b"[1, 2"])
def test_what_is_no_answer_of_the_portal_is_refused(content):
    with pytest.raises(Invalid):
        calls_in(content)


def test_a_file_is_taken_in_twice_and_held_once(client_as, platform):
    officer = client_as("officer", language="en")

    said = []
    for _time in range(2):
        with SEDIA.open("rb") as file:
            answer = officer.submit("/partnerships/calls/take-in", {}, files={"file": ("sedia.json", file)})
        assert answer.status_code == 303
        said.append(officer.get(answer.headers["location"]).text)

    assert "4 new calls, 0 changed, 0 held already. 1 rows were tenders and left out." in said[0]
    assert "0 new calls, 0 changed, 4 held already." in said[1]
    with platform.read() as ctx:
        held = {call.identifier: (call.rules, call.state) for call in ctx.session.exec(select(Call))}
    assert held["CERV-2027-CITIZENS-TOWN-TT"][0] == "cerv-town-twinning"
    assert held["HORIZON-CL5-2026-OLD-02"] == ("", "closed")


def test_the_portal_is_asked_page_by_page_and_each_call_is_given_once():
    asked = []

    def transport(url):
        asked.append(url)
        return SEDIA.read_bytes().replace(b'"totalResults": 5', b'"totalResults": 120')

    found = list(Portal(transport).calls("twinning"))

    assert len(found) == 4
    assert len(asked) == 3
    assert "text=twinning" in asked[0]


def test_a_silent_portal_is_said_to_be_silent():
    def silent(url):
        raise OSError

    with pytest.raises(Conflict, match="does not answer"):
        list(Portal(silent).calls("x"))


FEED = """<rss version="2.0"><channel><title>Demo programme</title><item><title>Third call</title>
<link>https://programme.example/3</link><guid>tag:3</guid><description>&lt;p&gt;Timber &amp;amp; towns&lt;/p&gt;</description>
</item><item><title>No address</title></item></channel></rss>"""


def test_a_feed_tells_of_calls_once_and_without_a_deadline(platform, now):
    found = calls_of("https://programme.example/rss", transport=lambda _url: FEED.encode())

    assert [(one.title, one.programme, one.summary, one.web_url) for one in found] == [
        ("Third call", "Demo programme", "Timber & towns", "https://programme.example/3")
    ]
    for new in (1, 0):
        with platform.write(now=now) as ctx:
            assert service.take_in(ctx, found, source="feed").new == new
            assert queries.by_identifier(ctx, "tag:3").state == "open"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html/>",
        b"not xml",
        b'<!DOCTYPE x [<!ENTITY a "b">]><rss><channel><title>&a;</title></channel></rss>',
    ],
)
def test_what_is_no_feed_is_refused(content):
    with pytest.raises(Invalid):
        list(calls_in_feed(content))


def test_a_call_opens_draws_near_and_closes_by_the_day(platform, now, published):
    values = {
        "title": "Demo",
        "identifier": "CERV-2028-CITIZENS-TOWN-TT",
        "opens_on": (now + timedelta(days=5)).date(),
        "deadline": now + timedelta(days=60),
    }
    with platform.write(now=now) as ctx:
        call_id = service.add_call(ctx, values).id

    states = []
    for days in (0, 6, 40, 61):
        with platform.write(now=now + timedelta(days=days)) as ctx:
            jobs.move_calls(ctx)
            states.append(queries.call(ctx, call_id).state)

    assert states == ["upcoming", "open", "closing", "closed"]
    told = [(name, data.get("rules")) for name, data in published() if "call" in name]
    assert told == [
        ("partnerships.call.opened", "cerv-town-twinning"),
        ("partnerships.call.closed", None),
    ]


def test_a_call_with_two_deadlines_stays_open_until_the_last(platform, now):
    horizon = next(one for one in calls_in(SEDIA.read_bytes())[0] if len(one.deadlines) == 2)
    with platform.write(now=now) as ctx:
        service.take_in(ctx, [horizon], source="sedia")

    for day, deadline in ((datetime(2027, 3, 1, tzinfo=UTC), 9), (datetime(2027, 10, 1, tzinfo=UTC), 9)):
        with platform.write(now=day) as ctx:
            jobs.move_calls(ctx)
            call = queries.by_identifier(ctx, horizon.identifier)
            assert call.deadline.month == deadline
    assert call.state == "closed"


def test_a_call_says_in_words_whom_it_fits(platform, parties, make_profile, now):
    with platform.write(now=now) as ctx:
        call = service.add_call(
            ctx,
            {"title": "Timber and rural bioeconomy", "programme": "Horizon Europe", "keywords": ["timber"]},
        )
        profile_id = make_profile_in(ctx, parties, call.id)
        idea = ideas.raise_idea(
            ctx, {"title": "Skog för alla", "programme": "Horizon", "keywords": ["timber"]}
        )
        fitting.fit_call(ctx, call)
        fits = {fit.subject_id: fit for fit in queries.fits_of_call(ctx, call.id)}

        assert "It is written for this call." in [str(one) for one in fitting.said(fits[profile_id].reasons)]
        assert "It is meant for Horizon Europe." in [str(one) for one in fitting.said(fits[idea.id].reasons)]
        assert fits[profile_id].score > fits[idea.id].score


def make_profile_in(ctx, parties, call_id):
    from utblick_partnerships.service import profiles

    values = {"title": "x", "organisation_id": parties["firm"], "money": "shared", "call_id": call_id}
    return profiles.draft_profile(ctx, values).id


def test_what_somebody_has_left_is_not_suggested_again(platform, client_as, parties, now):
    with platform.write(now=now) as ctx:
        call = service.add_call(ctx, {"title": "Timber", "keywords": ["timber", "forest"]})
        ideas.raise_idea(ctx, {"title": "Timmer", "keywords": ["timber", "forest", "wood"]})
        fitting.fit_call(ctx, call)
        (fit,) = queries.fits_of_call(ctx, call.id)
        call_id, fit_id = call.id, fit.id

    client_as("officer").submit(f"/partnerships/fits/{fit_id}/leave", {"reason": "Fel land."})
    with platform.write(now=now) as ctx:
        fitting.fit_all(ctx)
        assert queries.fits_of_call(ctx, call_id) == []
        assert ctx.session.get(CallFit, fit_id).reason == "Fel land."


def test_a_need_of_another_area_is_kept_and_held_against_calls(platform, parties, now):
    from uuid import uuid4

    stated = subscribers.NeedStated.model_validate(
        {
            "need_id": str(uuid4()),
            "organisation_id": str(parties["firm"]),
            "tags": ["timber", "forest"],
            "x": 1,
        }
    )
    with platform.write(now=now) as ctx:
        subscribers.keep_need(ctx, stated)
        subscribers.keep_need(ctx, stated)
        call = service.add_call(ctx, {"title": "Timber and forest", "keywords": ["forest"]})
        assert len(ctx.session.exec(select(Need)).all()) == 1
        assert [fit.subject for fit in queries.fits_of_call(ctx, call.id)] == ["need"]


def test_the_chosen_ideas_go_on_in_the_next_period_with_their_lessons(client_as, platform, now, published):
    with platform.write(now=now) as ctx:
        ripe = ideas.raise_idea(ctx, {"title": "Mogen", "lessons": "Börja tidigt."}).id
        ideas.raise_idea(ctx, {"title": "Omogen"})
    officer = client_as("officer")
    form = {"from": "2021–2027", "to_period": "2028–2034", "ideas": str(ripe)}

    again = [officer.submit("/partnerships/period", form).status_code for _time in range(2)]

    assert again == [303, 303]
    with platform.read() as ctx:
        rows = {(one.title, one.period): one for one in ctx.session.exec(select(Idea))}
    carried = rows["Mogen", "2028–2034"]
    assert (carried.lessons, carried.carried_from, carried.stage) == ("Börja tidigt.", "2021–2027", "seed")
    assert rows["Omogen", "2021–2027"].stage == "parked"
    assert len(rows) == 3
    switched = [data for name, data in published() if name == "partnerships.period.switched"]
    assert [(one["carried"], one["parked"]) for one in switched] == [(1, 1), (0, 0)]
