"""History: every change is remembered together with the change itself, and can be emptied."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from utblick.context import Actor, Context, Ref
from utblick.errors import Conflict
from utblick.identity.models import Membership, Organisation, Person
from utblick.platform import Platform
from utblick.records.history import erase_history
from utblick.records.models import Change

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
OFFICER = Actor("user", UUID(int=7), "Anna Exempel")
Writing = Callable[[], AbstractContextManager[Context]]


@pytest.fixture
def writing(platform_on: Platform) -> Writing:
    return partial(platform_on.write, OFFICER, now=NOW, correlation="r1")


def changes(ctx: Context) -> list[Change]:
    return list(ctx.session.exec(select(Change).order_by(Change.id)))


def organisation(ctx: Context, **values: Any) -> Organisation:
    row = Organisation(name="Exempel Såg AB", **values)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def test_a_new_record_is_remembered_with_who_and_what(writing: Writing) -> None:
    with writing() as ctx:
        row = organisation(ctx, town="Bergsjö")

        (made,) = changes(ctx)

    assert (made.action, made.plugin, made.kind, made.record_id) == (
        "created",
        "core",
        "organisation",
        row.id,
    )
    assert (made.actor, made.at, made.correlation) == (f"user/{OFFICER.id}", NOW, "r1")
    assert made.before == {}
    assert (made.after["name"], made.after["town"]) == ("Exempel Såg AB", "Bergsjö")
    assert "street" not in made.after


def test_a_change_is_remembered_by_its_columns_and_raises_the_version(writing: Writing) -> None:
    with writing() as ctx:
        row = organisation(ctx, town="Bergsjö")
    with writing() as ctx:
        row = ctx.session.get_one(Organisation, row.id)
        row.town = "Ilsbo"
        ctx.session.flush()

        _created, changed = changes(ctx)

    assert (changed.action, changed.before, changed.after) == (
        "changed",
        {"town": "Bergsjö"},
        {"town": "Ilsbo"},
    )
    assert (row.version, row.updated_at) == (2, NOW)


def test_writing_the_same_value_again_is_no_change(writing: Writing) -> None:
    with writing() as ctx:
        row = organisation(ctx, town="Bergsjö")
        row.town = "Bergsjö"
        ctx.session.flush()

        assert [change.action for change in changes(ctx)] == ["created"]
    assert row.version == 1


def test_a_removal_keeps_what_was_removed(writing: Writing) -> None:
    with writing() as ctx:
        row = organisation(ctx, town="Bergsjö")
        ctx.session.delete(row)
        ctx.session.flush()

        _created, deleted = changes(ctx)

    assert (deleted.action, deleted.after, deleted.before["town"]) == ("deleted", {}, "Bergsjö")


def test_a_row_of_a_party_points_at_the_party(writing: Writing) -> None:
    with writing() as ctx:
        place = _membership(ctx)

        joined = ctx.session.exec(select(Change).where(Change.kind == "membership")).one()

    assert (joined.organisation_id, joined.person_id) == (place.organisation_id, place.person_id)


def test_long_text_is_cut(writing: Writing) -> None:
    with writing() as ctx:
        organisation(ctx, note="å" * 3000)

        (made,) = changes(ctx)

    assert made.after["note"] == "å" * 1000 + "…"


def test_nothing_is_remembered_of_what_was_not_kept(writing: Writing) -> None:
    with pytest.raises(RuntimeError), writing() as ctx:
        organisation(ctx)
        raise RuntimeError

    with writing() as ctx:
        assert changes(ctx) == []


def test_erasing_a_person_empties_what_history_says_of_the_person_only(writing: Writing) -> None:
    with writing() as ctx:
        place = _membership(ctx)
        erased = erase_history(ctx, Ref("core", "person", place.person_id))
        ctx.session.expire_all()

        left = {(change.kind, change.action): change.after for change in changes(ctx)}

    assert erased == 2
    assert left["person", "created"] == {}
    assert left["membership", "created"] == {}
    assert left["organisation", "created"]["name"] == "Exempel Såg AB"


def _membership(ctx: Context) -> Membership:
    person = Person(name="Anna Exempel", email="anna@foretag.example")
    company = organisation(ctx)
    ctx.session.add(person)
    ctx.session.flush()
    place = Membership(person_id=person.id, organisation_id=company.id, role="VD")
    ctx.session.add(place)
    ctx.session.flush()
    return place


def test_of_two_who_change_a_record_at_once_the_slower_one_is_told(platform_on: Platform) -> None:
    if platform_on.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    with platform_on.write() as ctx:
        row = organisation(ctx)

    with pytest.raises(Conflict), platform_on.write() as slower:
        mine = slower.session.get_one(Organisation, row.id)
        with platform_on.write() as faster:
            faster.session.get_one(Organisation, row.id).town = "Ilsbo"
        mine.town = "Gnarp"

    with platform_on.read() as ctx:
        assert ctx.session.get_one(Organisation, row.id).town == "Ilsbo"


def test_work_told_as_of_another_day_is_remembered_on_that_day(writing: Writing) -> None:
    spring = datetime(2026, 4, 1, 8, tzinfo=UTC)
    with writing() as ctx:
        ctx.at(spring).organisations.register("Exempel Såg AB", kind="company", country="SE")
    with writing() as ctx:
        assert {(one.at, one.actor) for one in changes(ctx)} == {(spring, f"user/{OFFICER.id}")}
