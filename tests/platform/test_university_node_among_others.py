"""The university node beside export deals and the goals: what it hears, and what counts by itself."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from utblick_evaluation.models import Goal
from utblick_evaluation.presets import load_pilot
from utblick_export_deals import service as export_deals
from utblick_university_node.models import Placement
from utblick_university_node.service import assignments, institutions, verdicts


@pytest.fixture
def plugins():
    return ("export_deals", "university_node", "evaluation")


@pytest.fixture
def company(platform):
    with platform.write() as ctx:
        return ctx.organisations.register("Exempel Såg AB", municipality="2132").id


def test_a_market_that_a_company_chooses_suggests_a_placement_there(platform, deliver, company):
    with platform.write() as ctx:
        market = export_deals.consider_market(ctx, {"organisation_id": company, "country": "FI"})
        export_deals.choose_market(ctx, market.id, {})
    for _time in range(2):
        deliver()

    with platform.read() as ctx:
        [row] = ctx.session.exec(select(Placement)).all()
    assert (row.organisation_id, row.country, row.source, row.state) == (company, "FI", "market", "wished")


def test_the_goal_of_better_collaboration_counts_deliveries_and_takes_them_back(platform, deliver, company):
    with platform.write() as ctx:
        load_pilot(ctx, ctx.today - timedelta(days=30), date(ctx.today.year + 1, 12, 31))
        goal = ctx.session.exec(select(Goal).where(Goal.code == "M3")).one().id
        place = ctx.organisations.register("Exempelhögskolan", kind="university").id
        school = institutions.add_institution(ctx, {"organisation_id": place}).id
        row = assignments.note_idea(
            ctx, {"title": "Limträ", "kind": "degree_project", "organisation_id": company}
        )
        assignments.match_assignment(ctx, row.id, {"institution_id": school})
        assignments.agree_assignment(ctx, row.id, {})
        assignments.start_assignment(ctx, row.id, {})
        verdicts.deliver_and_ask(ctx, row.id, {})
    deliver()
    counted = reading(platform, goal)
    with platform.write() as ctx:
        assignments.reopen_assignment(ctx, row.id, {})
    deliver()

    assert (counted, reading(platform, goal)) == (1, 0)


def reading(platform, goal):
    with platform.read() as ctx:
        return ctx.session.get(Goal, goal).reading
