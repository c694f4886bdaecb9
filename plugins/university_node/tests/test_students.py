"""Students: interest with consent on the public page, their own data by a link, and being forgotten."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import text
from sqlmodel import select

from utblick_university_node import jobs
from utblick_university_node.models import Match, Student
from utblick_university_node.queries import students as queries
from utblick_university_node.service import matches, students


@pytest.fixture
def now():
    return datetime.now(UTC)


@pytest.fixture
def assignment(make_assignment, now):
    today = now.date()
    return make_assignment(
        starts_on=today + timedelta(days=60),
        ends_on=today + timedelta(days=130),
        interest_until=today + timedelta(days=40),
    )


@pytest.fixture
def interest(node):
    return {
        "name": "Demo Student 7",
        "email": "demo.student7@student.example",
        "institution_id": str(node.hig),
        "programme": "Exempelprogrammet",
        "words": "Jag kan trä.",
        "consent": "1",
    }


def test_published_assignments_are_a_page_json_and_a_feed_without_signing_in(
    client_as, assignment, make_assignment
):
    hidden = make_assignment(title="Hemligt uppdrag", published=False)
    visitor = client_as(None)

    shown = visitor.get("/university_node/open?language=en").text
    listed = visitor.get("/university_node/open.json").json()
    feed = ET.fromstring(visitor.get("/university_node/open.atom").content)

    assert "Moisture in glulam" in shown
    assert [one["title"]["sv"] for one in listed] == ["Fukt i limträ"]
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 1
    assert visitor.get(f"/university_node/open/{hidden}").status_code == 410
    assert "Hemligt uppdrag" not in shown


def test_interest_needs_consent_and_brings_a_person_a_match_and_two_letters(
    client_as, platform, assignment, interest, letters, published
):
    visitor, url = client_as(None), f"/university_node/open/{assignment}"

    refused = visitor.submit(url, {**interest, "consent": ""})
    assert (refused.status_code, 'href="#f-consent"' in refused.text) == (422, True)
    assert visitor.submit(url, {**interest, "email": "nej"}).status_code == 422
    assert letters() == []
    taken = visitor.submit(url, interest)
    again = visitor.submit(url, interest)

    assert (taken.status_code, again.status_code) == (303, 303)
    with platform.read() as ctx:
        [student] = ctx.session.exec(select(Student)).all()
        [match] = ctx.session.exec(select(Match)).all()
        assert ctx.people.get(student.person_id).legal_basis == "consent"
    assert (match.origin, match.words) == ("interest", "Jag kan trä.")
    assert [to for to, _path in letters()][:2] == ["anna@sag.example", "demo.student7@student.example"]
    assert [name for name, _data in published()].count("university_node.match.proposed") == 1


def test_after_many_from_one_address_a_student_waits_with_what_was_written(
    client_as, platform, assignment, interest
):
    visitor, url = client_as(None, language="en"), f"/university_node/open/{assignment}"
    visitor.submit(url, interest)
    with platform.write() as ctx:
        ctx.session.execute(text("update core_sign_in_attempt set failures = 30"))

    later = visitor.submit(url, {**interest, "email": "demo.student8@student.example"})

    assert later.status_code == 429
    assert "Try again in 60 minutes." in later.text
    assert "Jag kan trä." in later.text
    with platform.read() as ctx:
        assert len(ctx.session.exec(select(Student)).all()) == 1


def test_what_programs_fill_in_is_thanked_for_and_not_kept(client_as, platform, assignment, interest):
    sent = client_as(None).submit(
        f"/university_node/open/{assignment}", {**interest, "homepage": "https://x.example"}
    )

    assert sent.status_code == 303
    with platform.read() as ctx:
        assert ctx.session.exec(select(Student)).all() == []


def test_a_student_sees_takes_along_and_erases_what_is_held(
    client_as, platform, assignment, interest, letters, published
):
    visitor = client_as(None)
    visitor.submit(f"/university_node/open/{assignment}", interest)
    [own] = [path for to, path in letters() if to == interest["email"]]

    shown, data = visitor.get(own).text, visitor.get(f"{own}/data.json").json()
    gone = visitor.submit(own, {})

    assert "Exempelprogrammet" in shown
    assert (data["person"]["email"], data["matches"][0]["words"]) == (interest["email"], "Jag kan trä.")
    assert gone.headers["location"].startswith("/university_node/thanks?for=gone")
    with platform.read() as ctx:
        assert ctx.session.exec(select(Student)).all() == []
        assert ctx.people.find(email=interest["email"]) is None
        [match] = ctx.session.exec(select(Match)).all()
    assert (match.state, match.student_id, match.words) == ("declined", None, "")
    assert "core.person.erased" in dict(published())
    assert visitor.get(own).status_code == 404


def test_an_agreement_keeps_a_student_who_withdraws_and_staff_get_a_task(platform, matched, now, client):
    with platform.write(now=now) as ctx:
        gone = students.withdraw_consent(ctx, queries.student(ctx, matched.student))
    with platform.read() as ctx:
        assert (gone, queries.student(ctx, matched.student).state) == (False, "withdrawn")
    assert "återkallat samtycket" in client.get("/tasks?whose=all").text


def test_interest_that_came_to_nothing_is_forgotten_after_a_year_with_the_person(
    platform, make_assignment, make_student, now
):
    assignment, kept = make_assignment(interest_until=None), make_student("Demo Student 2")
    forgotten = make_student("Demo Student 1")
    with platform.write(now=now) as ctx:
        match = matches.propose_match(ctx, assignment, forgotten).id
        matches.decline_match(ctx, match, {"declined_by": "company", "declined_reason": "no_time"})
        student = queries.student(ctx, forgotten)
        person = student.person_id
        ctx.people.join(queries.student(ctx, kept).person_id, ctx.organisations.register("Exempel AB").id)
    with platform.write(now=now + timedelta(days=360)) as ctx:
        assert jobs.forget(ctx) is None
    with platform.write(now=now + timedelta(days=367)) as ctx:
        said = jobs.forget(ctx)
    with platform.read() as ctx:
        assert str(said) == "2 students were forgotten."
        assert ctx.session.exec(select(Student)).all() == []
        assert ctx.people.find(email="demo.student.1@student.example") is None
        assert ctx.people.find(email="demo.student.2@student.example") is not None
        row = queries.match(ctx, match)
        assert (row.student_id, row.words) == (None, "")
    assert person is not None
