"""Free seats of a municipality, seen at the county over a real line: each sign-up counts, and nobody is named."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from utblick_seminars.service import registrations, seminars

LJUSDAL = "2161"


@pytest.fixture
def hub_plugins():
    return ("county_hub",)


@pytest.fixture
def member_plugins():
    return ("seminars", "county_link")


def rows(house, query):
    with house.platform.database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def plan(house, title, **more):
    with house.platform.write() as ctx:
        starts = ctx.now + timedelta(days=3)
        times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
        kind = {"kind": "seminar", "audiences": ["public"], "place": "Salen", "seats": 2}
        row = seminars.plan_seminar(ctx, {"title": title, **times, **kind, **more})
        seminars.publish_seminar(ctx, row.id, {})
        return row.id


def test_the_county_sees_free_seats_as_they_are_taken_and_nobody_who_takes_them(county, until):
    hub, member = county.hub, county.members[LJUSDAL]
    seen = "SELECT member, title, free_seats, is_open FROM county_hub_seminar"
    plan(member, "Bara vår", share="municipality")
    shared = plan(member, "Tull och moms")
    until(lambda: rows(hub, seen) == [(LJUSDAL, "Tull och moms", 2, 1)])

    with member.platform.write() as ctx:
        who = {"name": "Prov Exempelsson", "email": "prov@exempel.example", "audience": "public"}
        registrations.sign_up(ctx, shared, who)
    until(lambda: rows(hub, seen) == [(LJUSDAL, "Tull och moms", 1, 1)])
    with member.platform.write() as ctx:
        seminars.cancel_seminar(ctx, shared, {"reason": "Storm"})
    until(lambda: rows(hub, seen) == [(LJUSDAL, "Tull och moms", 1, 0)])

    sent = "".join(str(data) for (data,) in rows(member, "SELECT data FROM core_county_post"))
    assert [
        word for word in ("Bara vår", "Exempelsson", "exempel.example", "registration") if word in sent
    ] == []
