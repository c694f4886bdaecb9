"""The consortium builder without JavaScript: seats filled by form and by link, until the rules are met."""

import io
import re
import time
from decimal import Decimal

import pytest
from docx import Document

from utblick.api import Invalid
from utblick_partnerships.models import Consortium, Seat
from utblick_partnerships.queries import consortia as queries
from utblick_partnerships.service import consortia as service
from utblick_partnerships.service import invitations


@pytest.fixture
def built(platform, make_consortium, client_as):
    """A consortium that lacks a partner and participants, and the officer who builds it."""
    consortium_id = make_consortium()
    officer = client_as("officer", language="en")

    def page(path="build"):
        return officer.get(f"/partnerships/consortia/{consortium_id}/{path}").text

    def seat(place):
        with platform.read() as ctx:
            return queries.seats(ctx, consortium_id)[place].id

    return officer, consortium_id, page, seat


def test_seats_are_filled_until_the_verdict_is_met(built, parties, letters, client_as, published):
    officer, consortium_id, page, seat = built
    assert "Not yet. Missing: 1 municipality, a partner from 1 more country, 50 participants" in page()

    officer.submit(
        f"/partnerships/consortia/{consortium_id}/facts",
        {"months": "9", "participants": "62", "international": "14"},
    )
    assert "Missing: 1 municipality, a partner from 1 more country, 11 international participants." in page()
    wanted = {"role": "partner", "wanted_kind": "municipality", "wanted_country": "fi", "task": "Tar emot"}
    officer.submit(f"/partnerships/consortia/{consortium_id}/seats", wanted)
    offered = officer.get(f"/partnerships/consortia/{consortium_id}/build?seat={seat(1)}").text
    assert "Choose Demo-Rantala" in offered
    assert "Choose Demo-Kylä" not in offered
    officer.submit(
        f"/partnerships/seats/{seat(1)}/organisation", {"organisation_id": str(parties["rantala"])}
    )
    assert "It would be met if all who are thought of or invited said yes." not in page()
    officer.submit(
        f"/partnerships/consortia/{consortium_id}/facts",
        {"months": "9", "participants": "62", "international": "27"},
    )
    assert "It would be met if all who are thought of or invited said yes." in page()

    officer.submit(f"/partnerships/seats/{seat(1)}/invite", {"email": ""})
    to, _subject, text = letters()[0]
    link = re.search(r"/partnerships/invitation/[\w-]{43}", text)
    nobody = client_as(None, language="en")
    refused = nobody.post(link[0], data={"accepts": "yes"})
    answered = nobody.post(link[0], data={"accepts": "yes", "answered_by": "Aino Demonen"})

    assert (to, refused.status_code, answered.status_code) == ("a@rantala.example", 422, 303)
    assert "Yes: CERV Town Twinning is met." in page()
    assert nobody.get(link[0]).status_code == 410
    checked = [data["met"] for name, data in published() if name == "partnerships.eligibility.checked"]
    assert checked == [False, True]
    assert [data["country"] for name, data in published() if name == "partnerships.seat.filled"] == ["FI"]


def test_a_link_works_once_and_only_the_latest(platform, make_consortium, parties, now, client_as):
    consortium_id = make_consortium()
    with platform.write(now=now) as ctx:
        seat = service.add_seat(ctx, consortium_id, {"organisation_id": parties["kylä"]})
        first = invitations.invite(ctx, seat.id, {}).link
        second = invitations.invite(ctx, seat.id, {}).link
    nobody = client_as(None)

    assert [nobody.get(link[link.index("/partnerships") :]).status_code for link in (first, second)] == [
        404,
        200,
    ]


def test_an_organisation_has_one_seat_and_a_consortium_one_lead(platform, make_consortium, parties, now):
    consortium_id = make_consortium()
    with platform.write(now=now) as ctx:
        service.add_seat(ctx, consortium_id, {"organisation_id": parties["firm"]})
        with pytest.raises(Invalid, match="corrected"):
            service.add_seat(ctx, consortium_id, {"role": "lead"})
    with platform.write(now=now) as ctx, pytest.raises(Invalid):
        service.add_seat(ctx, consortium_id, {"organisation_id": parties["firm"]})


def test_a_local_small_firm_is_marked_and_a_large_one_is_not(built, parties, platform, now):
    _officer, consortium_id, page, _seat = built
    with platform.write(now=now) as ctx:
        service.add_seat(ctx, consortium_id, {"organisation_id": parties["large"]})
    assert "local small firm" not in page()

    with platform.write(now=now) as ctx:
        service.add_seat(ctx, consortium_id, {"organisation_id": parties["firm"]})
    assert page().count("local small firm") == 1


@pytest.mark.parametrize(
    ("answers", "aid"),
    [
        ({}, None),
        ({"economic": "no"}, False),
        ({"economic": "yes", "selective": "yes", "advantage": "yes", "trade": "unknown"}, None),
        ({"economic": "yes", "selective": "yes", "advantage": "yes", "trade": "yes"}, True),
    ],
)
def test_four_times_yes_is_probably_state_aid(answers, aid):
    assert service.is_probably_aid(Seat(title="", consortium_id=None, aid=answers)) is aid


def test_one_data_set_makes_three_drafts(built, platform, parties, now):
    officer, consortium_id, _page, _seat = built
    with platform.write(now=now) as ctx:
        seat = service.add_seat(
            ctx, consortium_id, {"organisation_id": parties["rantala"], "task": "Tar emot"}
        )
        service.set_money(ctx, seat.id, budget=Decimal(12_500), own_share=Decimal(20))

    texts = {}
    for name in ("concept", "letter", "agreement"):
        content = officer.get(f"/partnerships/consortia/{consortium_id}/{name}.docx").content
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        texts[name] = "\n".join([*(one.text for one in document.paragraphs), *cells])

    for text in texts.values():
        assert "Demo-Rantala" in text
        assert "12,500 euro" in text
    assert "Kusten möts" in texts["concept"]
    assert "The letter binds nobody to pay." in texts["letter"]
    assert texts["agreement"].count("Demo-Rantala") == 2


def test_a_consortium_of_thirty_seats_is_rechecked_in_less_than_two_hundred_milliseconds(
    platform, make_consortium, now
):
    consortium_id = make_consortium()
    with platform.write(now=now) as ctx:
        for number in range(30):
            town = ctx.organisations.register(f"Demo-ort {number}", kind="municipality", country="FI")
            ctx.session.add(
                Seat(title="x", consortium_id=consortium_id, organisation_id=town.id, state="accepted")
            )

    with platform.write(now=now) as ctx:
        row = ctx.session.get(Consortium, consortium_id)
        began = time.perf_counter()
        service.recheck(ctx, row)
        took = time.perf_counter() - began

    assert took < 0.2
