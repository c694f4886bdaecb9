"""Taking in, the radar and matching on both databases: the same records, finds and suggestions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import col, select

from utblick_tendering.models import Match, Notice
from utblick_tendering.queries import radar
from utblick_tendering.reading import read_file
from utblick_tendering.service import matching, profiles, states
from utblick_tendering.service.notices import keep_all
from utblick_tendering.sources.base import Found

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
ENDED = {"superseded", "awarded", "without_winner", "cancelled", "closed"}
SEARCHES = {
    "all": radar.Search(),
    "words": radar.Search(words="möbler skolor"),
    "code_and_place": radar.Search(cpv=("39000000",), nuts=("SE",)),
    "two_places": radar.Search(nuts=("SE313", "FI"), countries=("SE", "FI")),
    "buyer": radar.Search(buyer="RAUMO"),
    "value": radar.Search(value_from=Decimal(1), value_to=Decimal(9_000_000)),
    "closes": radar.Search(closes_before=NOW.date()),
    "small": radar.Search(small_firms=True),
    "nothing": radar.Search(words="finnsinte", nuts=("SE",)),
}


@pytest.fixture
def held(platform_on, notices):
    """The made-up notices, taken in together, by their numbers; the day of publication of one is unknown."""
    found = [Found(place=file.name[:3], notice=read_file(file)) for file in sorted(notices.glob("S*.xml"))]
    nameless = replace(found[0].notice, notice_id="u" * 8, procedure_id="", publication_number=None)
    found.append(Found(place="U", notice=replace(nameless, published=None, issued=None)))
    with platform_on.write(now=NOW) as ctx:
        kept = keep_all(ctx, found)
        again = keep_all(ctx, found)
    assert {one.outcome for one in again} == {"same"}
    return {one.place: each.notice_id for one, each in zip(found, kept, strict=True)}


def test_notices_stand_and_are_found_as_they_should(platform_on, held):
    named = {notice_id: place for place, notice_id in held.items()}
    with platform_on.read() as look:
        ctx = look.at(NOW)
        ended = {
            named[row.id]: str(row.state) for row in ctx.session.exec(select(Notice)) if row.state in ENDED
        }
        found = {
            (name, view): [named[row.id] for row in radar.find(ctx, search, view).rows]
            for name, search in SEARCHES.items()
            for view in radar.VIEWS
        }
        page, rest = (radar.find(ctx, radar.Search(), limit=3, offset=passed) for passed in (0, 3))
    assert ended == {"S02": "superseded", "S10": "awarded", "S11": "without_winner"}
    assert found["all", "closing"] == [
        "S07",
        "S08",
        "S06",
        "S15",
        "S01",
        "U",
        "S12",
        "S05",
        "S13",
        "S14",
        "S03",
        "S04",
    ]
    assert found["all", "new"] == [
        "S13",
        "S03",
        "S14",
        "S08",
        "S05",
        "S15",
        "S12",
        "S06",
        "S01",
        "S09",
        "S07",
        "S04",
        "U",
    ]
    assert found["all", "changed"] == ["S13"]
    assert ([named[row.id] for row in (*page.rows, *rest.rows)], page.more) == (
        found["all", "closing"][:6],
        True,
    )
    assert {name: rows for (name, view), rows in found.items() if view == "closing"} == {
        "all": found["all", "closing"],
        "words": ["S13"],
        "code_and_place": ["S13"],
        "two_places": [one for one in found["all", "closing"] if one != "S15"],
        "buyer": ["S14"],
        "value": ["S08", "S06", "S13"],
        "closes": ["S07"],
        "small": ["S08", "S01", "U", "S05"],
        "nothing": [],
    }


def test_common_and_rare_codes_together_find_the_same(platform_on, held, monkeypatch):
    named = {notice_id: place for place, notice_id in held.items()}
    search = radar.Search(cpv=("39000000", "45000000", "71000000"), nuts=("SE",), words="möbler skolor")
    found = []
    for few, counted in ((radar.FEW, 10_000), (0, 10_000), (0, 0)):
        monkeypatch.setattr(radar, "FEW", few)
        monkeypatch.setattr(radar, "_COUNTED", counted)
        with platform_on.read() as ctx:
            found.append([named[row.id] for row in radar.find(ctx.at(NOW), search).rows])

    assert found == [["S13"]] * 3


def test_what_fits_is_suggested_once_and_what_has_passed_is_closed(platform_on, held):
    with platform_on.write(now=NOW) as ctx:
        company = ctx.organisations.register(
            "Exempel Möbler AB", kind="company", country="SE", municipality="2132", cpv=["39160000"]
        )
        profile = profiles.draft_profile(ctx, company.id)
        profiles.approve_profile(ctx, profile.id, {})
    counts = []
    for now in (NOW, NOW, NOW + timedelta(days=400)):
        with platform_on.write(now=now) as ctx:
            counts.append((states.close_passed(ctx) > 0, matching.rematch(ctx) > 0))

    assert counts == [(False, True), (False, False), (True, True)]
    with platform_on.read() as ctx:
        [match] = ctx.session.exec(select(Match).where(col(Match.told_at).is_not(None))).all()
    assert (match.notice_id, match.live, match.told_at) == (held["S13"], False, NOW)
