"""Seats, partners and participants as records: their history, their API, and how they stand on pages."""

import re

import pytest
from sqlmodel import select

from utblick_partnerships.models import ArenaParticipant, ProjectPartner
from utblick_partnerships.service import agreements, arena, consortia, invitations, projects

API = "/api/partnerships"


@pytest.fixture
def program(client_as):
    """What a program with an officer's permissions sends."""
    client = client_as("officer", language="en")
    client.headers.update({"accept": "application/json", "x-csrf-token": client.csrf})
    return client


@pytest.fixture
def officer(client_as):
    return client_as("officer", language="en")


@pytest.fixture
def seat(platform, make_consortium, parties, now):
    """A seat whose organisation was invited, and has said yes by its link."""
    consortium_id = make_consortium()
    with platform.write(now=now) as ctx:
        row = consortia.add_seat(ctx, consortium_id, {"organisation_id": parties["firm"], "task": "Sågar"})
        link = invitations.invite(ctx, row.id, {}).link
    with platform.write(now=now) as ctx:
        invitations.answer_invitation(
            ctx, link.rpartition("/")[2], accepts=True, answered_by="Tage Demonström"
        )
    return consortium_id, row.id


@pytest.fixture
def project(platform, parties, now):
    """A project of two countries with the local small firm, whose agreement is signed and counts."""
    with platform.write(now=now) as ctx:
        row = projects.plan_project(ctx, {"title": "Demo"})
        for key in ("town", "firm", "rantala"):
            projects.add_partner(ctx, row.id, {"organisation_id": parties[key]})
        draft = agreements.draft_agreement(ctx, {"project_id": row.id})
        agreements.sign_agreement(ctx, draft.id, {})
        return row.id


@pytest.fixture
def meeting(platform, parties, now):
    with platform.write(now=now) as ctx:
        row = arena.plan_meeting(ctx, {"title": "Riktlinjer", "held_on": now.date()})
        arena.ask_organisation(ctx, row.id, parties["firm"])
        return row.id


def told(page):
    """The text of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_who_changed_a_seat_and_what_stands_on_its_page(officer, seat):
    consortium_id, seat_id = seat
    officer.submit(f"/partnerships/seats/{seat_id}/money", {"budget": "12 500", "own_share": "20"})

    page = officer.get(f"/partnerships/seats/{seat_id}").text

    said = told(page).partition("What has happened")[2]
    assert "Officer" in said
    assert "12,500" in said
    assert "Invited" in said
    assert "Accepted" in said
    assert f'href="/partnerships/consortia/{consortium_id}"' in page


def test_every_page_of_a_seat_leads_back_to_its_consortium(officer, seat):
    consortium_id, seat_id = seat
    pages = [
        officer.get(f"/partnerships/seats/{seat_id}{path}")
        for path in ("", "/edit", "/do/free", "/do/invite")
    ]

    crumbs = [page.text.partition('class="crumbs"')[2].partition("</nav>")[0] for page in pages]
    assert [page.status_code for page in pages] == [200, 200, 200, 409]
    assert [f'href="/partnerships/consortia/{consortium_id}"' in way for way in crumbs] == [True] * 4


def test_a_consortium_lists_its_seats_once_and_leads_to_them(officer, seat):
    consortium_id, seat_id = seat

    page = officer.get(f"/partnerships/consortia/{consortium_id}").text
    box = officer.get(f"/panels/partnerships.consortium_seats/{consortium_id}").text
    listed = officer.get(f"/partnerships/seats?consortium_id={consortium_id}").text

    assert 'href="/partnerships/seats' not in page
    assert "/partnerships/seats?consortium_id=" in box
    assert f'href="/partnerships/seats/{seat_id}"' in listed
    assert '"/partnerships/seats"' not in officer.get("/").text


def test_a_program_adds_fills_and_frees_a_seat(program, make_consortium, parties, letters):
    consortium_id = str(make_consortium())
    made = program.post(
        f"{API}/seats",
        json={"consortium_id": consortium_id, "role": "partner", "organisation_id": str(parties["rantala"])},
    )
    assert (made.status_code, made.json()["title"], made.json()["state"]) == (
        201,
        "Demo-Rantala",
        "candidate",
    )
    one = f"{API}/seats/{made.json()['id']}"

    invited = program.post(f"{one}/do/invite", json={})
    accepted = program.post(f"{one}/do/accept", json={"answer": "Gärna."})
    freed = program.post(f"{one}/do/free", json={})

    assert [to for to, _subject, _text in letters()] == ["a@rantala.example"]
    states = [answer.json()["state"] for answer in (invited, accepted, freed)]
    assert states == ["invited", "accepted", "needed"]
    assert (freed.json()["organisation_id"], freed.json()["answer"]) == (None, "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": "lead"}, "role"),
        ({"own_share": "101"}, "own_share"),
        ({"organisation_id": "town"}, "organisation_id"),
    ],
)
def test_what_the_builder_refuses_a_program_may_not_either(program, seat, parties, changes, field):
    _consortium_id, seat_id = seat
    sent = {name: str(parties[value]) if value in parties else value for name, value in changes.items()}

    refused = program.patch(f"{API}/seats/{seat_id}", json=sent)

    assert refused.status_code in (409, 422)
    if refused.status_code == 422:
        assert [problem["field"] for problem in refused.json()["errors"]] == [field]


def test_the_seats_of_a_consortium_that_is_complete_stay_as_they_are(program, seat, platform, now):
    consortium_id, seat_id = seat
    with platform.write(now=now) as ctx:
        consortia.complete_consortium(ctx, consortium_id, {"although": True})

    added = program.post(f"{API}/seats", json={"consortium_id": str(consortium_id), "role": "partner"})
    changed = program.patch(f"{API}/seats/{seat_id}", json={"task": "Annat"})

    assert (added.status_code, changed.status_code) == (409, 409)


def test_a_partner_that_leaves_by_a_program_takes_the_count_back(program, project, parties, published):
    rows = program.get(f"{API}/partners?project_id={project}").json()["data"]
    firm = next(row for row in rows if row["organisation_id"] == str(parties["firm"]))

    left = program.patch(f"{API}/partners/{firm['id']}", json={"left_on": "2026-11-27"})
    told_then = published()[-1][0]
    back = program.patch(f"{API}/partners/{firm['id']}", json={"left_on": None})

    assert (firm["title"], left.status_code, back.status_code) == ("Demo Såg AB", 200, 200)
    assert told_then == "partnerships.partner.left"
    assert published()[-1][0] == "partnerships.agreement.signed"
    assert published()[-1][1]["small_firms"] == 1


def test_a_partner_that_is_only_associated_from_now_on_no_longer_counts(program, project, parties, published):
    rows = program.get(f"{API}/partners?organisation_id={parties['firm']}").json()["data"]

    program.patch(f"{API}/partners/{rows[0]['id']}", json={"role": "associated"})

    name, data = published()[-1]
    assert (name, data["small_firms"]) == ("partnerships.agreement.signed", 0)


def test_a_partner_stays_in_its_project(program, project, parties):
    rows = program.get(f"{API}/partners?project_id={project}").json()["data"]

    refused = program.patch(
        f"{API}/partners/{rows[0]['id']}", json={"organisation_id": str(parties["large"])}
    )

    assert [one["field"] for one in refused.json()["errors"]] == ["organisation_id"]


def test_a_program_asks_to_a_meeting_and_a_meeting_that_was_held_is_counted_anew(
    program, meeting, parties, platform, now, published
):
    asked = program.post(
        f"{API}/participants", json={"meeting_id": str(meeting), "organisation_id": str(parties["school"])}
    )
    with platform.write(now=now) as ctx:
        arena.hold_meeting(ctx, meeting, {})
    before = published()[-1][1]["helices"]

    program.patch(f"{API}/participants/{asked.json()['id']}", json={"came": False})

    assert (asked.json()["helix"], asked.json()["title"]) == ("university", "Demo universitet")
    assert (before, published()[-1][1]["helices"]) == (3, 2)


def test_the_names_of_partners_are_found_in_both_languages_and_lists_come_as_files(
    officer, project, platform, now
):
    with platform.write(now=now) as ctx:
        row = ctx.session.exec(select(ProjectPartner).where(ProjectPartner.title == "Demo-Rantala")).one()
        row.name_en = "Municipality of Demo-Rantala"

    assert "Demo-Rantala" in officer.get("/partnerships/partners?q=municipality").text
    files = [
        officer.get(f"/partnerships/{path}/export.csv").text for path in ("partners", "seats", "participants")
    ]
    assert "Demo Såg AB" in files[0]


def test_a_participant_has_the_name_that_the_organisation_had(platform, meeting):
    with platform.read() as ctx:
        rows = ctx.session.exec(select(ArenaParticipant).order_by(ArenaParticipant.title)).all()

    assert [row.title for row in rows] == ["Demo Såg AB", "Demo kommun"]
