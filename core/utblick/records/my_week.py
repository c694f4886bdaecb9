"""The reader's own week: what is late, what is due each day, and what has no day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from utblick.context import Context, Label, Ref
from utblick.declare import Panel, Slot
from utblick.i18n import Msg, _
from utblick.i18n.format import format_date
from utblick.records.models import Task
from utblick.records.tasks import open_tasks, today
from utblick.web.routing import Page, page

MOST = 30


@dataclass(frozen=True, slots=True)
class Day:
    """A line of the week: its words, its tone (late, today or empty), and its tasks."""

    label: Msg | str
    tone: str
    tasks: Sequence[tuple[Task, Label | None]]


def my_week(ctx: Context) -> list[Day]:
    """The reader's open tasks to the end of next week, late ones first; then those without a day."""
    now = today(ctx)
    end = now + timedelta(days=13 - now.weekday())
    tasks = [task for task in open_tasks(ctx) if task.due_on is None or task.due_on <= end][:MOST]
    refs = {task.id: Ref(task.plugin, task.kind, task.record_id) for task in tasks if task.record_id}
    names = ctx.lookup(*refs.values())
    found: dict[tuple[str, date | None], list[tuple[Task, Label | None]]] = {}
    for task in tasks:
        label = names.get(refs[task.id]) if task.id in refs else None
        found.setdefault(_line(task, now), []).append((task, label))
    return [Day(_words(ctx, key, now), key[0], several) for key, several in found.items()]


def _line(task: Task, now: date) -> tuple[str, date | None]:
    if task.due_on is not None and task.due_on < now:
        return "late", None
    return "today" if task.due_on == now else "", task.due_on


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
