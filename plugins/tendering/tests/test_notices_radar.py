"""The radar: filters, saved watches, digests, calendars, and what stands on the page of a notice."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from sqlmodel import select

from utblick_tendering.demo import notices as demo
from utblick_tendering.models import Notice, Watch
from utblick_tendering.reading import read_file
from utblick_tendering.service import watches
from utblick_tendering.service.notices import keep

WRITTEN_ON = date(2026, 11, 27)
"""The day on which the made-up notices are meant to be looked at."""


def moved(notice, days):
    """The notice with its days moved on, so that it is as open as on the day it was written for."""

    def later(given):
        if not given:
            return given
        on = date.fromisoformat(given[:10]) + timedelta(days=days)
        return on.isoformat() + given[10:]

    lots = tuple(replace(lot, deadline_tender=later(lot.deadline_tender)) for lot in notice.lots)
    return replace(notice, published=later(notice.published), issued=later(notice.issued), lots=lots)


@pytest.fixture
def held(platform, notices):
    """The made-up notices by their numbers."""
    with platform.write() as ctx:
        days = (ctx.now.date() - WRITTEN_ON).days
        return {
            file.name[:3]: keep(ctx, moved(read_file(file), days)).notice_id
            for file in sorted(notices.glob("S*.xml"))
        }


@pytest.fixture
def officer(client_as):
    return client_as("officer")


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return set(re.findall(r"/tendering/notices/([0-9a-f-]{36})", answer.text))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("view=closing&nuts=SE313&words=skolmöbler", {"S13"}),
        ("view=closing&words=möbler+skolor", {"S13"}),
        ("view=changed", {"S13"}),
        ("view=closing&countries=FI", {"S14"}),
        ("view=closing&words=finnsinte", set()),
        ("view=closing&buyer=raumo", {"S14"}),
        ("view=closing&value_from=1&value_to=2", set()),
    ],
)
def test_the_radar_finds_what_is_asked_for(officer, held, query, found):
    assert shown(officer, f"/tendering/radar?{query}") == {str(held[name]) for name in found}


def test_cpv_and_place_hold_for_all_that_begins_so(officer, held):
    wide = shown(officer, "/tendering/radar?cpv=39000000")
    narrow = shown(officer, "/tendering/radar?cpv=39160000")

    assert narrow < wide or narrow == wide != set()
    assert (
        shown(officer, "/tendering/radar?nuts=SE") >= shown(officer, "/tendering/radar?nuts=SE313") != set()
    )
    assert str(held["S02"]) not in shown(officer, "/tendering/radar")
    assert str(held["S10"]) not in shown(officer, "/tendering/radar?view=new")


@pytest.mark.parametrize(
    "query", ["cpv=banan", "value_from=mycket", "organisation_id=1", "page=-3", "view=x"]
)
def test_what_cannot_be_understood_harms_nothing(officer, held, query):
    assert shown(officer, f"/tendering/radar?{query}")


def test_a_search_is_saved_as_a_watch_and_shown_again(officer, held, platform):
    page = officer.get("/tendering/radar?words=skolmöbler&cpv=39160000").text
    save = re.search(r'href="(/tendering/watches/new\?[^"]+)"', page)[1].replace("&amp;", "&")
    form = officer.get(save).text
    assert 'value="skolmöbler"' in form
    assert 'value="39160000" checked' in form

    saved = officer.submit(
        "/tendering/watches/new", {"title": "Skolmöbler", "words": "skolmöbler", "digest": "daily"}
    )

    box = officer.get(f"/panels/tendering.watch/{saved.headers['location'].rsplit('/', 1)[1]}").text
    assert str(held["S13"]) in box
    refused = officer.submit("/tendering/watches/new", {"title": "Tom", "digest": "daily"})
    assert refused.status_code == 422


@pytest.fixture
def watch(officer, platform):
    officer.submit("/tendering/watches/new", {"title": "Allt här", "nuts": "SE313", "digest": "daily"})
    with platform.read() as ctx:
        return ctx.session.exec(select(Watch)).one()


def test_a_digest_tells_of_each_notice_once(watch, held, platform, notices):
    morning = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=0)
    counts = []
    for days in range(3):
        with platform.write(now=morning + timedelta(days=days)) as ctx:
            counts.append(watches.send_digests(ctx))

    assert counts == [1, 0, 0]
    with platform.write(now=morning + timedelta(days=2, minutes=5)) as ctx:
        assert watches.send_digests(ctx) == 0


def test_nobody_is_woken_before_the_hour_of_digests(watch, held, platform):
    night = (datetime.now(UTC) + timedelta(days=1)).replace(hour=1, minute=0)
    with platform.write(now=night) as ctx:
        assert watches.send_digests(ctx) == 0


def test_deadlines_are_a_calendar_behind_a_secret_address(officer, client_as, watch, held, platform):
    page = officer.submit(f"/tendering/watches/{watch.id}/calendar").text
    path = re.search(r"/tendering/calendar/[\w-]{43}\.ics", page)[0]
    visitor = client_as(None)

    answer = visitor.get(path)

    assert answer.headers["content-type"].startswith("text/calendar")
    found = {str(one["uid"]): one for one in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}
    told = found[f"{held['S01']}@tendering.notices.2132.utblick"]
    assert f"{told['dtstart'].dt:%H%M%S}" == "225900"
    assert told["url"].endswith(f"/tendering/notices/{held['S01']}")
    assert visitor.get(path, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    assert visitor.get("/tendering/calendar/fel.ics").status_code == 404
    officer.submit(f"/tendering/watches/{watch.id}/calendar")
    assert visitor.get(path).status_code == 404


def test_the_page_of_a_notice_tells_lots_versions_and_awards(officer, held):
    page = officer.get(f"/tendering/notices/{held['S05']}").text
    assert "Upphandlande myndighet" in page

    lots = officer.get(f"/panels/tendering.notice_lots/{held['S05']}").text
    assert lots.count("LOT-") >= 2
    assert "dagar kvar" in lots
    versions = officer.get(f"/panels/tendering.notice_versions/{held['S13']}").text
    assert str(held["S02"]) in versions
    assert "sista anbudsdag" in versions
    awards = officer.get(f"/panels/tendering.notice_awards/{held['S10']}").text
    assert "Glansklar Lokalvård AB" in awards


def test_the_overview_draws_what_is_new_and_closing(officer, held):
    box = officer.get("/panels/tendering.radar").text

    assert "<svg" in box
    assert "kvar" in box


BY_HAND = {
    "title": "Målning av bygdegård",
    "buyer": "Exempelby kommun",
    "nature": "works",
    "value": "350 000",
    "cpv": "45442100-8",
    "nuts": "SE313",
    "deadline_on": (date.today() + timedelta(days=20)).isoformat(),
    "procurement_id": "EX-2026-7",
}


def test_a_notice_is_written_by_hand_and_found_on_the_radar(client_as):
    coordinator = client_as("coordinator")
    assert coordinator.get("/tendering/notices/write").status_code == 200

    first = coordinator.submit("/tendering/notices/write", BY_HAND)
    again = coordinator.submit("/tendering/notices/write", BY_HAND)

    assert first.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    assert shown(coordinator, "/tendering/radar?cpv=45440000&value_from=300000") == {
        first.headers["location"].rsplit("/", 1)[1]
    }


def test_a_notice_by_hand_needs_neither_value_nor_deadline(client_as):
    blank = {"value": "", "deadline_on": "", "deadline_at": "", "published_on": "", "web_url": ""}

    assert (
        client_as("coordinator").submit("/tendering/notices/write", {**BY_HAND, **blank}).status_code == 303
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("cpv", "banan"), ("value", "mycket"), ("web_url", "javascript:1"), ("deadline_on", "x")],
)
def test_a_notice_by_hand_with_a_mistake_says_so_at_its_field(client_as, field, value):
    refused = client_as("coordinator").submit("/tendering/notices/write", {**BY_HAND, field: value})

    assert refused.status_code == 422
    assert f'href="#f-{field}"' in refused.text


def test_made_up_notices_are_added_once_and_seen_at_once(platform, officer):
    for _time in range(2):
        with platform.write() as ctx:
            demo.load(ctx)

    with platform.read() as ctx:
        states = sorted(ctx.session.exec(select(Notice.state)))
    assert states == ["awarded"] * 2 + ["cancelled"] * 2 + ["changed"] + ["imported"] * 6
    assert "Exempel: skolmöbler" in officer.get("/tendering/radar").text
