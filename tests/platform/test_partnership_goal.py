"""The goal of agreements with local small firms counts from events, opens to its evidence, and un-counts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from utblick_evaluation import service as goals
from utblick_evaluation.models import Goal
from utblick_partnerships.queries import projects as queries
from utblick_partnerships.service import agreements, projects

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
KINDS = {
    "town": {"name": "Demo kommun", "kind": "municipality", "municipality": "2132"},
    "firm": {"name": "Demo Såg AB", "kind": "company", "municipality": "2132", "employees": 12},
    "large": {"name": "Demo Stor AB", "kind": "company", "municipality": "2132", "employees": 400},
    "rantala": {"name": "Demo-Rantala", "kind": "municipality", "country": "FI"},
}


@pytest.fixture
def plugins():
    return ("partnerships", "evaluation")


@pytest.fixture
def parties(platform):
    """The municipality, a small and a large local firm, and a town abroad; and the goal that counts."""
    with platform.write(now=NOW) as ctx:
        goal = goals.set_goal(
            ctx,
            {
                "code": "M7",
                "title": "Avtal",
                "indicator": "partnerships.small_firm_agreements",
                "target": Decimal(3),
                "starts_on": TODAY - timedelta(days=300),
                "ends_on": TODAY + timedelta(days=300),
            },
        )
        goals.agree_goal(ctx, goal.id)
        return {key: ctx.organisations.register(**values).id for key, values in KINDS.items()}


@pytest.fixture
def drafted(platform, parties):
    """Makes a project with these partners that begins in a month, and the draft of its agreement."""

    def make(*keys):
        with platform.write(now=NOW) as ctx:
            row = projects.plan_project(ctx, {"title": "Demo", "starts_on": TODAY + timedelta(days=30)})
            for key in keys:
                projects.add_partner(ctx, row.id, {"organisation_id": parties[key]})
            return row.id, agreements.draft_agreement(ctx, {"project_id": row.id}).id

    return make


@pytest.fixture
def count(platform, deliver):
    """How many agreements the goal counts, once every event has been delivered."""

    def read():
        deliver()
        with platform.read() as ctx:
            return int(ctx.session.exec(select(Goal.reading)).one())

    return read


def test_a_signed_agreement_counts_stops_when_the_firm_leaves_and_opens_to_its_evidence(
    platform, parties, drafted, count, client
):
    project_id, agreement_id = drafted("town", "firm", "rantala")
    assert count() == 0
    with platform.write(now=NOW) as ctx:
        agreements.sign_agreement(ctx, agreement_id, {})
    assert count() == 1

    with platform.write(now=NOW) as ctx:
        firm = next(p for p in queries.partners(ctx, project_id) if p.organisation_id == parties["firm"])
        projects.partner_leaves(ctx, firm.id)
    assert count() == 0

    with platform.write(now=NOW) as ctx:
        projects.add_partner(ctx, project_id, {"organisation_id": parties["firm"]})
    assert count() == 1
    with platform.read() as ctx:
        goal_id = ctx.session.exec(select(Goal.id)).one()
    shown = client.get(f"/evaluation/goals/{goal_id}/evidence").text
    assert f"/partnerships/agreements/{agreement_id}" in shown


def test_only_an_agreement_that_ends_before_it_begins_stops_counting(platform, drafted, count):
    first, second = (drafted("town", "firm", "rantala")[1] for _time in range(2))
    with platform.write(now=NOW) as ctx:
        for one in (first, second):
            agreements.sign_agreement(ctx, one, {})
    assert count() == 2

    with platform.write(now=NOW) as ctx:
        agreements.end_agreement(ctx, first, {"ended_reason": "En part drog sig ur."})
        later = {"ended_on": TODAY + timedelta(days=90), "ended_reason": "Klart."}
        agreements.end_agreement(ctx, second, later)

    assert count() == 1


def test_one_country_or_no_local_small_firm_does_not_count(platform, drafted, count):
    made = [
        drafted(*keys)[1] for keys in (("town", "firm"), ("town", "rantala"), ("town", "large", "rantala"))
    ]
    with platform.write(now=NOW) as ctx:
        for one in made:
            agreements.sign_agreement(ctx, one, {})

    assert count() == 0
