"""Over HTTP: the board, what is behind a digit, locked periods, and the form of a goal."""

import pytest
from sqlmodel import select

from utblick_evaluation.models import Goal, Snapshot
from utblick_evaluation.presets import load_pilot

PERIOD = {"title": "Första halvåret 2026", "starts_on": "2026-01-01", "ends_on": "2026-06-30"}
FORM = {
    "title": "Fler exportörer",
    "indicator": "export_deals.first_time_exporters",
    "baseline": "0",
    "target": "3",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
}


@pytest.fixture
def coordinator(client_as):
    return client_as("coordinator")


@pytest.mark.parametrize(
    "path",
    [
        "/evaluation",
        "/evaluation/goals",
        "/evaluation/goals/new",
        "/evaluation/periods",
        "/evaluation/report.pdf",
        "/evaluation/report.xlsx",
    ],
)
def test_every_page_opens_for_a_coordinator_and_stays_shut_for_visitors(client_as, coordinator, goal, path):
    assert coordinator.get(path).status_code == 200
    assert client_as(None).get(path).status_code == 303


def test_the_board_shows_the_goal_with_its_reading_in_the_readers_language(client_as, goal, confirm):
    confirm()

    swedish, english = client_as("reader").get("/evaluation"), client_as("reader", language="en")

    assert "Fler exportavtal" in swedish.text
    assert "av 5 avtal" in swedish.text
    assert "More export agreements" in english.get("/evaluation").text


def test_a_goal_of_a_missing_plugin_says_which_one_it_needs(platform, client):
    with platform.write() as ctx:
        load_pilot(ctx, *[ctx.now.date()] * 2)
        twinning = ctx.session.exec(select(Goal).where(Goal.code == "M5")).one().id

    assert "Kräver tillägget Vänorter" in client.get("/evaluation").text
    assert "Målet kräver tillägget Vänorter" in client.get(f"/evaluation/goals/{twinning}/evidence").text


def test_a_goal_of_one_says_one_of_what_it_counts_in_both_languages(platform, client_as):
    with platform.write() as ctx:
        load_pilot(ctx, *[ctx.now.date()] * 2)

    swedish = client_as("reader").get("/evaluation").text
    english = client_as("reader", language="en").get("/evaluation").text

    assert ("av 1 modell<" in swedish, "of 1 model<" in english) == (True, True)
    assert ("av 5 avtal<" in swedish, "of 5 agreements<" in english) == (True, True)


def test_a_goal_of_a_plugin_that_is_not_there_yet_names_it_in_the_readers_language(platform, client_as):
    with platform.write() as ctx:
        load_pilot(ctx, *[ctx.now.date()] * 2)

    assert "Kräver tillägget Externa kontakter" in client_as("reader").get("/evaluation").text
    english = client_as("reader", language="en").get("/evaluation").text
    assert "Needs the plugin External contacts" in english
    assert "Needs the plugin Twin towns" in english


def test_the_evidence_names_the_company_and_leads_on_to_the_chain(client, goal, confirm):
    confirm("Exempel Fisk AB")

    page = client.get(f"/evaluation/goals/{goal}/evidence").text
    chain = page.partition("/evaluation/chain/")[2].partition('"')[0]

    assert "Exempel Fisk AB" in page
    assert client.get(f"/evaluation/chain/{chain}").status_code == 200


def test_what_does_not_exist_is_not_found(client, goal):
    unknown = "019a0000-0000-7000-8000-000000000000"

    told = [
        client.get(f"/evaluation/{path}").status_code
        for path in (f"goals/{unknown}/evidence", f"chain/{unknown}", f"periods/{unknown}")
    ]

    assert told == [404, 404, 404]


def test_a_coordinator_locks_a_period_and_reads_it_again(coordinator, goal, confirm, published):
    confirm()
    made = coordinator.submit("/evaluation/periods", PERIOD)
    page = coordinator.get(made.headers["location"]).text

    assert made.status_code == 303
    assert "Första halvåret 2026" in page
    assert "Siffrorna är de som signerades" in page
    assert published()[-1][0] == "evaluation.period.locked"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends_on": "2025-12-31"}, "Slutdatumet ligger före startdatumet."),
        ({"title": " "}, "Fyll i det här fältet."),
        ({"starts_on": "den första"}, 'href="#f-starts_on"'),
    ],
)
def test_a_bad_period_is_shown_again_and_nothing_is_locked(platform, coordinator, wrong, said):
    answer = coordinator.submit("/evaluation/periods", {**PERIOD, **wrong})

    with platform.read() as ctx:
        assert ctx.session.exec(select(Snapshot)).all() == []
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{wrong.get("ends_on", PERIOD["ends_on"])}"' in answer.text


@pytest.mark.parametrize("role", ["reader", "officer"])
def test_only_who_may_lock_periods_can_do_it_or_is_offered_to(platform, client_as, role):
    client = client_as(role)
    page = client.get("/evaluation/periods").text

    assert client.submit("/evaluation/periods", PERIOD).status_code == 403
    assert "Lås och signera" not in page
    with platform.read() as ctx:
        assert ctx.session.exec(select(Snapshot)).all() == []


def test_a_goal_is_set_by_the_form(platform, coordinator):
    assert coordinator.submit("/evaluation/goals/new", FORM).status_code == 303
    with platform.read() as ctx:
        assert ctx.session.exec(select(Goal.title, Goal.state)).all() == [("Fler exportörer", "draft")]


def test_the_rule_is_chosen_among_those_of_the_enabled_plugins(coordinator):
    page = coordinator.get("/evaluation/goals/new").text

    assert (
        '<option value="export_deals.confirmed_agreements">Exportavtal: Bekräftade exportavtal</option>'
        in page
    )
    assert "twinning." not in page


def test_a_rule_that_nobody_counts_by_is_refused_at_the_field(platform, coordinator):
    answer = coordinator.submit("/evaluation/goals/new", {**FORM, "indicator": "export_deal.first_exporters"})

    assert answer.status_code == 422
    assert 'href="#f-indicator"' in answer.text
    with platform.read() as ctx:
        assert ctx.session.exec(select(Goal)).all() == []


def test_a_goal_that_waits_for_its_plugin_says_so_in_its_form_and_its_list_and_keeps_its_rule(
    platform, client
):
    with platform.write() as ctx:
        load_pilot(ctx, *[ctx.now.date()] * 2)
        goal = ctx.session.exec(select(Goal).where(Goal.code == "M5")).one()
        form = {name: str(getattr(goal, name)) for name in FORM} | {"narrative": "Vi väntar."}
    awaited = "twinning.active_business_towns"
    said = f"{awaited} (kräver tillägget Vänorter)"

    assert (
        f'<option value="{awaited}" selected>{said}</option>'
        in client.get(f"/evaluation/goals/{goal.id}/edit").text
    )
    assert said in client.get(f"/evaluation/goals?indicator={awaited}&columns=title&columns=indicator").text
    assert f"/evaluation/goals/{goal.id}/evidence" not in client.get(f"/evaluation/goals/{goal.id}").text
    assert client.submit(f"/evaluation/goals/{goal.id}/edit", form).status_code == 303
    with platform.read() as ctx:
        kept = ctx.session.get_one(Goal, goal.id)
        assert (kept.indicator, kept.narrative) == (awaited, "Vi väntar.")
