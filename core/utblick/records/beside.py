"""What stands beside a record on its page: open tasks, files, and whether the reader follows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from utblick.context import Context, Label, Ref
from utblick.records.models import Follow, StoredFile, Task
from utblick.registry import CORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The column beside the page."""

    tasks: Sequence[tuple[Task, str]]
    files: Sequence[StoredFile]
    follows: bool


def beside(ctx: Context, ref: Ref) -> Beside:
    """Tasks with the names of their owners, files that are not removed, and the reader's own following."""
    tasks = ctx.session.exec(
        select(Task)
        .where(Task.record_id == ref.id, col(Task.done_at).is_(None))
        .order_by(col(Task.due_on).is_(None), col(Task.due_on), col(Task.id))
        .limit(50)
    ).all()
    files = ctx.session.exec(
        select(StoredFile)
        .where(StoredFile.record_id == ref.id, col(StoredFile.removed_at).is_(None))
        .order_by(col(StoredFile.created_at).desc())
        .limit(100)
    ).all()
    follow = ctx.session.exec(
        select(Follow.since).where(Follow.record_id == ref.id, Follow.user_id == ctx.actor.id)
    ).first()
    names = ctx.lookup(*(Ref(CORE, "user", task.owner_id) for task in tasks if task.owner_id))
    named = [(task, _name(names, task)) for task in tasks]
    return Beside(tasks=named, files=files, follows=follow is not None)


def _name(names: Mapping[Ref, Label], task: Task) -> str:
    ref = Ref(CORE, "user", task.owner_id) if task.owner_id else None
    return names[ref].name if ref is not None and ref in names else ""
