"""What stands beside the record of a person: comments, tasks, files, and what history remembers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, or_, select
from sqlmodel import col, delete

from utblick.bus.log import timeline
from utblick.context import Context, Ref
from utblick.declare import PersonalData
from utblick.i18n import _
from utblick.identity.traces import spellings, without, words_of
from utblick.records.files import erase_files
from utblick.records.history import erase_history
from utblick.records.models import Change, Comment, Follow, Notice, StoredFile, Task
from utblick.records.sentences import refs_of, sentence
from utblick.registry import CORE

_EVENTS = 10_000
_BESIDE = (Comment, Task, StoredFile)
_SHOWN = {
    Comment: ("text", "created_at", "removed_at"),
    Task: ("title", "note", "due_on", "created_at", "done_at"),
    StoredFile: ("name", "media_type", "size", "created_at", "removed_at"),
}


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """What staff wrote and kept on the person's page, and every remembered change."""
    found: dict[str, Sequence[Mapping[str, Any]]] = {}
    for model in _BESIDE:
        rows = ctx.session.scalars(select(model).where(col(model.record_id) == person_id)).all()
        found[str(model.__tablename__)] = [_row(row, _SHOWN[model]) for row in rows]
    changes = ctx.session.scalars(select(Change).where(_remembered(person_id)).order_by(col(Change.id)))
    found["core_change"] = [_row(one, ("at", "action", "before", "after")) for one in changes]
    found["core_event"] = _events(ctx, Ref(CORE, "person", person_id))
    return found


def _events(ctx: Context, ref: Ref) -> list[dict[str, Any]]:
    """What happened that names the person; the log itself holds nothing but the number of the person."""
    told = [one.event for one in timeline(ctx.session, ref, limit=_EVENTS)]
    names = ctx.lookup(*refs_of(told))
    return [{"at": event.at, "title": sentence(ctx, event, names)} for event in told]


def erase(ctx: Context, person_id: UUID) -> int:
    """Take all of it away; that something was changed stays, and what it said does not."""
    touched = erase_beside(ctx, person_id)
    touched += erase_history(ctx, Ref(CORE, "person", person_id))
    return touched + forget_words(ctx, words_of(ctx, person_id))


def erase_beside(ctx: Context, record_id: UUID) -> int:
    """Take away what stands beside a record of any kind; returns how many rows."""
    touched = erase_files(ctx, record_id)
    for model in (Comment, Task, Follow, Notice):
        touched += ctx.session.exec(delete(model).where(col(model.record_id) == record_id)).rowcount
    return touched


def forget_words(ctx: Context, words: Sequence[str]) -> int:
    """Take every remembered value that holds one of the words out of the history of all records."""
    spelled = spellings(words)
    if not spelled:
        return 0
    sides = (cast(col(Change.before), String), cast(col(Change.after), String))
    holding = or_(*(side.icontains(word, autoescape=True) for side in sides for word in spelled))
    changes = ctx.session.scalars(select(Change).where(holding)).all()
    for change in changes:
        change.before, change.after = without(change.before, words), without(change.after, words)
        ctx.session.add(change)
    return len(changes)


def _remembered(person_id: UUID) -> Any:
    mine = (col(Change.person_id) == person_id) & (col(Change.plugin) == CORE)
    return (col(Change.record_id) == person_id) | mine


def _row(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names if getattr(row, name) not in (None, "", {})}


PERSONAL_DATA = PersonalData(
    purposes=(_("To do the work that somebody has with the person, and to see who changed what."),),
    export=export,
    erase=erase,
    retention=_("Kept as long as the person is in the register."),
)
