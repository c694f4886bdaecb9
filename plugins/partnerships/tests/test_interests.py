"""Expressions of interest: from the public page to an introduction, and what the partner may know when."""

import json
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import text
from sqlmodel import select

from utblick.api import Conflict
from utblick_partnerships.models import Interest
from utblick_partnerships.service import interests as service

ANSWERS = {
    "from_organisation": "Demo Puu Oy",
    "from_name": "Aino Demonen",
    "from_email": "aino@puu.example",
    "country": "Finland",
    "who": "A builders' merchant.",
    "why": "Customers ask for panels.",
    "what_next": "Prices.",
}
REFERENCE = "BOSE20261127001"


@pytest.fixture
def interest(platform, make_profile, now):
    profile_id = make_profile("published")
    with platform.write(now=now) as ctx:
        row = service.receive_by_page(ctx, REFERENCE, ANSWERS | {"country": "FI"})
        assert row.profile_id == profile_id
        return row.id


def test_nothing_that_anybody_can_see_tells_who_the_client_is(client_as, make_profile):
    make_profile("published")
    nobody = client_as(None)

    seen = [
        nobody.get(path).text
        for path in (
            "/partnerships/open",
            f"/partnerships/open/{REFERENCE}",
            "/partnerships/feed.json",
            "/partnerships/feed.xml",
        )
    ]

    assert all("Swedish sawmill seeks distributors of panels" in page for page in seen)
    assert [
        name for page in seen for name in ("Demo Såg", "Paneler till Finland", "Tage") if name in page
    ] == []
    assert json.loads(seen[2])["items"][0]["_een"]["reference"] == REFERENCE
    assert ET.fromstring(seen[3]).find("{http://www.w3.org/2005/Atom}entry") is not None


def test_a_draft_is_seen_by_nobody(client_as, make_profile):
    make_profile("external_review")

    assert json.loads(client_as(None).get("/partnerships/feed.json").text)["items"] == []
    assert client_as(None).get(f"/partnerships/open/{REFERENCE}").status_code == 404


def test_interest_from_the_public_page_waits_for_an_officer(client_as, make_profile, published, platform):
    make_profile("published")
    nobody = client_as(None, language="en")

    refused = nobody.post(f"/partnerships/open/{REFERENCE}", data={"who": "We"})
    taken = nobody.post(f"/partnerships/open/{REFERENCE}", data=ANSWERS)

    assert refused.status_code == 422
    assert "Write the name of your organisation." in refused.text
    assert taken.headers["location"].startswith("/partnerships/thanks")
    name, data = published()[-1]
    assert (name, data["channel"], data["country"]) == ("partnerships.interest.received", "web", "FI")
    assert "Demo Puu Oy" in client_as("officer").get("/panels/partnerships.overview").text


def test_a_sixth_interest_within_an_hour_waits_and_nothing_that_was_written_is_lost(
    client_as, make_profile, platform
):
    make_profile("published")
    nobody = client_as(None, language="en")
    address = f"/partnerships/open/{REFERENCE}"
    nobody.post(address, data={"who": "We"})

    answers = [nobody.post(address, data=ANSWERS) for _time in range(6)]

    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert "Not sent yet" in answers[-1].text
    assert "Try again in 60 minutes." in answers[-1].text
    assert "Customers ask for panels." in answers[-1].text
    with platform.write() as ctx:
        assert len(ctx.session.exec(select(Interest)).all()) == 5
        ctx.session.execute(text("update core_sign_in_attempt set wait_until = last_at"))
    assert nobody.post(address, data=ANSWERS).status_code == 303


def test_the_client_is_named_to_the_partner_first_when_it_has_consented(
    platform, interest, letters, now, published
):
    with platform.write(now=now) as ctx:
        service.screen_interest(ctx, interest, {})
        with pytest.raises(Conflict):
            service.introduce_interest(ctx, interest, {"consent_by": "Tage Demonström"})
        service.forward_interest(ctx, interest, {})
    assert [text for _to, _subject, text in letters() if "Demo Såg" in text] == []

    with platform.write(now=now) as ctx:
        service.introduce_interest(ctx, interest, {"consent_by": "Tage Demonström"})

    to, _subject, text = letters()[0]
    assert to == "aino@puu.example"
    assert "Demo Såg AB" in text
    assert "tage@demosag.example" in text
    assert published()[-1][0] == "partnerships.interest.introduced"


def test_talks_lead_to_an_agreement_or_are_closed_with_a_reason(platform, interest, now, published):
    with platform.write(now=now) as ctx:
        service.forward_interest(ctx, interest, {})
        service.close_interest(ctx, interest, {"closed_reason": "client_declined", "comment": "Fel tid."})

    with platform.read() as ctx:
        row = ctx.session.get(Interest, interest)
        assert (row.state, row.closed_reason, row.note) == ("closed", "client_declined", "Fel tid.")
    assert published()[-1][1]["reason"] == "client_declined"


def test_an_officer_notes_an_interest_with_no_more_than_the_profile(client_as, make_profile, platform, now):
    profile_id = make_profile("published")

    made = client_as("officer").submit("/partnerships/interests/new", {"profile_id": str(profile_id)})

    assert made.status_code == 303
    with platform.read() as ctx:
        (row,) = ctx.session.exec(select(Interest)).all()
        assert (row.title, row.received_on) == ("Någon utomlands – Paneler till Finland", ctx.today)
