"""The bell: told once, to those who own or follow, and not to who did it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from utblick.access.models import User
from utblick.bus import log
from utblick.context import SYSTEM, Actor
from utblick.records.notices import forget_old, tell_of_event, unread


@pytest.fixture
def platform(yard_on):
    return yard_on


@pytest.fixture
def users(platform):
    with platform.write() as ctx:
        rows = [
            User(email=f"{name}@utblick.example", name=f"Exempel {name}", state="active")
            for name in ("Anna", "Bo")
        ]
        ctx.session.add_all(rows)
        ctx.session.flush()
        return [Actor("user", row.id, row.name, frozenset("*")) for row in rows]


def launch(platform, boat_id, company, actor):
    event = platform.registry.event("yard.boat.launched")
    with platform.write(actor) as ctx:
        published = ctx.publish(event(boat_id=boat_id, organisation_id=company))
    with platform.read() as ctx:
        return log.by_id(ctx.session, published).event


def waiting(platform, actor):
    with platform.read(actor) as ctx:
        return unread(ctx)


def test_the_owner_of_a_record_is_told_what_others_do_with_it(platform, users, boat, company):
    anna, bo = users
    event = launch(platform, boat(owner_id=anna.id), company, bo)

    for _delivery in range(2):
        with platform.write(SYSTEM) as ctx:
            tell_of_event(ctx, event)

    assert (waiting(platform, anna), waiting(platform, bo)) == (1, 0)


def test_nobody_is_told_what_they_did_themselves(platform, users, boat, company):
    anna, _bo = users
    event = launch(platform, boat(owner_id=anna.id), company, anna)

    with platform.write(SYSTEM) as ctx:
        tell_of_event(ctx, event)

    assert waiting(platform, anna) == 0


def test_an_owner_who_is_no_user_any_more_stops_nothing(platform, users, boat, company):
    from uuid import UUID

    event = launch(platform, boat(owner_id=UUID(int=1)), company, users[0])

    with platform.write(SYSTEM) as ctx:
        tell_of_event(ctx, event)

    assert waiting(platform, users[0]) == 0


def test_who_follows_an_organisation_hears_of_it_until_they_stop(platform, client, users, boat, company):
    with platform.read() as ctx:
        me = ctx.session.exec(select(User).where(User.email == "administrator@utblick.example")).one()
    actor = Actor("user", me.id, me.name, frozenset("*"))
    client.submit(f"/records/core/organisation/{company}/follow")
    event = launch(platform, boat("Freja"), company, users[0])
    with platform.write(SYSTEM) as ctx:
        tell_of_event(ctx, event)

    assert waiting(platform, actor) == 1
    assert "Freja was launched" in client.get("/notices").text
    client.submit("/notices/read")
    assert waiting(platform, actor) == 0

    client.submit(f"/records/core/organisation/{company}/follow")
    event = launch(platform, boat("Tor"), company, users[0])
    with platform.write(SYSTEM) as ctx:
        tell_of_event(ctx, event)
    assert waiting(platform, actor) == 0


def test_a_comment_tells_the_owner(platform, client, users, boat):
    anna, _bo = users

    client.submit(f"/records/yard/boat/{boat(owner_id=anna.id)}/comments", {"text": "Titta"})

    assert waiting(platform, anna) == 1


def test_the_news_of_the_house_stand_on_the_overview(platform, client, users, boat, company):
    launch(platform, boat("Freja"), company, users[0])

    assert "/panels/core.news" in client.get("/").text
    assert "Freja was launched" in client.get("/panels/core.news").text


def test_old_notices_are_forgotten(platform, users, boat, company):
    anna, bo = users
    event = launch(platform, boat(owner_id=anna.id), company, bo)
    with platform.write(SYSTEM) as ctx:
        tell_of_event(ctx, event)

    for days, left in ((179, 1), (181, 0)):
        with platform.write(SYSTEM, now=datetime.now(UTC) + timedelta(days=days)) as ctx:
            forget_old(ctx)
        assert waiting(platform, anna) == left
