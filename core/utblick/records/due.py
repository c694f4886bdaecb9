"""The days by which the reader has something to do, as a calendar."""

from collections.abc import Iterator
from datetime import date

from utblick.context import Context, Ref
from utblick.declare import Calendar, Occasion
from utblick.i18n import _
from utblick.records.tasks import open_tasks


def tasks(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """The reader's own open tasks, each on its day; one about a record leads there."""
    for task in open_tasks(ctx, since=since, until=until):
        if task.due_on is not None:
            yield Occasion(
                key=task.id,
                title=task.title,
                start=task.due_on,
                changed_at=task.updated_at,
                text=task.note,
                link=Ref(task.plugin, task.kind, task.record_id) if task.record_id else f"/tasks/{task.id}",
            )


CALENDARS = (Calendar(name="core.tasks", title=_("My tasks"), load=tasks, icon="checklist", order=5),)
