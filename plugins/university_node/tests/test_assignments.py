"""Assignments: what a delivery tells, first contacts, what is taken back, and what the clock does."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from sqlalchemy import text

from utblick.api import Conflict, Invalid
from utblick_university_node import jobs
from utblick_university_node.queries import assignments as queries
from utblick_university_node.queries.agreements import verdicts_of
from utblick_university_node.service import assignments, institutions, milestones, verdicts


@pytest.fixture
def deliver(platform, now, node):
    """Carries an assignment on to its delivery."""

    def make(assignment, **answers):
        with platform.write(now=now) as ctx:
            row = queries.assignment(ctx, assignment)
            if row.state in ("idea", "published"):
                assignments.match_assignment(ctx, assignment, {"institution_id": node.miun})
                assignments.agree_assignment(ctx, assignment, {})
                assignments.start_assignment(ctx, assignment, {})
            verdicts.deliver_and_ask(ctx, assignment, {"delivered_on": now.date(), **answers})

    return make


def test_a_delivery_tells_all_that_is_needed_to_count_it(make_assignment, deliver, node, published):
    deliver(make_assignment(), student_hours=400, result_url="https://www.diva-portal.org/x")

    told = dict(published())["university_node.assignment.delivered"]
    assert told == {
        "assignment_id": told["assignment_id"],
        "organisation_id": str(node.company),
        "university_id": str(node.miun_place),
        "kind": "degree_project",
        "host_kind": "company",
        "municipality": "2132",
        "small_firm": True,
        "country": "",
        "delivered_on": "2026-10-30",
        "student_hours": 400,
        "students": 1,
        "repeat": False,
    }


def test_the_second_delivery_to_a_host_is_a_repeat_and_no_first_contact(make_assignment, deliver, published):
    for _time in range(2):
        deliver(make_assignment())

    told = published()
    repeats = [data["repeat"] for name, data in told if name == "university_node.assignment.delivered"]
    assert repeats == [False, True]
    assert [name for name, _data in told].count("university_node.first_contact.made") == 1


def test_a_first_contact_that_was_none_is_taken_back(platform, make_assignment, deliver, now):
    assignment = make_assignment()
    deliver(assignment)
    with platform.write(now=now) as ctx:
        row = queries.assignment(ctx, assignment)
        made = row.first_event_id
        assignments.update_assignment(ctx, row, {"first_contact": False})
    with platform.read() as ctx:
        found = [one for one in logged(ctx, "university_node.first_contact.") if one.retracts]
    assert [(one.name, one.retracts) for one in found] == [("university_node.first_contact.corrected", made)]


def test_a_delivery_that_was_none_no_longer_counts(platform, make_assignment, deliver, now):
    assignment = make_assignment()
    deliver(assignment)
    with platform.write(now=now) as ctx:
        counted = queries.assignment(ctx, assignment).delivered_event_id
        row = assignments.reopen_assignment(ctx, assignment, {})
    with platform.read() as ctx:
        [taken_back] = logged(ctx, "university_node.assignment.reopened")
    assert (taken_back.retracts, row.state, row.delivered_on) == (counted, "under_way", None)


def test_research_and_a_hired_student_are_told_of(platform, make_assignment, deliver, now, published):
    assignment = make_assignment(kind="research_need")
    deliver(assignment)
    with platform.write(now=now) as ctx:
        assignments.follow_up_assignment(ctx, assignment, {"outcome": "Används", "hired": True})

    names = [name for name, _data in published()]
    assert "university_node.research.started" in names
    assert names[-1] == "university_node.student.hired"


def test_a_unit_of_the_municipality_hosts_as_a_company_does(
    platform, make_assignment, deliver, node, now, published
):
    with platform.write(now=now) as ctx:
        own = ctx.organisations.register("Exempelkommunen", kind="municipality", municipality="2132").id
    deliver(make_assignment(organisation_id=own, unit="Näringslivsenheten", kind="evaluation_study"))

    assert dict(published())["university_node.assignment.delivered"]["host_kind"] == "unit"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"visibility": "internal"}, "visibility"),
        ({"visibility": "public", "interest_until": date(2026, 10, 29)}, "interest_until"),
    ],
)
def test_what_cannot_be_published_is_refused_at_its_field(platform, make_assignment, now, answers, field):
    assignment = make_assignment(published=False)
    with platform.read() as ctx, pytest.raises(Invalid) as refused:
        assignments.publish_assignment(ctx, assignment, answers)
    assert [one.field for one in refused.value.problems] == [field]


def test_what_nobody_took_in_time_expires_and_can_be_taken_up_again(
    platform, make_assignment, now, published
):
    assignment = make_assignment(interest_until=now.date() + timedelta(days=5))
    with platform.write(now=now + timedelta(days=6)) as ctx:
        said = jobs.expire(ctx)
        again = jobs.expire(ctx)
    with platform.write(now=now) as ctx:
        row = assignments.take_up_assignment(ctx, assignment, {})
    assert (str(said), again) == ("1 match or assignment expired.", None)
    assert (row.state, row.visibility) == ("idea", "internal")
    assert published()[-1][0] == "university_node.assignment.expired"


def test_a_season_of_another_university_is_refused(platform, node, make_assignment, now):
    with platform.write(now=now) as ctx:
        season = institutions.add_season(
            ctx,
            {
                "title": "Exempel",
                "institution_id": node.hig,
                "level": "course",
                "advertise_from": now.date(),
                "advertise_until": now.date(),
                "starts_on": date(2027, 8, 30),
                "weeks": 10,
            },
        )
        assert season.ends_on == date(2027, 11, 8)
    with pytest.raises(Invalid) as refused:
        make_assignment(season_id=season.id)
    assert [one.field for one in refused.value.problems] == ["season_id"]


def test_steps_are_tasks_that_end_with_the_delivery(platform, make_assignment, deliver, now, client):
    assignment = make_assignment()
    with platform.write(now=now) as ctx:
        values = {"title": "Halvtid hos värden", "assignment_id": assignment, "due_on": now.date()}
        milestones.plan_milestone(ctx, values)
    before = client.get("/tasks?whose=all").text
    deliver(assignment)
    after = client.get("/tasks?whose=all").text
    assert ("Halvtid hos värden" in before, "Halvtid hos värden" in after) == (True, False)


def test_only_what_was_delivered_is_graded(platform, make_assignment, deliver, letters, now):
    assignment = make_assignment()
    deliver(assignment)
    with platform.write(now=now) as ctx:
        asked = [one.id for one in verdicts_of(ctx, assignment)]
        assignments.reopen_assignment(ctx, assignment, {})
        with pytest.raises(Conflict):
            verdicts.grade(ctx, asked[0], {"score": "5"})
    deliver(assignment)
    with platform.write(now=now) as ctx:
        assert [one.id for one in verdicts_of(ctx, assignment)] == asked
        verdicts.grade(ctx, asked[0], {"score": "5"})
        with pytest.raises(Conflict):
            verdicts.grade(ctx, asked[0], {"score": "5"})


def logged(ctx, prefix):
    query = text("select id, name, retracts from core_event where name like :name order by seq")
    rows = ctx.session.connection().execute(query, {"name": f"{prefix}%"})
    return [
        SimpleNamespace(name=name, retracts=UUID(str(retracts)) if retracts else None)
        for _id, name, retracts in rows
    ]
