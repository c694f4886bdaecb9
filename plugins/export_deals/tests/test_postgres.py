"""The whole way of a deal on both databases: the same verbs, the same questions, the same sums."""

from datetime import date
from decimal import Decimal

from utblick.testing.rates import keep_rates
from utblick_export_deals import demo, exposure, queries


def test_the_demonstration_comes_out_the_same_on_both_databases(platform_on, now):
    with platform_on.write(now=now) as ctx:
        published = [(date(2026, 1, 2), code, Decimal(11)) for code in ("SEK", "NOK", "USD", "DKK")]
        keep_rates(ctx.session, published)
        keep_rates(ctx.session, [(now.date(), code, rate) for _day, code, rate in published])
        demo.load(ctx)

    with platform_on.write(now=now) as ctx:
        rows = exposure.exposures(ctx)
        company = ctx.organisations.find(name="Exempel Såg AB")
        assert company is not None
        found = (
            queries.leads_by_stage(ctx),
            [lead.title for lead in queries.leads_of(ctx, company.id)],
            [question.title for question in queries.waiting(ctx)],
            exposure.by_currency(rows),
        )
    assert found == (
        {"opened": 2, "qualified": 1, "negotiating": 2, "agreed": 4, "stalled": 1, "lost": 1},
        ["Ytterpanel till Rotterdam"],
        ["Attefallshus till Trondheim"],
        [("EUR", 2442000), ("NOK", 900000), ("USD", 75000)],
    )
