"""What the node hears of others, what it shows on common pages, and that both databases agree."""

import re

import pytest
from sqlalchemy import text
from sqlmodel import select

from utblick_university_node import demo, subscribers
from utblick_university_node.models import AssignmentState, Need, Placement, Student
from utblick_university_node.queries import assignments, cards, figures, institutions


def test_needs_and_markets_that_others_tell_of_are_heard_once(platform, node, now):
    heard = subscribers.NeedHeard(
        need_id=node.miun, organisation_id=node.company, title="Fukt i limträ hos oss"
    )
    market = subscribers.MarketChosen(market_id=node.hig, organisation_id=node.company, country="FI")
    exchange = subscribers.ExchangePlanned(exchange_id=node.miun, country="EE")
    for _time in range(2):
        with platform.write(now=now) as ctx:
            subscribers.hear_need(ctx, heard)
            subscribers.suggest_for_market(ctx, market)
            subscribers.suggest_for_exchange(ctx, exchange)
    with platform.write(now=now) as ctx:
        subscribers.hear_need(ctx, subscribers.NeedHeard(need_id=node.hig, title="Utan företag"))
        subscribers.suggest_for_market(
            ctx, subscribers.MarketChosen(**{**market.model_dump(), "country": "SE"})
        )
        unknown = subscribers.NeedHeard(
            need_id=node.hig, organisation_id=node.hig, title="Utan rad i registret"
        )
        subscribers.hear_need(ctx, unknown)
    with platform.read() as ctx:
        assert [(one.source, one.state) for one in ctx.session.exec(select(Need))] == [("event", "drafted")]
        found = {(one.source, one.country, one.state) for one in ctx.session.exec(select(Placement))}
    assert found == {("market", "FI", "wished"), ("exchange", "EE", "wished")}


@pytest.fixture
def officer(client_as):
    return client_as("officer")


def test_the_pages_of_company_and_university_show_what_there_is(officer, node, make_assignment):
    make_assignment()
    company = officer.get(f"/panels/university_node.organisation/{node.company}").text
    university = officer.get(f"/panels/university_node.organisation/{node.miun_place}").text

    assert "Fukt i limträ" in company
    assert "Skicka företaget en egen länk" in company
    assert "Demo Kontakt miun" in university
    assert "1 öppet uppdrag" in university


def test_the_board_shows_a_season_with_its_deadlines(officer, platform, node, make_assignment):
    with platform.read() as ctx:
        season = next(one for one in institutions.seasons(ctx) if one.institution_id == node.miun)
    make_assignment(season_id=season.id, interest_until=None)

    for url in ("/university_node/season", f"/university_node/season?season={season.id}&kind=degree_project"):
        shown = officer.get(url).text
        assert "Fukt i limträ" in shown
        assert "Studenterna börjar" in shown
    other = officer.get(f"/university_node/season?season={season.id}&kind=commission").text
    assert "Fukt i limträ" not in other
    assert officer.get("/university_node/season?season=x&kind=y").status_code == 200


def test_who_fits_is_ranked_with_reasons_and_can_be_proposed(
    officer, platform, make_assignment, make_student
):
    assignment, student = make_assignment(), make_student()
    url = f"/university_node/assignments/{assignment}/candidates"

    shown = officer.get(url).text
    proposed = officer.submit(url, {"student_id": str(student)})

    assert "Kan Bygg och trä." in shown
    assert proposed.status_code == 303
    assert "/university_node/matches/" in proposed.headers["location"]
    assert officer.submit(url, {"student_id": "x"}).headers["location"].endswith("/candidates")


def test_an_unknown_perspective_is_not_found_and_a_reader_changes_nothing(client_as, node):
    reader = client_as("reader")

    assert reader.get("/university_node/perspectives/other").status_code == 404
    assert reader.get("/university_node/perspectives").status_code == 200
    assert reader.submit("/university_node/state-need", {}).status_code == 403


def test_the_demonstration_tells_the_same_year_on_both_databases(platform_on):
    with platform_on.write() as ctx:
        demo.load(ctx)
    with platform_on.read() as ctx:
        season = next(iter(institutions.seasons(ctx)))
        people = {
            one.person_id: ctx.people.get(one.person_id).name for one in ctx.session.exec(select(Student))
        }
        query = text("select name, data from core_event where name like 'university_node.%'")
        told = ctx.session.connection().execute(query).all()
        known = figures.collaboration(ctx)
        states = {state for state, count in assignments.by_state(ctx).items() if count}
        found = (
            (known.delivered, known.hosts, known.universities, known.returning, known.first_contacts),
            figures.satisfaction(ctx)["business"].answers,
            figures.matches_by_state(ctx)["approved_school"],
            len(cards.of_seasons(ctx, [season.id], kind="", each=3, with_none=True)) > 0,
            len(figures.by_university(ctx)),
        )
    assert found == ((4, 3, 2, 1, 6), 4, 8, True, 2)
    assert states == set(AssignmentState) - {"idea"}
    assert [name for name in people.values() if not re.fullmatch(r"Demo Student \d+", name)] == []
    names = [name for name, _data in told]
    assert names.count("university_node.assignment.delivered") == 4
    assert [one for one in people if any(str(one) in str(data) for _name, data in told)] == []
