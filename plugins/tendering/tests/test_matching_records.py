"""Matching through the records: what fits is suggested once, in words, and never when it cannot be answered."""

import json
from datetime import datetime

import pytest
from sqlmodel import col, select

from utblick.api import organisations_in
from utblick_tendering.models import Match
from utblick_tendering.queries import matches as queries
from utblick_tendering.reading import read_file
from utblick_tendering.service import matching, profiles
from utblick_tendering.service.notices import keep

AS_OF = datetime.fromisoformat("2026-11-23T12:00:00+01:00")


@pytest.fixture
def yardstick(platform, notices, register):
    """The register with approved profiles, and every made-up notice: their ids by the names of the files."""
    with platform.write(now=AS_OF) as ctx:
        rows = {}
        for one in organisations_in(register):
            given = {k: v for k, v in one.values.items() if v not in (None, "", [])}
            rows[one.row] = ctx.organisations.register(**given).id
            profile = profiles.draft_profile(ctx, rows[one.row])
            if profile.cpv:
                profiles.approve_profile(ctx, profile.id, {})
    with platform.write(now=AS_OF) as ctx:
        held = {
            file.name[:3]: keep(ctx, read_file(file)).notice_id for file in sorted(notices.glob("S*.xml"))
        }
    return rows, held


def test_the_yardstick_holds_for_what_is_kept(platform, notices, register, yardstick):
    rows, held = yardstick
    with platform.write(now=AS_OF) as ctx:
        for notice_id in held.values():
            matching.match_notice(ctx, notice_id)
    expected = json.loads((notices / "MATCHING_EXPECTED.json").read_text())["notices"]
    known = json.loads((register.parent / "EXPECTED_registers.json").read_text())["files"][register.name]
    entities = {rows[row["row"]]: row["entity"] for row in known["rows"] if row["row"] in rows}

    with platform.read() as ctx:
        for name, right in expected.items():
            live = [one for one in queries.of_notice(ctx, held[name]) if one.live]
            found = list(dict.fromkeys(entities[one.organisation_id] for one in live))
            strong = {one for one in right["strong"] if one in entities.values()}
            listed = strong | set(right["medium"]) | set(right["weak"])
            if right["alert"]:
                assert set(found[: len(strong)]) == strong, name
                assert set(found) <= listed, name
            else:
                assert found == [], name
        told = {
            one.notice_id for one in ctx.session.exec(select(Match).where(col(Match.told_at).is_not(None)))
        }
    present = set(entities.values())
    assert {name for name, notice in held.items() if notice in told} == {
        name
        for name, right in expected.items()
        if right["alert"] and present & {*right["strong"], *right["medium"]}
    }
