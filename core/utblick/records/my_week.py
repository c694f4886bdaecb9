"""The reader's own week: tasks and records whose day has come, late ones first, and what has no day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from utblick.context import Context, Ref
from utblick.declare import Kind, Panel, RecordType, Slot
from utblick.i18n import Msg, _
from utblick.i18n.format import format_date
from utblick.records.filters import living
from utblick.records.labels import columns
from utblick.records.tasks import open_tasks
from utblick.registry import LoadedPlugin
from utblick.web.routing import Page, page

MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to do: a task, which can be ticked off, or a record whose day it is."""

    text: str
    url: str
    due_on: date | None
    note: str = ""
    icon: str = "checklist"
    task_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A line of the week: its words, its tone (late, today or empty), and what is to be done."""

    label: Msg | str
    tone: str
    items: Sequence[Item]


def my_week(ctx: Context) -> list[Day]:
    """What the reader has to do to the end of next week, late first; then what has no day."""
    now = ctx.today
    end = now + timedelta(days=13 - now.weekday())
    items = list(_tasks(ctx, end))
    for owner, record in ctx.platform.registry.records():
        items += _due(ctx, owner, record, end)
    items.sort(key=lambda item: (item.due_on is None, item.due_on or end))
    lines = groupby(items[:MOST], key=lambda item: _line(item.due_on, now))
    return [Day(_words(ctx, key, now), key[0], tuple(several)) for key, several in lines]


def _tasks(ctx: Context, end: date) -> Iterator[Item]:
    tasks = [task for task in open_tasks(ctx) if task.due_on is None or task.due_on <= end][:MOST]
    refs = {task.id: Ref(task.plugin, task.kind, task.record_id) for task in tasks if task.record_id}
    names = ctx.lookup(*refs.values())
    for task in tasks:
        about = names.get(refs[task.id]) if task.id in refs else None
        yield Item(
            text=task.title,
            url=about.url if about else f"/tasks/{task.id}",
            due_on=task.due_on,
            note=about.name if about else "",
            task_id=task.id,
        )


def _due(ctx: Context, owner: LoadedPlugin, record: RecordType, end: date) -> Iterator[Item]:
    """The reader's own records of a kind whose board names a day, as long as they can still move."""
    mine = next((field.name for field in record.fields if field.kind is Kind.USER), None)
    if record.board is None or not record.board.due or mine is None or not ctx.actor.may(record.read):
        return
    table = columns(record)
    open_states = {state for transition in record.transitions for state in transition.source}
    day = table[record.board.due]
    found = ctx.session.execute(
        select(table.id, table[record.name], day)
        .where(living(record), table[mine] == ctx.actor.id, table[record.state].in_(open_states), day <= end)
        .order_by(day)
        .limit(MOST)
    )
    base = owner.path(record)
    for id_, name, due_on in found:
        yield Item(
            text=str(name),
            url=f"{base}/{id_}",
            due_on=due_on,
            note=ctx.translate(record.title),
            icon=record.icon,
        )


def _line(due_on: date | None, now: date) -> tuple[str, date | None]:
    if due_on is not None and due_on < now:
        return "late", None
    return "today" if due_on == now else "", due_on


def _words(ctx: Context, key: tuple[str, date | None], now: date) -> Msg | str:
    tone, day = key
    if tone == "late":
        return _("Late")
    if day is None:
        return _("No day")
    if day == now:
        return _("Today")
    return format_date(day, ctx.language, today=now)


def _panel(ctx: Context, _subject: object) -> Page:
    return page("records/my_week_panel.html", days=my_week(ctx))


PANELS = (Panel(name="core.my_week", slot=Slot.OVERVIEW, title=_("My week"), load=_panel, order=10),)
