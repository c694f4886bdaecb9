"""Bids in a browser, in both languages: from go to won, and a joint bid of two companies."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from utblick.platform import assemble
from utblick.settings import Settings

PLUGINS = "export_deals,tendering"


@pytest.fixture(scope="module")
def house(started, tmp_path_factory):
    """The platform with tendering, demo data, and a procurement in two parts that nobody covers alone."""
    running = started(tmp_path_factory.mktemp("tendering"), UTBLICK_PLUGINS=PLUGINS)
    platform = assemble(Settings(plugins=tuple(PLUGINS.split(",")), data_folder=running.folder / "var"))
    running.notice = add_procurement(platform)
    platform.close()
    yield running
    running.stop()


def add_procurement(platform):
    from utblick_tendering.models import Lot, Match, Notice, Profile

    with platform.write() as ctx:
        now = datetime.now(UTC)
        notice = Notice(
            title="Möbler till Exempelskolan",
            buyer_name="Exempelköpings kommun",
            state_since=now,
            deadline=now + timedelta(days=20),
            lot_count=2,
            form_type="competition",
            created_at=now,
            updated_at=now,
        )
        ctx.session.add(notice)
        ctx.session.flush()
        for place, (part, name) in enumerate(
            (("Bord", "Exempel Snickeri AB"), ("Hyllor", "Exempel Stål AB"))
        ):
            company = ctx.organisations.register(name, kind="company", municipality="2132")
            lot = Lot(notice_id=notice.id, number=f"LOT-{place}", title=part, position=place)
            stamps = {"created_at": now, "updated_at": now}
            profile = Profile(title=name, organisation_id=company.id, **stamps)
            ctx.session.add_all([lot, profile])
            ctx.session.flush()
            match = Match(
                title=part,
                organisation_id=company.id,
                profile_id=profile.id,
                notice_id=notice.id,
                lot_id=lot.id,
                relation=3,
                score=80,
                **stamps,
            )
            ctx.session.add(match)
        return notice.id


def move(audit, bid, name):
    audit.visit(f"{bid}/do/{name}")


def test_a_bid_goes_from_go_to_won(audit):
    page = audit.page
    audit.visit("/tendering/bids/new")
    page.fill("[name=title]", "Snöröjning vid Exempelskolan")
    page.fill("[name=organisation_id_text]", "Exempel Såg AB")
    page.locator("[role=option]").first.click()
    page.click("main button.primary")
    page.wait_for_url(re.compile(r"/tendering/bids/[0-9a-f-]{36}$"))
    bid = "/tendering/bids/" + page.url.rpartition("/")[2]
    audit.look("bid")

    page.locator("input[name=answer-price][value=yes]").check()
    page.wait_for_function("() => document.querySelector('#checklist-sum progress').value === 1")
    page.fill("[name=requirement]", "ISO 14001")
    page.locator("form[action$=requirements] button").click()
    page.wait_for_function("() => document.querySelector('#checklist-sum progress').max === 10")
    assert page.locator("input[name=answer-price][value=yes]").is_checked()
    audit.visit(f"{bid}/checklist")

    move(audit, bid, "go")
    page.click("main button.primary")
    audit.look("unanswered")
    page.select_option("[name=although]", "true")
    page.click("main button.primary")
    page.wait_for_url(f"**{bid}")
    move(audit, bid, "submit")
    page.fill("[name=value]", "250000")
    page.click("main button.primary")
    page.wait_for_url(f"**{bid}")
    move(audit, bid, "win")
    page.fill("[name=won_value]", "250000")
    page.click("main button.primary")
    page.wait_for_url(f"**{bid}")

    audit.look("won")
    assert page.locator("#panel-tendering-bid_next li").count() == 3
    for path in ("/tendering/bids", "/tendering/bids/board", "/tendering/school", "/tendering/analysis", "/"):
        audit.visit(path)
    assert audit.wrong == []


def test_two_companies_bid_together(audit, house):
    page = audit.page
    audit.visit(f"/tendering/notices/{house.notice}/joint")
    assert page.locator("input[name=companies]:checked").count() == 2
    page.click("main form button.primary")
    page.wait_for_url(re.compile(r"/tendering/groups/[0-9a-f-]{36}$"))
    group = "/tendering/groups/" + page.url.rpartition("/")[2]
    audit.look("group")

    for answer in page.locator("select[name^=state-]").all():
        answer.select_option("accepted")
    for share, field in zip(("60", "40"), page.locator("input[name^=share-]").all(), strict=True):
        field.fill(share)
    page.locator("form[action$=members] button").click()
    page.wait_for_load_state()
    audit.visit(f"{group}/members")
    move(audit, group, "agree")
    page.click("main button.primary")
    page.wait_for_url(re.compile(r"/tendering/bids/[0-9a-f-]{36}$"))
    bid = "/tendering/bids/" + page.url.rpartition("/")[2]

    audit.visit(group)
    assert page.locator("#panel-tendering-group_members input[name^=share-]").count() == 0
    move(audit, bid, "withdraw")
    page.fill("[name=withdrawn_reason]", "-")
    page.click("main button.primary")
    page.wait_for_url(f"**{bid}")
    assert audit.wrong == []
