"""From an approved application to an agreement that counts, and what takes its count back."""

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from utblick.api import Conflict, Invalid
from utblick_partnerships.keep import projects_in
from utblick_partnerships.models import Agreement, ApplicationState, ProjectPartner
from utblick_partnerships.queries import projects as queries
from utblick_partnerships.service import agreements, applications, consortia, invitations, projects

KEEP = Path(__file__).parent / "data/keep.json"


@pytest.fixture
def project(platform, parties, now):
    """A project of three countries with the local small firm, and its drafted agreement."""
    with platform.write(now=now) as ctx:
        row = projects.plan_project(
            ctx, {"title": "Demo", "starts_on": (now + timedelta(days=30)).date(), "budget": Decimal(100_000)}
        )
        for key in ("town", "firm", "rantala"):
            projects.add_partner(ctx, row.id, {"organisation_id": parties[key]})
        draft = agreements.draft_agreement(ctx, {"project_id": row.id})
        return row.id, draft.id


def test_an_application_follows_the_programmes_system_and_becomes_a_project(
    platform, make_consortium, parties, now, published
):
    consortium_id = make_consortium(budget=Decimal(90_000), grant=Decimal(20_000))
    with platform.write(now=now) as ctx:
        seat = consortia.add_seat(ctx, consortium_id, {"organisation_id": parties["rantala"]})
        invitations.note_answer(ctx, seat.id, accepts=True)
        row = applications.draft_application(ctx, {"consortium_id": consortium_id})
        with pytest.raises(Conflict):
            applications.approve_application(ctx, row.id, {})
        applications.submit_application(ctx, row.id, {"reference": "101"})
        applications.mirror_state(ctx, row.id, ApplicationState.ELIGIBLE)
        applications.approve_application(ctx, row.id, {"conditions": True})
        applications.mirror_state(ctx, row.id, ApplicationState.CONTRACTED)
        made = projects.plan_project(ctx, {"application_id": row.id, "title": "Kusten möts"})
        projects.start_project(ctx, made.id, {})

    told = {
        name: data for name, data in published() if name.startswith(("partnerships.app", "partnerships.proj"))
    }
    assert told["partnerships.application.submitted"]["requested_eur"] == "20000"
    assert told["partnerships.application.decided"]["granted_eur"] == "20000"
    assert told["partnerships.project.started"]["countries"] == 2
    assert told["partnerships.project.started"]["partners"] == 2


def test_more_than_the_whole_budget_is_not_applied_for(platform, now):
    values = {"title": "Demo", "budget": Decimal(10), "requested": Decimal(11)}
    with platform.write(now=now) as ctx, pytest.raises(Invalid):
        applications.draft_application(ctx, values)


def test_projects_of_keep_are_taken_in_once_and_come_out_the_same(client_as, platform):
    officer = client_as("officer", language="en")
    said = []
    for _time in range(2):
        with KEEP.open("rb") as file:
            answer = officer.submit("/partnerships/projects/take-in", {}, files={"file": ("keep.json", file)})
        said.append(officer.get(answer.headers["location"]).text)

    assert "1 new projects, 0 held already. 4 organisations were added to the register." in said[0]
    assert "0 new projects, 1 held already." in said[1]
    given = json.loads(KEEP.read_text())["projects"][0]
    (found,) = json.loads(officer.get("/partnerships/projects/keep.json").content)["projects"]
    same = (
        "period",
        "programme",
        "project_id",
        "acronym",
        "name_en",
        "name_sv",
        "theme",
        "start_date",
        "status",
    )
    assert {name: found[name] for name in same} == {name: given[name] for name in same}
    assert [(one["role"], one["country"], one["budget_eur"]) for one in found["partners"]] == [
        (one["role"], one["country"], one["budget_eur"]) for one in given["partners"]
    ]


def test_the_spreadsheet_that_is_handed_out_can_be_taken_in(client_as, tmp_path):
    officer = client_as("officer")
    with KEEP.open("rb") as file:
        officer.submit("/partnerships/projects/take-in", {}, files={"file": ("keep.json", file)})

    content = officer.get("/partnerships/projects/keep.xlsx").content
    path = tmp_path / "projects.xlsx"
    path.write_bytes(content)

    assert load_workbook(path).active.max_row == 5
    (read,) = projects_in("projects.xlsx", content)
    (given,) = projects_in("keep.json", KEEP.read_bytes())
    assert read == given


def test_a_partners_money_is_changed_and_leaving_is_noted_on_the_page(client_as, platform, project):
    officer, (project_id, agreement_id) = client_as("officer"), project
    with platform.read() as ctx:
        ids = [one.id for one in queries.partners(ctx, project_id)]

    wrong = officer.submit(
        f"/partnerships/partners/{ids[0]}/money", {"budget": "12 500,50", "own_share": "120"}
    )
    right = officer.submit(
        f"/partnerships/partners/{ids[0]}/money", {"budget": "12 500,50", "own_share": "20 %"}
    )
    officer.submit(f"/partnerships/partners/{ids[1]}/leave")

    assert (wrong.status_code, right.status_code) == (422, 303)
    with platform.read() as ctx:
        first = ctx.session.get(ProjectPartner, ids[0])
        assert (first.budget, first.own_share) == (Decimal("12500.50"), Decimal(20))
        assert ctx.session.get(ProjectPartner, ids[1]).left_on is not None
        assert ctx.session.get(Agreement, agreement_id).small_firms == 0
