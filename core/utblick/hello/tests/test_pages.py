"""Over HTTP: the board, the form, the page of newcomers, and the box on an organisation."""

import pytest


@pytest.mark.parametrize("page", ["greetings", "greetings/board", "newcomers"])
def test_every_page_opens_for_a_reader_and_stays_shut_for_visitors(client_as, page):
    url = f"/hello/{page}"

    assert [client_as(role).get(url).status_code for role in ("reader", None)] == [200, 303]


def test_an_officer_plans_a_greeting_by_the_form_and_notes_it_as_sent(client_as, organisation, published):
    officer = client_as("officer")
    form = {"title": "Nationaldagen", "organisation_id": str(organisation), "due_on": "2026-06-06"}
    made = officer.submit("/hello/greetings/new", form).headers["location"]

    answer = officer.submit(f"{made}/do/send", {"asked": "1", "sent_on": "2026-06-05"})

    assert (answer.status_code, published()[-1][0]) == (303, "hello.greeting.sent")
    assert "Skickad" in officer.get("/hello/greetings").text


def test_the_calendar_shows_when_greetings_are_due(client, make_greeting):
    make_greeting(title="Nationaldagen")

    shown = [client.get(f"/calendar?month={month}").text for month in ("2026-06", "2026-08")]

    assert ["Nationaldagen" in page for page in shown] == [True, False]


def test_a_reader_changes_nothing(client_as, make_greeting, published):
    sending = f"/hello/greetings/{make_greeting()}/do/send"

    assert client_as("reader").submit(sending, {"asked": "1"}).status_code == 403
    assert "hello.greeting.sent" not in [name for name, _data in published()]


def test_the_box_on_an_organisation_shows_its_greetings(client, organisation, make_greeting):
    before = client.get(f"/panels/hello.greetings/{organisation}").text
    make_greeting(title="Nationaldagen")

    assert "Ingen hälsning än." in before
    assert "Nationaldagen" in client.get(f"/panels/hello.greetings/{organisation}").text
