"""Tasks: what somebody is to do by a day, mostly about a record."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlmodel import col, select

from utblick.context import Context, Ref
from utblick.declare import Field, Kind
from utblick.errors import Forbidden, Invalid, NotFound
from utblick.i18n import Msg, _
from utblick.records.address import readable, url_of, way_back
from utblick.records.inputs import (
    Typed,
    inputs,
    problems_of,
    summary,
    typed_from_form,
    typed_from_row,
    typed_from_values,
)
from utblick.records.models import Task
from utblick.records.values import clean_fields, row
from utblick.web.request import Values
from utblick.web.routing import Page, Redirect, get, page, post, redirect

FIELDS = (
    Field(name="title", label=_("What is to be done"), required=True),
    Field(name="due_on", label=_("By"), kind=Kind.DATE),
    Field(name="owner_id", label=_("Who"), kind=Kind.USER),
    Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=2000),
)
WHOSE: dict[str, Msg] = {
    "": _("Mine"),
    "late": _("Overdue"),
    "all": _("Everybody's"),
    "done": _("Completed"),
}
SHOWN = 200


def add_task(ctx: Context, title: str, *, about: Ref | None = None, **values: Any) -> Task:
    """Write down what is to be done; `due_on`, `owner_id` and `note` as fits."""
    made = Task(
        title=title,
        plugin=about.plugin if about else "",
        kind=about.kind if about else "",
        record_id=about.id if about else None,
        created_by=ctx.actor.id,
        created_at=ctx.now,
        **values,
    )
    ctx.session.add(made)
    ctx.session.flush()
    return made


def finish_tasks(ctx: Context, about: Ref, *titles: str) -> int:
    """Tick off the open tasks about a record, or those of these titles; gives how many there were."""
    found = _open_about(ctx, about, titles)
    for task in found:
        task.done_at, task.done_by = ctx.now, ctx.actor.id
    return len(found)


def move_tasks(ctx: Context, about: Ref, due_on: date | None, *titles: str) -> int:
    """Give the open tasks about a record, or those of these titles, another day; gives how many."""
    found = _open_about(ctx, about, titles)
    for task in found:
        task.due_on = due_on
    return len(found)


def open_tasks(
    ctx: Context, *, whose: str = "", since: date | None = None, until: date | None = None
) -> Sequence[Task]:
    """Tasks by day, those without a day last; `whose` is one of `WHOSE`."""
    query: Select[Any] = select(Task).limit(SHOWN)
    if whose == "done":
        query = query.where(col(Task.done_at).is_not(None)).order_by(col(Task.done_at).desc())
    else:
        query = query.where(col(Task.done_at).is_(None)).order_by(
            col(Task.due_on).is_(None), col(Task.due_on), col(Task.id)
        )
    if whose == "":
        query = query.where(col(Task.owner_id) == ctx.actor.id)
    if whose == "late":
        query = query.where(col(Task.due_on) < ctx.today)
    if since is not None:
        query = query.where(col(Task.due_on) >= since)
    if until is not None:
        query = query.where(col(Task.due_on) <= until)
    return [task for task in ctx.session.execute(query).scalars() if _may_see(ctx, task)]


def _open_about(ctx: Context, about: Ref, titles: Sequence[str]) -> Sequence[Task]:
    query = select(Task).where(
        Task.plugin == about.plugin, Task.record_id == about.id, col(Task.done_at).is_(None)
    )
    return ctx.session.execute(query.where(col(Task.title).in_(titles)) if titles else query).scalars().all()


@get("/tasks")
def tasks_page(ctx: Context) -> Page:
    """Tasks: mine, late ones, everybody's, and what is done."""
    query = ctx.request.query if ctx.request else Values()
    whose = query.get("whose", "") if query.get("whose", "") in WHOSE else ""
    found = open_tasks(ctx, whose=whose)
    about = {task.id: Ref(task.plugin, task.kind, task.record_id) for task in found if task.record_id}
    owners = {task.id: Ref("core", "user", task.owner_id) for task in found if task.owner_id}
    names = ctx.lookup(*about.values(), *owners.values())
    return page(
        "records/tasks.html",
        tasks=[
            (
                task,
                names.get(about[task.id]) if task.id in about else None,
                names.get(owners[task.id]) if task.id in owners else None,
            )
            for task in found
        ],
        whose=whose,
        views=[
            (title, f"/tasks?whose={key}" if key else "/tasks", key == whose, None)
            for key, title in WHOSE.items()
        ],
        today=ctx.today,
    )


@get("/tasks/new")
def new(ctx: Context) -> Page:
    """A task that is about no record."""
    typed = typed_from_values(ctx, FIELDS, {"owner_id": ctx.actor.id})
    return _form(ctx, None, typed=typed)


@post("/tasks/new")
def create(ctx: Context) -> Page | Redirect:
    try:
        values = _clean(ctx)
    except Invalid as refused:
        return _form(ctx, None, typed=typed_from_form(FIELDS, _sent(ctx)), problems=problems_of(refused))
    add_task(ctx, values.pop("title"), **values)
    return redirect(way_back(ctx, "/tasks"), _("The task has been added."))


@post("/records/{plugin:str}/{kind:str}/{record_id:uuid}/tasks")
def add_to_record(ctx: Context, *, plugin: str, kind: str, record_id: UUID) -> Page | Redirect:
    """A task about a record, from its page."""
    record = readable(ctx, plugin, kind, record_id)
    ctx.require(record.write)
    ref = Ref(plugin, kind, row(ctx, record, record_id).id)
    try:
        values = _clean(ctx)
    except Invalid as refused:
        typed = typed_from_form(FIELDS, _sent(ctx))
        return _form(ctx, None, typed=typed, problems=problems_of(refused), about=ref)
    add_task(ctx, values.pop("title"), about=ref, **values)
    return redirect(way_back(ctx, url_of(ctx, record, record_id)), _("The task has been added."))


@get("/tasks/{task_id:uuid}")
def edit(ctx: Context, *, task_id: UUID) -> Page:
    """One task, to be read or changed."""
    task = _task(ctx, task_id)
    return _form(ctx, task, typed=typed_from_row(ctx, FIELDS, task))


@post("/tasks/{task_id:uuid}")
def change(ctx: Context, *, task_id: UUID) -> Page | Redirect:
    task = _task(ctx, task_id, write=True)
    try:
        values = _clean(ctx)
    except Invalid as refused:
        return _form(ctx, task, typed=typed_from_form(FIELDS, _sent(ctx)), problems=problems_of(refused))
    for name, value in values.items():
        setattr(task, name, value)
    ctx.session.add(task)
    return redirect(way_back(ctx, "/tasks"), _("The task has been changed."))


@post("/tasks/{task_id:uuid}/done")
def done(ctx: Context, *, task_id: UUID) -> Redirect:
    """Tick a task off, or open it again."""
    task = _task(ctx, task_id, write=True)
    task.done_at, task.done_by = (None, None) if task.done_at else (ctx.now, ctx.actor.id)
    ctx.session.add(task)
    said = (
        _("Done: {title}", title=task.title) if task.done_at else _("Open again: {title}", title=task.title)
    )
    return redirect(way_back(ctx, "/tasks"), said)


def _may_see(ctx: Context, task: Task) -> bool:
    if task.record_id is None:
        return True
    record = ctx.platform.registry.record(task.plugin, task.kind)
    mine = ctx.actor.id in (task.owner_id, task.created_by)
    return record is not None and (mine or ctx.actor.may(record.read))


def _task(ctx: Context, task_id: UUID, *, write: bool = False) -> Task:
    """The task, for its owner and for those who may read what it is about."""
    task = ctx.session.get(Task, task_id)
    if task is None:
        raise NotFound(_("The task is not here any more."))
    mine = ctx.actor.id is not None and ctx.actor.id in (task.owner_id, task.created_by)
    if task.record_id is not None:
        record = readable(ctx, task.plugin, task.kind, task.record_id)
        if write and not mine:
            ctx.require(record.write)
    elif write and not mine and task.owner_id is not None:
        raise Forbidden(_("This task belongs to somebody else."))
    return task


def _form(
    ctx: Context,
    task: Task | None,
    *,
    typed: dict[str, Typed],
    problems: dict[str, Msg] | None = None,
    about: Ref | None = None,
) -> Page:
    if task is not None and task.record_id is not None:
        about = Ref(task.plugin, task.kind, task.record_id)
    return page(
        "records/task.html",
        status=422 if problems else 200,
        task=task,
        action=f"/tasks/{task.id}" if task else f"/records/{about}/tasks" if about else "/tasks/new",
        back=way_back(ctx, ""),
        about=next(iter(ctx.lookup(about).values()), None) if about else None,
        list=inputs(ctx, FIELDS, typed, problems),
        problems=summary(ctx, FIELDS, problems or {}),
    )


def _clean(ctx: Context) -> dict[str, Any]:
    sent = _sent(ctx)
    asked = [
        field for field in FIELDS if field.required or field.name in sent or f"{field.name}_text" in sent
    ]
    values = clean_fields(ctx, asked, sent)
    if values.get("note", "") is None:
        values["note"] = ""
    return values


def _sent(ctx: Context) -> Values:
    return ctx.request.form if ctx.request else Values()


ROUTES = (tasks_page, new, create, add_to_record, edit, change, done)
