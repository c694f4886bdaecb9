import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from utblick.api import Envelope, Indicator, Where, _, new_id
from utblick_evaluation import counting

HOME = "2132"
RULE = Indicator(
    name="export_deals.confirmed_agreements",
    title=_("t"),
    unit=_("u"),
    event="export_deals.agreement.confirmed",
    distinct="agreement_id",
    where=(Where(field="municipality", value="$municipality"),),
    retracted_by=("export_deals.agreement.disputed", "export_deals.agreement.annulled"),
    dated_by="signed_on",
)
START, END = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture(autouse=True)
def _one_rule(monkeypatch):
    monkeypatch.setattr(counting, "indicators", lambda _ctx: (RULE,))


def event(verb, agreement, minute, *, municipality=HOME, signed_on="2026-05-01", retracts=None):
    return Envelope(
        id=new_id(),
        name=f"export_deals.agreement.{verb}",
        version=1,
        key=str(agreement),
        at=datetime(2026, 6, 1, tzinfo=UTC) + timedelta(minutes=minute),
        retracts=retracts,
        data={"agreement_id": str(agreement), "municipality": municipality, "signed_on": signed_on},
    )


def reading(ctx):
    return counting.read(ctx, RULE, START, END).value


def test_a_confirmed_agreement_counts_once_however_often_it_is_delivered(ctx):
    confirmed = event("confirmed", new_id(), 1)
    counting.take_note(ctx, confirmed)
    counting.take_note(ctx, confirmed)

    assert reading(ctx) == 1


def test_a_dispute_takes_it_back_and_a_new_confirmation_brings_it_again(ctx):
    agreement = new_id()
    told = []
    for verb, minute in (("confirmed", 1), ("disputed", 2), ("confirmed", 3), ("annulled", 4)):
        counting.take_note(ctx, event(verb, agreement, minute))
        told.append(reading(ctx))

    assert told == [1, 0, 1, 0]


def test_an_event_that_retracts_another_takes_back_just_that_one(ctx):
    first, second = event("confirmed", new_id(), 1), event("confirmed", new_id(), 2)
    for one in (first, second):
        counting.take_note(ctx, one)
    counting.take_note(ctx, event("noted", new_id(), 3, retracts=first.id))

    assert [row.event_id for row in counting.read(ctx, RULE, START, END).evidence] == [second.id]


def test_only_companies_of_the_municipality_and_days_of_the_period_count(ctx):
    counting.take_note(ctx, event("confirmed", new_id(), 1, municipality="2184"))
    counting.take_note(ctx, event("confirmed", new_id(), 2, signed_on="2025-12-31"))
    counting.take_note(ctx, event("confirmed", new_id(), 3, signed_on="2026-12-31"))

    assert reading(ctx) == 1


@pytest.mark.parametrize("seed", range(8))
def test_the_reading_does_not_depend_on_the_order_or_number_of_deliveries(ctx, seed):
    dice = random.Random(seed)
    things = [UUID(int=dice.getrandbits(128)) for _n in range(5)]
    story = [
        event(dice.choice(("confirmed", "disputed", "annulled")), dice.choice(things), n) for n in range(40)
    ]
    story += [event("noted", new_id(), 100, retracts=dice.choice(story).id)]
    retracted = story[-1].retracts
    latest = {}
    for one in story[:-1]:
        if one.id != retracted:
            latest[one.key] = one
    right = Decimal(sum(one.name.endswith("confirmed") for one in latest.values()))
    delivered = story * 2
    dice.shuffle(delivered)

    for one in delivered:
        counting.take_note(ctx, one)

    assert reading(ctx) == right


def test_evidence_lapses_after_its_window(ctx, monkeypatch):
    lapsing = Indicator(**{**{f: getattr(RULE, f) for f in RULE.__dataclass_fields__}, "window_days": 30})
    monkeypatch.setattr(counting, "indicators", lambda _ctx: (lapsing,))
    counting.take_note(ctx, event("confirmed", new_id(), 1, signed_on="2026-05-01"))

    told = [
        counting.read(ctx, lapsing, START, END, on=day).value for day in (date(2026, 5, 31), date(2026, 6, 1))
    ]

    assert told == [1, 0]
