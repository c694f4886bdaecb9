"""The demonstration tells a believable year, visibly made up, and the goal counts it."""

import re

from sqlmodel import select

from utblick_university_node import demo
from utblick_university_node.models import Student
from utblick_university_node.queries import assignments, figures


def test_the_demonstration_tells_a_year_at_two_universities(platform, published):
    with platform.write() as ctx:
        demo.load(ctx)

    with platform.read() as ctx:
        known = figures.collaboration(ctx)
        states = assignments.by_state(ctx)
        people = [ctx.people.get(one.person_id).name for one in ctx.session.exec(select(Student))]
    assert (known.delivered, known.hosts, known.returning) == (4, 3, 1)
    assert {state for state, count in states.items() if count} == {
        "published",
        "matched",
        "agreed",
        "under_way",
        "delivered",
        "followed_up",
        "withdrawn",
        "expired",
    }
    assert [name for name in people if not re.fullmatch(r"Demo Student \d+", name)] == []
    names = [name for name, _data in published()]
    assert names.count("university_node.assignment.delivered") == 4
    assert names.count("university_node.first_contact.made") == 6
