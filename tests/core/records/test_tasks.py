"""Tasks: added anywhere, seen by those who may, ticked off, and gathered into a week."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from utblick.context import Actor, Ref
from utblick.records.models import Task
from utblick.records.my_week import my_week
from utblick.records.tasks import add_task, finish_tasks, move_tasks


@pytest.fixture
def platform(yard):
    return yard


@pytest.fixture
def tasks(platform):
    def read():
        with platform.read() as ctx:
            return list(ctx.session.exec(select(Task).order_by(Task.id)))

    return read


def test_a_task_is_added_on_the_page_of_a_record_and_stands_there(client, boat, tasks, me):
    boat_id = boat()

    client.submit(
        f"/records/yard/boat/{boat_id}/tasks",
        {"title": "Beställ ek", "due_on": "2026-12-01", "owner_id": str(me)},
    )

    (task,) = tasks()
    assert (task.title, task.record_id, task.owner_id, task.created_by) == ("Beställ ek", boat_id, me, me)
    assert "Beställ ek" in client.get(f"/yard/boats/{boat_id}").text
    assert "Beställ ek" in client.get("/tasks").text


def test_a_task_without_words_is_asked_for_again_with_what_was_typed(client, boat, tasks):
    answer = client.submit(f"/records/yard/boat/{boat()}/tasks", {"title": "", "due_on": "31/02"})

    assert answer.status_code == 422
    assert 'value="31/02"' in answer.text
    assert 'id="f-title-error"' in answer.text
    assert tasks() == []


def test_a_task_about_nothing_can_be_added_changed_and_ticked_off(client, tasks):
    client.submit("/tasks/new", {"title": "Städa"})
    (task,) = tasks()

    client.submit(f"/tasks/{task.id}", {"title": "Städa skrivbordet", "note": "Före jul"})
    client.submit(f"/tasks/{task.id}/done")

    (task,) = tasks()
    assert (task.title, task.note, task.done_at is not None) == ("Städa skrivbordet", "Före jul", True)
    assert "Städa skrivbordet" in client.get("/tasks?whose=done").text
    client.submit(f"/tasks/{task.id}/done")
    assert tasks()[0].done_at is None


def test_the_list_tells_mine_late_and_everybodys_apart(platform, client, me):
    with platform.write() as ctx:
        add_task(ctx, "Min", owner_id=me)
        add_task(ctx, "Sen", due_on=ctx.now.date() - timedelta(days=3))
        add_task(ctx, "Andras")

    def titles(whose):
        page = client.get(f"/tasks?whose={whose}").text
        return [title for title in ("Min", "Sen", "Andras") if f">{title}</a>" in page]

    assert titles("") == ["Min"]
    assert titles("late") == ["Sen"]
    assert titles("all") == ["Min", "Sen", "Andras"]


def test_a_task_about_what_one_may_not_see_is_not_told(platform, client_as, boat):
    boat_id = boat()
    with platform.write() as ctx:
        task = add_task(ctx, "Hemlig båt", about=Ref("yard", "boat", boat_id))

    reader = client_as("reader")

    assert "Hemlig båt" not in reader.get("/tasks?whose=all").text
    assert reader.get(f"/tasks/{task.id}").status_code == 403
    assert reader.submit(f"/tasks/{task.id}/done").status_code == 403


def test_the_week_begins_with_what_is_late_and_ends_with_what_has_no_day(platform, me):
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    actor = Actor("user", me, "Exempel", frozenset("*"))
    with platform.write(actor, now=monday) as ctx:
        for title, day in (("Ingen dag", None), ("Idag", 23), ("Sen", 20), ("Fredag", 27), ("Nästa", 30)):
            add_task(ctx, title, owner_id=me, due_on=day and monday.date().replace(day=day))
        add_task(ctx, "Jul", owner_id=me, due_on=monday.date() + timedelta(days=31))

        week = my_week(ctx)

    assert [(day.tone, [item.text for item in day.items]) for day in week] == [
        ("late", ["Sen"]),
        ("today", ["Idag"]),
        ("", ["Fredag"]),
        ("", ["Nästa"]),
        ("", ["Ingen dag"]),
    ]


def test_a_record_of_ones_own_is_in_the_week_of_its_day_until_it_is_done(platform, boat, me):
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    boat("Freja", owner_id=me, due_on=monday.date())
    boat("Tor", owner_id=me, due_on=monday.date(), stage="launched")
    boat("Oden", due_on=monday.date())
    boat("Sleipner", owner_id=me, due_on=monday.date() + timedelta(days=31))

    with platform.write(Actor("user", me, "Exempel", frozenset("*")), now=monday) as ctx:
        (day,) = my_week(ctx)
        assert [(item.text, item.note) for item in day.items] == [("Freja", "Boat")]
    with platform.write(Actor("user", me, "Exempel"), now=monday) as ctx:
        assert my_week(ctx) == []


def test_the_week_is_a_box_of_the_overview(platform, client, me):
    with platform.write() as ctx:
        add_task(ctx, "Ring varvet", owner_id=me)

    assert "/panels/core.my_week" in client.get("/").text
    assert "Ring varvet" in client.get("/panels/core.my_week").text


def test_open_tasks_about_a_record_are_given_another_day_and_ticked_off_by_title(platform, boat, tasks):
    ref, other = (Ref("yard", "boat", boat(name)) for name in ("Freja", "Tor"))
    with platform.write() as ctx:
        for title, about in (("Måla", ref), ("Sjösätt", ref), ("Måla", other)):
            add_task(ctx, title, about=about, due_on=date(2026, 12, 1))
    with platform.write() as ctx:
        finished = finish_tasks(ctx, ref, "Sjösätt")
        moved = [move_tasks(ctx, ref, date(2026, 12, 9), title) for title in ("Måla", "Sjösätt")]

    assert (finished, moved) == (1, [1, 0])
    assert [(task.title, task.due_on.day) for task in tasks()] == [("Måla", 9), ("Sjösätt", 1), ("Måla", 1)]
