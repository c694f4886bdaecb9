"""What the tests of evaluation start from: a goal of five export agreements, and companies that confirm."""

from datetime import date
from decimal import Decimal

import pytest

from utblick.api import every_event, new_id
from utblick_evaluation import counting, queries, service

PERIOD = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}


@pytest.fixture
def plugins():
    return ("export_deals", "evaluation")


@pytest.fixture
def goal(platform):
    """An agreed goal that counts confirmed export agreements."""
    with platform.write() as ctx:
        made = service.set_goal(
            ctx,
            {
                "code": "M4",
                "title": "Fler exportavtal",
                "title_en": "More export agreements",
                "indicator": "export_deals.confirmed_agreements",
                "target": Decimal(5),
                "narrative": "Träindustrin går först.",
                **PERIOD,
            },
        )
        return service.agree_goal(ctx, made.id).id


@pytest.fixture
def confirm(platform):
    """A company confirms an agreement: the event is published, counted, and the goals follow."""

    def make(company="Exempel Såg AB", day=date(2026, 5, 4)):
        confirmed = platform.registry.event("export_deals.agreement.confirmed")
        with platform.write() as ctx:
            organisation = ctx.organisations.register(company, municipality="2132")
            ctx.publish(
                confirmed(
                    agreement_id=new_id(),
                    organisation_id=organisation.id,
                    municipality="2132",
                    country="DE",
                    kind="sales",
                    signed_on=day,
                    small_firm=True,
                    first_time=True,
                )
            )
        follow()

    def follow():
        with platform.write() as ctx:
            for event in every_event(ctx):
                counting.take_note(ctx, event)
            service.refresh(ctx, queries.goals(ctx))

    return make
