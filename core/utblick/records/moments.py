"""What stands in a timeline: each event, comment, file, task and change as one moment in words."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from utblick.bus.event import Envelope
from utblick.bus.log import Logged
from utblick.context import Context, Ref
from utblick.i18n import _
from utblick.records.changes import Line, change_sentence, lines, refs_in
from utblick.records.models import Change, Comment, StoredFile, Task
from utblick.records.sentences import Names, caused_by, refs_of, sentence, subject_of, who
from utblick.registry import CORE

Sort = Literal["event", "comment", "file", "task", "change"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing that happened, as it stands in the stream."""

    sort: Sort
    at: datetime
    text: str
    who: str
    icon: str
    tone: str = ""
    url: str = ""
    caused: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    comment: Comment | None = None
    place: int = 0
    """The number of an event in the log; 0 for anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was read about a record, still without words."""

    events: list[Logged] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


def moments(ctx: Context, ref: Ref, found: Found) -> Iterator[Moment]:
    """The moments of what was found, in no order.

    A change stands with the event that tells of it: one of the same instant that names the record.
    """
    effects = caused_by(ctx, [one.event.id for one in found.events])
    events = [one.event for one in found.events]
    led = [event for several in effects.values() for event in several]
    names = ctx.lookup(*refs_of([*events, *led]), *refs_in(ctx, found.changes), *_users(found))
    told_by = {(event.at, named.id): event.id for event in events for named in event.refs}
    changed: dict[UUID, list[Change]] = defaultdict(list)
    for change in found.changes:
        teller = told_by.get((change.at, change.record_id))
        if teller is None:
            yield _change(ctx, change, names)
        else:
            changed[teller].append(change)
    for one in found.events:
        led_to, with_it = effects[one.event.id], changed[one.event.id]
        yield _event(ctx, ref, one, names=names, led=led_to, changed=with_it)
    yield from _beside(ctx, found, names)


def _event(
    ctx: Context, ref: Ref, one: Logged, *, names: Names, led: list[Envelope], changed: list[Change]
) -> Moment:
    event = one.event
    subject = subject_of(event, names)
    return Moment(
        sort="event",
        at=event.at,
        text=sentence(ctx, event, names),
        who=who(ctx, event.actor, names),
        icon=subject.icon if subject else "circle-dot",
        url=subject.url if subject and subject.ref != ref else "",
        caused=tuple(sentence(ctx, effect, names) for effect in led),
        lines=tuple(line for c in changed if c.action == "changed" for line in lines(ctx, c, names)),
        place=one.seq,
    )


def _change(ctx: Context, change: Change, names: Names) -> Moment:
    return Moment(
        sort="change",
        at=change.at,
        text=change_sentence(ctx, change),
        who=who(ctx, change.actor, names),
        icon={"created": "plus", "deleted": "trash"}.get(change.action, "edit"),
        tone="mute",
        lines=lines(ctx, change, names),
    )


def _beside(ctx: Context, found: Found, names: Names) -> Iterator[Moment]:
    for comment in found.comments:
        said = _("Comment removed") if comment.removed_at else _("Comment")
        yield Moment(
            sort="comment",
            at=comment.created_at,
            text=ctx.translate(said),
            who=_name(ctx, comment.author_id, names),
            icon="message-circle",
            tone="mute" if comment.removed_at else "",
            comment=comment,
        )
    for file in found.files:
        gone = file.removed_at is not None
        said = _("File removed: {name}", name=file.name) if gone else _("File added: {name}", name=file.name)
        by = file.removed_by if gone else file.added_by
        yield Moment(
            sort="file",
            at=file.removed_at or file.created_at,
            text=ctx.translate(said),
            who=_name(ctx, by, names),
            icon="paperclip",
            tone="mute",
            url="" if gone else f"/files/{file.id}",
        )
    for task in found.tasks:
        yield from _task(ctx, task, names)


def _task(ctx: Context, task: Task, names: Names) -> Iterator[Moment]:
    yield Moment(
        sort="task",
        at=task.created_at,
        text=ctx.translate(_("Task: {title}", title=task.title)),
        who=_name(ctx, task.created_by, names),
        icon="checklist",
        tone="mute",
        url=f"/tasks/{task.id}",
    )
    if task.done_at is not None:
        yield Moment(
            sort="task",
            at=task.done_at,
            text=ctx.translate(_("Task done: {title}", title=task.title)),
            who=_name(ctx, task.done_by, names),
            icon="circle-check",
            tone="ok",
            url=f"/tasks/{task.id}",
        )


def _name(ctx: Context, user_id: UUID | None, names: Names) -> str:
    return who(ctx, f"user/{user_id}" if user_id else "system", names)


def _users(found: Found) -> set[Ref]:
    ids = {comment.author_id for comment in found.comments}
    ids |= {file.added_by for file in found.files} | {file.removed_by for file in found.files}
    ids |= {task.created_by for task in found.tasks} | {task.done_by for task in found.tasks}
    return {Ref(CORE, "user", one) for one in ids if one is not None}
