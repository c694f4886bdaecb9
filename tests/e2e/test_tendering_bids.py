"""Bids in a browser: from go to won in Swedish, a joint bid of two companies in English.

With UTBLICK_TEST_WHOLE=1 each in both languages; test_axe.py looks at their pages in both.
"""

import re

import pytest

from utblick.platform import assemble
from utblick.settings import Settings
from utblick.testing.whole import WHOLE

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
    """A call in two parts, and for each a company that sells only that; gives the notice's id."""
    from utblick_tendering.reading import Lot, Notice, Organisation
    from utblick_tendering.service import matching, profiles
    from utblick_tendering.service.notices import keep

    parts = (("LOT-1", "39121200", "Exempel Snickeri AB"), ("LOT-2", "45442100", "Exempel Måleri AB"))
    with platform.write() as ctx:
        for _lot, code, name in parts:
            company = ctx.organisations.register(name, kind="company", municipality="2132")
            profile = profiles.draft_profile(ctx, company.id)
            profiles.set_codes(ctx, profile.id, {code: 1})
            profiles.approve_profile(ctx, profile.id, {})
        notice = Notice(
            document="ContractNotice",
            notice_id="joint",
            form_type="competition",
            title={"SWE": "Bord och målning till Exempelskolan"},
            buyers=(Organisation(id="ORG-1", name={"SWE": "Exempelköpings kommun"}, country="SWE"),),
            nuts=("SE313",),
            lots=tuple(
                Lot(id=lot, cpv=(code,), deadline_tender="2090-12-18T23:59:00+01:00")
                for lot, code, _name in parts
            ),
        )
        kept = keep(ctx, notice)
        matching.match_notice(ctx, kept.notice_id)
        return kept.notice_id


def move(audit, bid, name):
    audit.visit(f"{bid}/do/{name}")


@pytest.mark.parametrize("language", ("sv", "en") if WHOLE else ("sv",))
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


@pytest.mark.parametrize("language", ("sv", "en") if WHOLE else ("en",))
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
