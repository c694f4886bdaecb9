"""Goals of seminars count who came and where attitudes moved, and un-count what was a mistake."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from utblick_evaluation import service as goals
from utblick_evaluation.models import Goal
from utblick_seminars.models import Moment
from utblick_seminars.service import answering, checking_in, registrations, seminars

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
COUNTED = ("held", "participants", "participants_business", "participants_public", "attitude_raised")


@pytest.fixture
def plugins():
    return ("seminars", "evaluation")


@pytest.fixture
def counts(platform, deliver):
    """What the goals read, once every event has been delivered, in the order above."""
    with platform.write(now=NOW) as ctx:
        for number, name in enumerate(COUNTED):
            days = {"starts_on": NOW.date() - timedelta(days=30), "ends_on": NOW.date() + timedelta(days=30)}
            of = {"code": f"S{number}", "title": name, "indicator": f"seminars.{name}"}
            goals.agree_goal(ctx, goals.set_goal(ctx, {**of, "target": Decimal(5), **days}).id)

    def read():
        deliver()
        with platform.read() as ctx:
            return [int(one) for one in ctx.session.exec(select(Goal.reading).order_by(Goal.code))]

    return read


def test_who_came_counts_by_audience_and_a_press_too_many_is_uncounted(platform, counts):
    with platform.write(now=NOW) as ctx:
        starts = NOW + timedelta(hours=3)
        about = {"title": "Tull", "kind": "training", "audiences": ["business"], "topics": ["Tull"]}
        when = {"starts_at": starts, "ends_at": starts + timedelta(hours=1), "place": "Salen", "seats": 9}
        row = seminars.plan_seminar(ctx, {**about, **when})
        seminars.publish_seminar(ctx, row.id, {})
        who = {"seminar_id": row.id, "audience": "business"}
        signed_up = [registrations.register(ctx, {**who, "name": f"Demo {n}"}).id for n in range(2)]
        for one in signed_up:
            checking_in.check_in(ctx, one)
        checking_in.walk_in(ctx, row.id, audience="public")
    assert counts() == [0, 3, 2, 1, 0]

    with platform.write(now=NOW + timedelta(minutes=1)) as ctx:
        checking_in.undo(ctx, signed_up[0])
    assert counts() == [0, 2, 1, 1, 0]

    with platform.write(now=NOW + timedelta(hours=5)) as ctx:
        seminars.hold_seminar(ctx, row.id, {})
        for moment, attitude in ((Moment.BEFORE, 3), (Moment.AFTER, 4)):
            for _each in range(5):
                answering.keep_answer(ctx, row, moment, [(3, attitude)])
        seminars.evaluate_seminar(ctx, row.id, {})
    assert counts() == [1, 2, 1, 1, 1]
