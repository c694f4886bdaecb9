"""The goals of the pilot say which activity area they miss, whichever of them is not enabled."""

import re
from datetime import date, timedelta

import pytest

from utblick.settings import Settings
from utblick_evaluation.presets import PILOT, load_pilot

COUNTED = ("university_node", "export_deals", "twinning", "partnerships")


@pytest.fixture(params=("", *COUNTED), ids=lambda off: off or "nothing")
def off(request):
    """The one that is not enabled; at first none."""
    return request.param


@pytest.fixture
def plugins(off):
    return tuple(name for name in Settings().plugins if name != off)


def test_each_goal_counts_or_says_what_it_waits_for(platform, client, off, plugins):
    with platform.write() as ctx:
        load_pilot(ctx, ctx.today - timedelta(days=30), date(ctx.today.year + 1, 12, 31))

    board, overview = client.get("/evaluation"), client.get("/")

    waiting = {goal.title for goal in PILOT if goal.indicator.partition(".")[0] not in plugins}
    assert (board.status_code, overview.status_code) == (200, 200)
    assert len(waiting) == (4 if off else 3)
    named = re.findall(r"Kräver tillägget ([a-z_]+)", board.text)
    assert sorted(named) == sorted(["contacts", "contacts", "dissemination", *([off] if off else [])])
    assert all(title in board.text for title in (goal.title for goal in PILOT))
