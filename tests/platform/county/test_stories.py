"""Stories of a municipality, seen at the county over a real line, until they are taken back."""

import pytest
from sqlalchemy import text

from utblick_dissemination.service import consents, stories

LJUSDAL = "2161"


@pytest.fixture
def hub_plugins():
    return ("county_hub",)


@pytest.fixture
def member_plugins():
    return ("dissemination", "county_link")


def rows(house, query):
    with house.platform.database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def tell(house, title, firm=None, **more):
    with house.platform.write() as ctx:
        said = {"title": title, "done": "Så här.", "evidence": "Det syns.", "kind": "export"}
        row = stories.begin_story(ctx, {**said, "country": "EE", "organisation_id": firm, **more})
        if firm is not None:
            to = {"recipient_email": "prov@exempel.example"}
            token = consents.ask_organisation(ctx, row.id, to)
            consents.agree(ctx, token, answered_by="Prov Exempelsson")
        stories.approve_story(ctx, row.id, {})
        stories.publish_story(ctx, row.id, {})
        return row.id


def test_the_county_sees_stories_until_they_are_taken_back_and_nobody_who_is_not_named(county, until):
    hub, member = county.hub, county.members[LJUSDAL]
    seen = "SELECT member, title, kind, country, stands FROM county_hub_told"
    with member.platform.write() as ctx:
        firm = ctx.organisations.register("Björkstugan Trä AB").id
    tell(member, "Bara vår", share="municipality")
    shared = tell(member, "Första affären", firm, named=False)
    until(lambda: rows(hub, seen) == [(LJUSDAL, "Första affären", "export", "EE", 1)])

    with member.platform.write() as ctx:
        stories.withdraw_story(ctx, shared, {})
    until(lambda: rows(hub, seen) == [(LJUSDAL, "", "export", "EE", 0)])

    sent = "".join(str(data) for (data,) in rows(member, "SELECT data FROM core_county_post"))
    named = ("Bara vår", "Exempelsson", "exempel.example", "Björkstugan", str(firm))
    assert [word for word in named if word in sent] == []
