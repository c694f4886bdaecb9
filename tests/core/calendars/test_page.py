"""The page Calendar and its box on the overview: what is shown, to whom, and when a calendar fails."""

import re
from datetime import UTC, date, datetime, timedelta

from utblick.access.testing import signed_up
from utblick.records.tasks import add_task

TODAY = datetime.now(UTC).date()
CHANGED = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


def shown(client, query=""):
    answer = client.get(f"/calendar{query}")
    assert answer.status_code == 200
    return answer.text


def test_a_reader_sees_the_occasions_of_the_calendars_that_the_reader_may_see(
    client_as, harbour, make_occasion
):
    harbour.arrivals, harbour.repairs = [make_occasion("Freja")], [make_occasion("Skrovet")]

    reader, officer = shown(client_as("reader")), shown(client_as("officer"))

    assert ("Freja" in reader, "Skrovet" in reader) == (True, False)
    assert ("Freja" in officer, "Skrovet" in officer) == (True, True)
    assert "harbour.repairs" not in reader
    assert client_as(None).get("/calendar").status_code == 303


def test_calendars_are_chosen_by_the_address(client_as, harbour, make_occasion):
    harbour.arrivals, harbour.repairs = [make_occasion("Freja")], [make_occasion("Skrovet")]

    page = shown(client_as("officer"), "?calendar=harbour.repairs")

    assert ("Freja" in page, "Skrovet" in page) == (False, True)
    assert re.search(r'value="harbour.repairs" checked', page)
    assert not re.search(r'value="harbour.arrivals" checked', page)
    following = re.search(r'href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?Nästa månad', page)[1]
    assert "calendar=harbour.repairs" in following


def test_a_month_is_asked_for_in_whole_weeks_and_a_list_in_its_days(client_as, harbour):
    reader = client_as("reader")

    shown(reader, "?month=2026-08")
    shown(reader, "?month=2026-08&view=list")

    spans = [(since, until) for _who, since, until in harbour.asked]
    assert spans == [(date(2026, 7, 27), date(2026, 9, 6)), (date(2026, 8, 1), date(2026, 8, 31))]


def test_what_takes_several_days_stands_on_each_of_them_and_once_in_the_list(
    client_as, harbour, make_occasion
):
    harbour.arrivals = [make_occasion("Mässan", date(2026, 8, 12), end=date(2026, 8, 14))]
    reader = client_as("reader")

    assert shown(reader, "?month=2026-08").count("Mässan") == 3
    listed = shown(reader, "?month=2026-08&view=list")
    assert listed.count("Mässan") == 1
    assert "till fre 14 aug" in listed or "till 14 aug 2026" in listed


def test_an_hour_is_that_of_the_municipality(client_as, harbour, make_occasion):
    evening = datetime(2026, 8, 12, 22, 30, tzinfo=UTC)
    harbour.arrivals = [make_occasion("Natten", evening, end=evening + timedelta(hours=1))]

    page = shown(client_as("reader"), "?month=2026-08&view=list")

    assert re.search(r"13 aug.*00:30–01:30", page, re.DOTALL)


def test_what_lies_outside_is_left_out_whatever_a_calendar_gives(client_as, harbour, make_occasion):
    harbour.arrivals = [make_occasion("Förr", date(2025, 1, 1)), make_occasion("Sedan", date(2027, 1, 1))]

    page = shown(client_as("reader"), "?month=2026-08")

    assert ("Förr" in page, "Sedan" in page) == (False, False)


def test_a_full_day_shows_some_and_leads_to_the_rest(client_as, harbour, make_occasion):
    harbour.arrivals = [make_occasion(f"Skepp {n}", date(2026, 8, 12)) for n in range(6)]

    page = shown(client_as("reader"), "?month=2026-08")

    assert len(set(re.findall(r"Skepp \d", page))) == 3
    assert "och 3 till" in page
    assert len(set(re.findall(r"Skepp \d", shown(client_as("reader"), "?month=2026-08&view=list")))) == 6


def test_a_cancelled_one_is_struck_out(client_as, harbour, make_occasion):
    harbour.arrivals = [make_occasion("Freja", cancelled=True)]

    assert "<del>Freja</del>" in shown(client_as("reader"))
    assert "Inställt" in shown(client_as("reader"), "?view=list")


def test_a_calendar_that_fails_is_named_and_the_others_are_there(client_as, harbour, make_occasion):
    harbour.arrivals, harbour.repairs = RuntimeError("the pier is gone"), [make_occasion("Skrovet")]

    page = shown(client_as("officer"))

    assert "Skrovet" in page
    assert re.search(r"inte kunde läsas: Arrivals", page)
    assert "the pier is gone" not in page


def test_an_empty_month_says_what_can_be_done(client_as):
    page = shown(client_as("reader"), "?month=2031-02")

    assert "februari 2031" in page.lower()
    assert 'href="/tasks/new"' in page


def test_an_address_that_names_no_month_shows_this_one(client_as):
    for asked in ("2026-13", "x", "9999-01", "0001-01", ""):
        assert f'value="{TODAY:%Y-%m}"' in shown(client_as("officer"), f"?month={asked}")


def test_ones_own_tasks_are_there_on_their_days_and_nobody_elses(client_as, platform):
    reader = client_as("reader")
    client_as("officer")
    with platform.write() as ctx:
        add_task(ctx, "Ring hamnen", due_on=TODAY, owner_id=signed_up(ctx, "reader").id)
        add_task(ctx, "Ring varvet", due_on=TODAY, owner_id=signed_up(ctx, "officer").id)

    page = shown(reader)

    assert ("Ring hamnen" in page, "Ring varvet" in page) == (True, False)


def test_the_box_on_the_overview_repeats_nothing_of_ones_own_week(
    client_as, platform, harbour, make_occasion
):
    reader = client_as("reader")
    assert reader.get("/panels/core.coming").text.strip() == ""
    with platform.write() as ctx:
        add_task(ctx, "Ring hamnen", due_on=TODAY, owner_id=signed_up(ctx, "reader").id)
    harbour.arrivals = [
        make_occasion("Freja", TODAY + timedelta(days=1)),
        make_occasion("Långt borta", TODAY + timedelta(days=9)),
    ]

    box = reader.get("/panels/core.coming").text

    assert ("Freja" in box, "Ring hamnen" in box, "Långt borta" in box) == (True, False, False)
    assert "core.coming" in reader.get("/").text
