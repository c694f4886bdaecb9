"""The demonstration: visibly made up, whole, and told in events like everything else."""

from collections import Counter

from sqlmodel import select

from utblick_export_deals import demo
from utblick_export_deals.models import Agreement, Lead


def test_the_demo_shows_leads_in_every_stage_and_two_confirmed_agreements(platform, rates, now, published):
    with platform.write(now=now) as ctx:
        demo.load(ctx)

    with platform.read() as ctx:
        stages = set(ctx.session.exec(select(Lead.stage)))
        states = Counter(ctx.session.exec(select(Agreement.state)))
        names = ctx.organisations.names(list(ctx.session.exec(select(Lead.organisation_id))))
    assert stages == {"opened", "qualified", "negotiating", "agreed", "stalled", "lost"}
    assert states == {"confirmed": 2, "asked": 1, "signed": 1}
    assert all(name.startswith("Exempel ") for name in names.values())
    assert [name for name, _data in published()].count("export_deals.agreement.confirmed") == 2
