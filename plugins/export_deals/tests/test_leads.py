"""Leads: opened, moved on, lost, stalled by themselves, taken up again."""

from datetime import timedelta

import pytest

from utblick.api import Conflict
from utblick_export_deals import jobs, queries, service


def test_opening_a_lead_tells_the_house(make_lead, company, published):
    lead_id = make_lead()

    assert published()[-1] == (
        "export_deals.lead.opened",
        {
            "lead_id": str(lead_id),
            "organisation_id": str(company),
            "country": "DE",
            "partner_id": None,
            "source": "",
        },
    )


def test_a_lead_moves_on_step_by_step(platform, make_lead, published):
    lead_id = make_lead("negotiating")

    with platform.read() as ctx:
        assert queries.lead(ctx, lead_id).stage == "negotiating"
    assert [name for name, _data in published()][-2:] == [
        "export_deals.lead.opened",
        "export_deals.lead.qualified",
    ]


def test_a_step_that_was_taken_cannot_be_taken_again(platform, make_lead, published):
    lead_id = make_lead("qualified")
    before = published()

    with platform.read() as ctx, pytest.raises(Conflict):
        service.qualify_lead(ctx, lead_id, {})

    assert published() == before


def test_losing_a_lead_keeps_the_reason_and_the_lesson(platform, make_lead, published):
    lead_id = make_lead("negotiating", note="Ringde i maj.")

    with platform.write() as ctx:
        service.lose_lead(ctx, lead_id, {"lost_reason": "logistics", "comment": "Frakten blev för dyr."})

    with platform.read() as ctx:
        lead = queries.lead(ctx, lead_id)
    assert (lead.stage, lead.lost_reason, lead.note) == (
        "lost",
        "logistics",
        "Ringde i maj.\n\nFrakten blev för dyr.",
    )
    assert published()[-1][0] == "export_deals.lead.lost"
    assert published()[-1][1]["reason"] == "logistics"


def test_a_quiet_lead_stalls_by_itself_after_the_set_time(platform, make_lead, now, published):
    lead_id = make_lead("qualified")

    with platform.write(now=now + timedelta(days=400)) as ctx:
        said = jobs.stall_leads(ctx)

    assert said == "1 lead was marked as stalled."
    with platform.read() as ctx:
        assert queries.lead(ctx, lead_id).stage == "stalled"
    assert published()[-1][0] == "export_deals.lead.stalled"


def test_a_lead_that_was_touched_in_time_does_not_stall(platform, make_lead):
    lead_id = make_lead("qualified")
    with platform.read() as ctx:
        touched = queries.lead(ctx, lead_id).updated_at

    with platform.write(now=touched + timedelta(days=59)) as ctx:
        assert jobs.stall_leads(ctx) is None

    with platform.read() as ctx:
        assert queries.lead(ctx, lead_id).stage == "qualified"


def test_stalling_twice_tells_once(platform, make_lead, now, published):
    make_lead()
    for _again in range(2):
        with platform.write(now=now + timedelta(days=400)) as ctx:
            jobs.stall_leads(ctx)

    assert [name for name, _data in published()].count("export_deals.lead.stalled") == 1


@pytest.mark.parametrize("closed_by", ["stall", "lose", "stall and lose"])
def test_a_closed_lead_is_taken_up_where_it_was_left(platform, make_lead, closed_by):
    lead_id = make_lead("negotiating")
    with platform.write() as ctx:
        if "stall" in closed_by:
            service.stall_lead(ctx, lead_id, {})
        if "lose" in closed_by:
            service.lose_lead(ctx, lead_id, {"lost_reason": "price"})

    with platform.write() as ctx:
        service.reopen_lead(ctx, lead_id, {})

    with platform.read() as ctx:
        lead = queries.lead(ctx, lead_id)
    assert (lead.stage, lead.lost_reason) == ("negotiating", "")
