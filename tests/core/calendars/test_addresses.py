"""Secret addresses: what a calendar program gets by them, as another program reads it, and when they end."""

import re
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from utblick.access import users
from utblick.access.models import AuditEntry, CalendarAddress
from utblick.access.testing import signed_up
from utblick.records.tasks import add_task

TODAY = datetime.now(UTC).date()
NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
LATER = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)


def events(file):
    return {str(one["summary"]): one for one in file.walk("VEVENT")}


def test_days_hours_and_moments_are_what_they_were_to_another_program(
    client_as, harbour, make_occasion, address, fetched
):
    harbour.arrivals = [
        make_occasion("Dag", TODAY),
        make_occasion("Dagar", TODAY, end=TODAY + timedelta(days=2)),
        make_occasion("Möte", NOON, end=NOON + timedelta(hours=1), place="Kajen; norra, lång"),
        make_occasion("Sista svarsdag", LATER, text="Rad ett\nRad två", link="/harbour/1"),
        make_occasion("Inställd", TODAY, cancelled=True),
    ]
    path = address(client_as("reader"), "harbour.arrivals")

    found = events(fetched(path))

    assert found["Dag"]["dtstart"].dt == TODAY
    assert "dtend" not in found["Dag"]
    assert found["Dagar"]["dtend"].dt == TODAY + timedelta(days=3)
    assert (found["Möte"]["dtstart"].dt, found["Möte"]["dtend"].dt) == (NOON, NOON + timedelta(hours=1))
    assert found["Möte"]["location"] == "Kajen; norra, lång"
    assert found["Sista svarsdag"]["dtstart"].dt == LATER
    assert found["Sista svarsdag"]["description"] == "Rad ett\nRad två"
    assert found["Sista svarsdag"]["url"].endswith("/harbour/1")
    assert {name: str(one["status"]) for name, one in found.items() if one["status"] != "CONFIRMED"} == {
        "Inställd": "CANCELLED"
    }
    assert {name for name, one in found.items() if one["transp"] == "OPAQUE"} == {"Möte"}
    assert str(found["Dag"]["categories"].to_ical(), "utf-8") == "Arrivals"


def test_the_file_keeps_to_the_letter_of_the_standard(client_as, harbour, make_occasion, address):
    harbour.arrivals = [make_occasion("Åäö, ett; två\\tre " * 12, LATER, text="rad\nrad\x07")]

    answer = client_as(None).get(address(client_as("reader"), "harbour.arrivals"))

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert (lines[0], lines[-2:]) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""])
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    unfolded = answer.content.replace(b"\r\n ", b"").decode()
    assert f"DTSTART:{LATER:%Y%m%dT%H%M%SZ}" in unfolded
    assert "DTSTAMP:20260504T030201Z" in unfolded
    assert "LAST-MODIFIED:20260504T030201Z" in unfolded
    assert "Åäö\\, ett\\; två\\\\tre" in unfolded
    assert "DESCRIPTION:rad\\nrad\r\n" in unfolded


def test_a_whole_day_is_no_instant(client_as, harbour, make_occasion, address):
    harbour.arrivals = [make_occasion("Dag", TODAY)]

    answer = client_as(None).get(address(client_as("reader"), "harbour.arrivals"))

    assert f"DTSTART;VALUE=DATE:{TODAY:%Y%m%d}\r\n" in answer.text


def test_an_occasion_keeps_its_name_when_all_else_of_it_changes(
    client_as, harbour, make_occasion, address, fetched
):
    path = address(client_as("reader"), "harbour.arrivals")
    harbour.arrivals = [make_occasion("Freja", TODAY, key="one")]
    before = events(fetched(path))["Freja"]["uid"]
    harbour.arrivals = [make_occasion("Freja af Bergsjö", LATER, key="one")]

    assert events(fetched(path))["Freja af Bergsjö"]["uid"] == before == "one@harbour.arrivals.2132.utblick"


def test_what_is_unchanged_is_not_sent_again(client_as, harbour, make_occasion, address):
    harbour.arrivals = [make_occasion("Freja", TODAY)]
    path, program = address(client_as("reader"), "harbour.arrivals"), client_as(None)
    tag = program.get(path).headers["etag"]

    same = program.get(path, headers={"if-none-match": f"W/{tag}"})
    harbour.arrivals = [make_occasion("Freja", TODAY, cancelled=True)]
    other = program.get(path, headers={"if-none-match": tag})

    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert (other.status_code, other.headers["etag"] != tag) == (200, True)


def test_an_address_shows_what_its_user_may_see_now(
    client_as, platform, harbour, make_occasion, address, fetched, user_of
):
    harbour.arrivals, harbour.repairs = [make_occasion("Freja")], [make_occasion("Skrovet")]
    officer = client_as("officer")
    both, repairs = (
        address(officer, "harbour.arrivals", "harbour.repairs"),
        address(officer, "harbour.repairs"),
    )
    assert set(events(fetched(both))) == {"Freja", "Skrovet"}

    with platform.write() as ctx:
        users.set_roles(ctx, user_of("officer"), ["reader"])

    assert set(events(fetched(both))) == {"Freja"}
    assert client_as(None).get(repairs).status_code == 404


def test_nobody_makes_an_address_of_what_they_may_not_see(client_as, platform, harbour):
    answer = client_as("reader").submit(
        "/calendar/addresses/new", {"name": "Outlook", "calendars": "harbour.repairs"}
    )

    assert answer.status_code == 422
    assert "Välj minst en kalender." in answer.text
    with platform.read() as ctx:
        assert ctx.session.exec(select(CalendarAddress)).all() == []


def test_an_address_tells_its_own_users_tasks(client_as, platform, address, fetched):
    path = address(client_as("officer"), "core.tasks")
    with platform.write() as ctx:
        add_task(ctx, "Ring varvet", due_on=TODAY, owner_id=signed_up(ctx, "officer").id)
        add_task(ctx, "Ring hamnen", due_on=TODAY, owner_id=signed_up(ctx, "reader").id)

    assert set(events(fetched(path))) == {"Ring varvet"}


@pytest.mark.parametrize("shut", [users.lock, users.close])
def test_the_addresses_of_a_user_end_with_the_account(client_as, platform, address, user_of, shut):
    path = address(client_as("officer"), "harbour.arrivals")

    with platform.write() as ctx:
        shut(ctx, user_of("officer"))

    assert client_as(None).get(path).status_code == 404
    with platform.read() as ctx:
        assert ctx.session.exec(select(CalendarAddress)).all() == []


def test_an_address_is_ended_by_whom_it_belongs_to_and_nobody_else(client_as, platform, address):
    officer = client_as("officer")
    path = address(officer, "harbour.arrivals", name="Telefonen")
    action = re.search(r"/calendar/addresses/[\w-]{36}/end", officer.get("/calendar").text)[0]

    assert client_as("administrator").submit(action).status_code == 404
    assert client_as(None).get(path).status_code == 200
    assert officer.submit(action).status_code == 303
    assert client_as(None).get(path).status_code == 404
    assert "Telefonen" not in officer.get("/calendar").text


def test_the_page_says_which_addresses_there_are_and_when_they_were_fetched(client_as, address):
    officer = client_as("officer")
    path = address(officer, "harbour.arrivals", name="Telefonen")
    assert re.search(r"Telefonen.*Aldrig", officer.get("/calendar").text, re.DOTALL)

    client_as(None).get(path)

    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and "Aldrig" in officer.get("/calendar").text:
        time.sleep(0.01)
    assert "Aldrig" not in officer.get("/calendar").text


def test_the_key_is_nowhere_but_in_the_address(client_as, platform, address):
    path = address(client_as("officer"), "harbour.arrivals")
    key = re.search(r"feeds/([\w-]{43})\.ics", path)[1]

    with platform.read() as ctx:
        (row,) = ctx.session.exec(select(CalendarAddress)).all()
        told = [
            one for one in ctx.session.exec(select(AuditEntry)) if one.action == "calendar_address.created"
        ]
    assert key not in repr(row)
    assert [(one.details, key in repr(one)) for one in told] == [({"calendars": ["harbour.arrivals"]}, False)]
    assert client_as(None).get(f"/calendar/feeds/{key[:-1]}x.ics").status_code == 404


def test_a_calendar_that_fails_fails_the_file_so_that_nothing_seems_removed(
    client_as, harbour, make_occasion, address
):
    harbour.arrivals = [make_occasion("Freja")]
    harbour.repairs = RuntimeError("the pier is gone")
    path = address(client_as("officer"), "harbour.arrivals", "harbour.repairs")

    assert client_as(None).get(path).status_code == 500


def test_a_program_is_told_of_two_months_back_and_a_year_ahead(client_as, harbour, address, fetched):
    fetched(address(client_as("reader"), "harbour.arrivals"))

    (_who, since, until) = harbour.asked[-1]
    assert ((TODAY - since).days in (59, 60, 61), (until - TODAY).days >= 365) == (True, True)


def test_a_time_without_a_zone_is_refused_where_it_is_made(make_occasion):
    with pytest.raises(ValueError, match="time without a time zone"):
        make_occasion("Freja", datetime(2026, 8, 12, 12))  # noqa: DTZ001
    with pytest.raises(ValueError, match="begin and end with days, or with moments"):
        make_occasion("Freja", date(2026, 8, 12), end=NOON)
