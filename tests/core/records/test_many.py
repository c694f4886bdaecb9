"""Many rows at once: what is written in bulk owes the same history, search entries and events as one by one."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlmodel import col, select

from utblick.api import new_row, write_rows
from utblick.bus.tables import event_table
from utblick.context import Actor, Context
from utblick.identity.events import PersonRegistered
from utblick.identity.models import Organisation
from utblick.platform import Platform
from utblick.records.models import Change
from utblick.search.models import SearchEntry

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
OFFICER = Actor("user", UUID(int=7), "Test Handläggare")
LONG = "x" * 1500


def test_rows_in_bulk_are_as_those_of_a_session(platform_on: Platform) -> None:
    with platform_on.write(OFFICER, now=NOW, correlation="r1") as ctx:
        one = Organisation(name="Exempel Ett AB", note=LONG, created_at=NOW, updated_at=NOW)
        ctx.session.add(one)
        ctx.session.flush()
        two = new_row(Organisation, ctx, name="Exempel Två AB", note=LONG)
        write_rows(ctx, Organisation, [two])

    with platform_on.read() as ctx:
        rows = {row.id: row for row in ctx.session.exec(select(Organisation))}
        history = {row.record_id: row for row in ctx.session.exec(select(Change))}
        found = {row.record_id: row for row in ctx.session.exec(select(SearchEntry))}
    assert [_told(rows[each], "id", "name") for each in (one.id, two.id)] == [
        _told(rows[one.id], "id", "name")
    ] * 2
    assert _told(history[two.id], "id", "record_id", "after") == _told(
        history[one.id], "id", "record_id", "after"
    )
    assert history[two.id].after == history[one.id].after | {"name": "Exempel Två AB"}
    assert (found[two.id].title, found[two.id].body) == ("Exempel Två AB", found[one.id].body)


def test_events_in_bulk_stand_in_their_order(platform_on: Platform) -> None:
    events = [PersonRegistered(person_id=UUID(int=number)) for number in range(1, 4)]

    with platform_on.write(OFFICER, now=NOW, correlation="r1") as ctx:
        ids = ctx.publish_all(events)

    with platform_on.read() as ctx:
        logged = ctx.session.execute(
            select(event_table.c.id, event_table.c.key, event_table.c.correlation).order_by(event_table.c.seq)
        ).all()
    assert [tuple(row) for row in logged] == [
        (event_id, str(event.person_id), "r1") for event_id, event in zip(ids, events, strict=True)
    ]


def test_nothing_is_written_for_nothing(ctx: Context) -> None:
    write_rows(ctx, Organisation, [])

    assert ctx.publish_all([]) == []
    assert ctx.session.exec(select(col(Change.id))).all() == []


@pytest.mark.parametrize("model", [Organisation])
def test_a_new_row_has_every_column(ctx: Context, model: type[Organisation]) -> None:
    assert set(vars(new_row(model, ctx, name="x"))) == set(model.model_fields)


def _told(row: object, *without: str) -> dict[str, object]:
    return {
        name: value for name, value in vars(row).items() if not name.startswith("_") and name not in without
    }
