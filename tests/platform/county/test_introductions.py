"""Who has a way to Tartu? From the question to the contact details, over real lines, and nothing beside them."""

import re
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text

from utblick.api import new_id
from utblick_county_link import service

NORDANSTIG, LJUSDAL = "2132", "2161"
COMPANY, PERSON, ADDRESS = "Exempel Brobygg AB", "Prov Exempelsson", "prov@brobygg.example"


@pytest.fixture
def hub_plugins():
    return ("county_hub",)


@pytest.fixture
def member_plugins():
    return ("export_deals", "county_link")


@pytest.fixture
def company(county):
    """A company of Ljusdal with a contact, which has confirmed an agreement in Estonia."""
    confirmed = county.members[LJUSDAL].platform.registry.event("export_deals.agreement.confirmed")
    with county.members[LJUSDAL].platform.write() as ctx:
        made = ctx.organisations.register(COMPANY, municipality=LJUSDAL)
        person = ctx.people.register(PERSON, email=ADDRESS, phone="+46701740605")
        ctx.people.join(person.id, made.id)
        ctx.publish(
            confirmed(
                agreement_id=new_id(),
                organisation_id=made.id,
                municipality=LJUSDAL,
                country="EE",
                kind="sales",
                signed_on=date(2026, 5, 4),
                small_firm=True,
                first_time=True,
            )
        )
        return made.id


def rows(house, query):
    with house.platform.database.engine.connect() as connection:
        return connection.execute(text(query)).all()


def do(house, verb, **arguments):
    with house.platform.write() as ctx:
        return getattr(service, verb)(ctx, **arguments)


def ask(house, country="EE"):
    values = {
        "title": "En väg till Tartu",
        "country": country,
        "place": "Tartu",
        "about": "Limträ till en bro",
    }
    asked = do(house, "draft_introduction", values=values)
    do(house, "ask_county", introduction_id=asked.id, answers={})
    return asked.id


def everything_on_disk(house):
    folder = house.platform.settings.data_folder
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_contact_details_flow_by_consent_alone_and_to_nobody_but_who_asked(county, company, until):
    hub, asking, answering = county.hub, county.members[NORDANSTIG], county.members[LJUSDAL]
    until(lambda: rows(hub, "SELECT member, country, stands FROM county_hub_way") == [(LJUSDAL, "EE", 1)])

    ask(asking)
    until(
        lambda: (
            rows(answering, "SELECT municipality, place FROM county_link_inquiry") == [(NORDANSTIG, "Tartu")]
        )
    )
    inquiry = UUID(rows(answering, "SELECT id FROM county_link_inquiry")[0][0])
    link = do(answering, "ask_company", inquiry_id=inquiry, answers={"organisation_id": company})
    assert rows(asking, "SELECT * FROM county_link_answer") == []
    do(answering, "answer_inquiry", token=re.search(r"[\w-]{43}$", link)[0], consents=True)

    until(lambda: rows(asking, "SELECT 1 FROM county_link_answer"))
    got = rows(asking, "SELECT municipality, company, person, email, phone FROM county_link_answer")
    assert got == [(LJUSDAL, COMPANY, PERSON, ADDRESS, "+46701740605")]
    logged = "SELECT action FROM core_audit WHERE action LIKE 'county.%'"
    assert rows(answering, logged) == [("county.contact_sent",)]
    assert rows(asking, logged) == [("county.contact_received",)]
    until(lambda: hub.waiting() == 0)
    told = "SELECT DISTINCT recipient FROM core_county_post WHERE name LIKE '%answered'"
    assert rows(hub, told) == [(NORDANSTIG,)]
    hub.stop()
    held = everything_on_disk(hub)
    assert b"Tartu" in held
    assert [word for word in (COMPANY, PERSON, ADDRESS, "701740605") if word.encode() in held] == []


def test_a_no_leaves_no_trace_outside_of_the_house_and_a_member_without_a_way_is_not_asked(
    county, company, until
):
    hub, asking, answering = county.hub, county.members[NORDANSTIG], county.members[LJUSDAL]
    until(lambda: rows(hub, "SELECT 1 FROM county_hub_way"))
    ask(asking, country="PL")
    ask(asking)
    until(lambda: rows(answering, "SELECT 1 FROM county_link_inquiry"))
    before = rows(hub, "SELECT events FROM county_hub_heard ORDER BY member")
    inquiry = UUID(rows(answering, "SELECT id FROM county_link_inquiry")[0][0])
    link = do(answering, "ask_company", inquiry_id=inquiry, answers={"organisation_id": company})
    do(answering, "answer_inquiry", token=re.search(r"[\w-]{43}$", link)[0], consents=False)
    answering.tell(1)

    until(lambda: answering.waiting() == 0 and (LJUSDAL, 1) in hub.heard())
    assert rows(hub, "SELECT events FROM county_hub_heard ORDER BY member") == before
    assert rows(hub, "SELECT country FROM county_hub_question ORDER BY country") == [("EE",), ("PL",)]
    assert rows(hub, "SELECT member, answered FROM county_hub_match") == [(LJUSDAL, 0)]
    assert rows(answering, "SELECT state FROM county_link_inquiry") == [("declined",)]
    assert rows(answering, "SELECT 1 FROM core_county_post WHERE name LIKE 'county_link.%'") == []
