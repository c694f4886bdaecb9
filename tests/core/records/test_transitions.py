"""Moves between states: asked for, made, or refused with a way back."""

from datetime import date

import pytest


@pytest.fixture
def platform(yard):
    return yard


def test_a_move_without_questions_is_made_at_once(client, boat, stored):
    boat_id = boat()

    answer = client.submit(f"/yard/boats/{boat_id}/do/build")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/yard/boats/{boat_id}")
    assert stored(boat_id).stage == "building"


def test_a_move_with_questions_shows_them_first(client, boat, stored):
    boat_id = boat(stage="building")

    dragged = client.submit(f"/yard/boats/{boat_id}/do/launch?back=/yard/boats/board")
    asked = client.get(f"/yard/boats/{boat_id}/do/launch")

    assert (dragged.status_code, asked.status_code) == (200, 200)
    assert 'name="due_on"' in dragged.text
    assert 'name="due_on"' in asked.text
    assert stored(boat_id).stage == "building"


def test_a_move_with_questions_is_made_with_their_answers(client, boat, stored, published):
    boat_id = boat(stage="building")

    client.submit(f"/yard/boats/{boat_id}/do/launch", {"asked": "1", "due_on": "2026-11-24"})

    assert (stored(boat_id).stage, stored(boat_id).due_on) == ("launched", date(2026, 11, 24))
    assert published()[-1][0] == "yard.boat.launched"


def test_an_answer_that_is_missing_is_asked_for_at_its_field(client, boat, stored):
    boat_id = boat(stage="building")

    answer = client.submit(f"/yard/boats/{boat_id}/do/launch", {"asked": "1", "due_on": ""})

    assert answer.status_code == 422
    assert 'id="f-due_on-error"' in answer.text
    assert stored(boat_id).stage == "building"


def test_a_move_that_asks_for_sure_is_not_made_before_the_answer(client, boat, stored):
    boat_id = boat()

    assert client.submit(f"/yard/boats/{boat_id}/do/scrap").status_code == 200
    assert stored(boat_id).stage == "ordered"
    assert client.submit(f"/yard/boats/{boat_id}/do/scrap", {"asked": "1"}).status_code == 303
    assert stored(boat_id).stage == "scrapped"


def test_a_move_from_another_state_is_refused_with_the_way_back(client, boat, stored):
    boat_id = boat(stage="launched")

    answer = client.submit(f"/yard/boats/{boat_id}/do/build")

    assert answer.status_code == 409
    assert f'href="/yard/boats/{boat_id}"' in answer.text
    assert stored(boat_id).stage == "launched"


def test_a_move_that_the_verb_refuses_leaves_nothing_behind(client, boat, stored, published):
    boat_id = boat(stage="building")
    before = published()

    answer = client.submit(f"/yard/boats/{boat_id}/do/launch", {"asked": "1", "due_on": "1899-01-01"})

    assert answer.status_code == 303
    assert stored(boat_id).stage == "building"
    assert published() == before


def test_a_move_that_is_not_declared_is_not_found(client, boat):
    assert client.get(f"/yard/boats/{boat()}/do/fly").status_code == 404


def test_a_move_without_the_permission_is_refused(client_as, boat, stored):
    boat_id = boat()

    assert client_as("reader").submit(f"/yard/boats/{boat_id}/do/build").status_code == 403
    assert stored(boat_id).stage == "ordered"
