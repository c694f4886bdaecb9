"""Matches: three answers by three links, a no with its reason, reminders, expiry, the agreement and grades."""

from datetime import UTC, datetime, timedelta

import pytest

from utblick.api import Conflict, Invalid
from utblick_university_node import jobs
from utblick_university_node.queries import agreements, assignments, students
from utblick_university_node.service import assignments as assignment_verbs
from utblick_university_node.service import matches, triangles, verdicts


@pytest.fixture
def now():
    """The pages run by the real clock, so the links must be young."""
    return datetime.now(UTC)


@pytest.fixture
def make_assignment(make_assignment, now):
    """The same, in days that lie ahead whenever the test is run."""
    today = now.date()

    def make(**values):
        days = {
            "starts_on": today + timedelta(days=60),
            "ends_on": today + timedelta(days=130),
            "interest_until": today + timedelta(days=40),
        }
        return make_assignment(**days | values)

    return make


def test_company_student_and_university_answer_by_their_own_links(
    client_as, platform, make_assignment, make_student, letters, now, published
):
    assignment, student = make_assignment(), make_student()
    with platform.write(now=now) as ctx:
        match = matches.propose_match(ctx, assignment, student, words="Jag kan trä.").id
    visitor, seen = client_as(None), []
    for _party in range(3):
        to, path = letters()[-1]
        page = visitor.get(path)
        seen.append((to, "Jag kan trä." in page.text, "Demo Student 1" in page.text))
        assert visitor.submit(path, {"answer": "yes"}).status_code == 303
        assert visitor.get(path).status_code == 410
    assert seen == [
        ("anna@sag.example", True, False),
        ("demo.student.1@student.example", False, False),
        ("miun@exempel.example", True, True),
    ]
    with platform.read() as ctx:
        assert students.match(ctx, match).state == "approved_school"
        assert assignments.assignment(ctx, assignment).state == "matched"
    names = [name for name, _data in published()]
    assert names[-5:] == [
        "university_node.match.accepted",
        "university_node.match.accepted",
        "university_node.match.approved",
        "university_node.assignment.matched",
        "university_node.first_contact.made",
    ]


def test_a_no_needs_a_reason_and_ends_the_match(
    client_as, platform, make_assignment, make_student, letters, now, published
):
    assignment, student = make_assignment(), make_student()
    with platform.write(now=now) as ctx:
        match = matches.propose_match(ctx, assignment, student).id
    [(_to, path)] = letters()
    visitor = client_as(None)

    assert visitor.submit(path, {"answer": "no"}).status_code == 422
    assert visitor.submit(path, {"answer": "no", "reason": "perhaps"}).status_code == 422
    assert visitor.submit(path, {"answer": "no", "reason": "no_time"}).status_code == 303
    with platform.read() as ctx:
        row = students.match(ctx, match)
    assert (row.state, row.declined_by, row.declined_reason) == ("declined", "company", "no_time")
    told = dict(published())["university_node.match.declined"]
    assert (told["party"], told["reason"]) == ("company", "no_time")
    assert "person" not in str(told)


def test_an_answer_that_staff_noted_makes_the_link_void(
    client_as, platform, make_assignment, make_student, letters, now
):
    assignment, student = make_assignment(), make_student()
    with platform.write(now=now) as ctx:
        match = matches.propose_match(ctx, assignment, student).id
        matches.accept_for_company(ctx, match, {})
    visitor = client_as(None)
    (_first, company), (_second, student) = letters()

    assert (visitor.get(company).status_code, visitor.get(student).status_code) == (410, 200)


def test_who_does_not_answer_is_reminded_once_and_then_the_match_expires(
    platform, make_assignment, make_student, letters, now, published
):
    assignment, student = make_assignment(), make_student()
    with platform.write(now=now) as ctx:
        match = matches.propose_match(ctx, assignment, student)
        assert (match.answer_by - ctx.today).days == 21
    for days in (15, 17, 18):
        with platform.write(now=now + timedelta(days=days)) as ctx:
            jobs.remind(ctx)
    assert [to for to, _path in letters()] == ["anna@sag.example"] * 2
    with platform.write(now=now + timedelta(days=21)) as ctx:
        jobs.expire(ctx)
        assert students.match(ctx, match.id).state == "proposed"
    with platform.write(now=now + timedelta(days=23)) as ctx:
        jobs.expire(ctx)
    with platform.read() as ctx:
        assert students.match(ctx, match.id).state == "expired"
    assert dict(published())["university_node.match.expired"]["party"] == "company"


def test_when_an_assignment_is_taken_the_others_hear_it(platform, make_assignment, make_student, now):
    assignment = make_assignment()
    asking = [make_student(f"Demo Student {n}") for n in (1, 2, 3)]
    with platform.write(now=now) as ctx:
        first, second = (matches.propose_match(ctx, assignment, one).id for one in asking[:2])
    with platform.write(now=now) as ctx:
        for verb in (matches.accept_for_company, matches.accept_for_student, matches.approve_for_school):
            verb(ctx, first, {})
    with platform.read() as ctx:
        other = students.match(ctx, second)
        taken = students.student(ctx, students.match(ctx, first).student_id)
        assert (other.state, other.declined_reason, taken.state) == ("declined", "other_found", "resting")
    with platform.write(now=now) as ctx, pytest.raises(Conflict):
        matches.propose_match(ctx, assignment, asking[2])


def test_the_agreement_is_signed_by_all_three_and_is_a_document_in_both_languages(
    platform, matched, client, now, published
):
    with platform.write(now=now) as ctx:
        triangle = triangles.draft_from_match(ctx, matched.match, {}).id
        for sign in (triangles.sign_for_student, triangles.sign_for_host):
            sign(ctx, triangle, {})
        assert assignments.assignment(ctx, matched.assignment).state == "matched"
        with pytest.raises(Conflict):
            triangles.sign_for_host(ctx, triangle, {})
        with pytest.raises(Conflict):
            triangles.update_triangle(ctx, agreements.triangle(ctx, triangle), {"terms": "Andra"})
        tomorrow = ctx.today + timedelta(days=1)
        with pytest.raises(Invalid):
            triangles.sign_for_school(ctx, triangle, {"school_signed_on": tomorrow})
        triangles.sign_for_school(ctx, triangle, {})
        assert assignments.assignment(ctx, matched.assignment).state == "agreed"
        assert len(assignments.milestones(ctx, matched.assignment)) == 3

    document = client.get(f"/university_node/triangles/{triangle}/agreement.pdf")
    assert (document.status_code, document.headers["content-type"]) == (200, "application/pdf")
    assert document.content.startswith(b"%PDF")
    assert "university_node.assignment.agreed" in dict(published())


def test_the_three_grade_a_delivery_and_each_perspective_shows_it(
    client_as, platform, matched, letters, now, published
):
    with platform.write(now=now) as ctx:
        assignment_verbs.agree_assignment(ctx, matched.assignment, {})
        assignment_verbs.start_assignment(ctx, matched.assignment, {})
        verdicts.deliver_and_ask(ctx, matched.assignment, {"student_hours": 400})
        [own] = [
            one
            for one in agreements.verdicts_of(ctx, matched.assignment)
            if one.perspective == "municipality"
        ]
        verdicts.grade(ctx, own.id, {"score": "4"})
    visitor = client_as(None)
    business, university = (path for _to, path in letters()[-2:])

    assert visitor.submit(business, {"score": "6"}).status_code == 422
    assert visitor.submit(business, {"score": "5", "comment": "Mycket bra hjälp"}).status_code == 303
    assert visitor.submit(university, {"score": "3"}).status_code == 303
    assert visitor.get(business).status_code == 410
    officer = client_as("officer")
    shown = {
        name: officer.get(f"/university_node/perspectives/{name}").text for name in verdicts.PERSPECTIVES
    }
    assert [f"{score} av 5" in shown[name] for name, score in zip(shown, "534", strict=True)] == [True] * 3
    assert "Mycket bra hjälp" in shown["business"]
    assert "400" in shown["municipality"]
    scores = [data["score"] for name, data in published() if name == "university_node.satisfaction.given"]
    assert scores == [4, 5, 3]
