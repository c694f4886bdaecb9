"""Seats and surveys on both databases: the same demonstration, and a last seat that many want at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlmodel import select

from utblick_seminars import demo, queries, surveys
from utblick_seminars.models import Registration, Seminar
from utblick_seminars.service import registrations, seminars


def test_the_demonstration_comes_out_the_same_on_both_databases(platform_on):
    with platform_on.write() as ctx:
        demo.load(ctx)

    with platform_on.read() as ctx:
        rows = ctx.session.exec(select(Seminar).order_by(Seminar.starts_at)).all()
        moved = [result.attitude_delta for result in surveys.results(ctx, rows).values()]
        found = (
            Counter(row.state for row in rows),
            [str(one) for one in moved if one is not None],
            [one.title for one in queries.public(ctx, audience="business")],
            [len(queries.at_the_door(ctx, one.id, named="demo", limit=5)) for one in rows[:2]],
        )
    assert found == (
        {"planned": 1, "open": 2, "full": 1, "held": 1, "evaluated": 1, "cancelled": 1},
        ["1.5"],
        ["Demo: tull och moms för småföretag", "Demo: Europa efter lunch", "Demo: mässbesök i Tammerfors"],
        [5, 5],
    )


def test_one_of_many_who_want_the_last_seat_at_once_has_it_and_the_others_stand_in_line(platform_on):
    with platform_on.write() as ctx:
        times = {"starts_at": ctx.now + timedelta(days=3), "ends_at": ctx.now + timedelta(days=3, hours=1)}
        about = {"title": "Tull", "kind": "training", "audiences": ["business"], "place": "Salen", "seats": 1}
        row = seminars.plan_seminar(ctx, {**about, **times})
        seminars.publish_seminar(ctx, row.id, {})

    def want(number):
        with platform_on.write() as ctx:
            who = {"name": f"Demo {number}", "email": f"demo{number}@exempel.example", "audience": "public"}
            return registrations.sign_up(ctx, row.id, who).line

    with ThreadPoolExecutor(6) as people:
        lines = sorted(people.map(want, range(6)))

    with platform_on.read() as ctx:
        states = Counter(ctx.session.exec(select(Registration.state)).all())
    assert states == {"confirmed": 1, "waitlisted": 5}
    assert lines == [0, 1, 2, 3, 4, 5]
