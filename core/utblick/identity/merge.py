"""Two records of the same party become one, and can become two again with every relation where it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import SQLModel, col
from sqlmodel import select as pick

from utblick.context import Context
from utblick.errors import Conflict, Invalid, NotFound
from utblick.i18n import Msg, _
from utblick.identity.events import (
    OrganisationMerged,
    OrganisationUnmerged,
    PersonMerged,
    PersonUnmerged,
)
from utblick.identity.models import Merge, Organisation, Person
from utblick.identity.moving import move, move_back, references
from utblick.identity.service import name_key
from utblick.protection.marks import require_open

_NEVER_FILLED = {
    "id",
    "created_at",
    "updated_at",
    "version",
    "status",
    "merged_into",
    "name",
    "name_key",
    "kind",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A value that the kept record lacks and takes from the other."""

    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would do, before it is done."""

    kept: Any
    merged: Any
    fills: tuple[Filled, ...]
    differs: tuple[tuple[str, Any, Any], ...]
    moves: tuple[tuple[str, int], ...]


def preview(ctx: Context, entity: str, kept_id: UUID, merged_id: UUID) -> Preview:
    """Show what a merge would fill, keep and move; raises as `merge` would."""
    kept, merged = _pair(ctx, entity, kept_id, merged_id)
    fills, differs = [], []
    for name in _fillable(kept):
        ours, theirs = getattr(kept, name), getattr(merged, name)
        if _blank(theirs) or ours == theirs:
            continue
        if _blank(ours):
            fills.append(Filled(name, theirs))
        else:
            differs.append((name, ours, theirs))
    moves = []
    for column in references(ctx, entity):
        count = ctx.session.execute(
            select(func.count()).select_from(column.table).where(column == merged_id)
        ).scalar_one()
        if count:
            moves.append((column.table.name, count))
    return Preview(kept, merged, tuple(fills), tuple(differs), tuple(moves))


def merge(ctx: Context, entity: str, kept_id: UUID, merged_id: UUID) -> Merge:
    """Make one of two: relations move, gaps are filled, nothing is lost; `unmerge` takes it back.

    Raises `Invalid` for a record and itself, `Conflict` when one of them is merged already.
    """
    plan = preview(ctx, entity, kept_id, merged_id)
    kept, merged = plan.kept, plan.merged
    record = Merge(
        entity=entity,
        kept_id=kept_id,
        merged_id=merged_id,
        by=ctx.actor.mark,
        at=ctx.now,
        kept_before={fill.field: _plain(getattr(kept, fill.field)) for fill in plan.fills},
        merged_before={"status": merged.status, "orgnr": getattr(merged, "orgnr", None)},
        moved=[],
    )
    if getattr(merged, "orgnr", None):
        merged.orgnr = None
    merged.status, merged.merged_into = "merged", kept_id
    ctx.session.add(merged)
    ctx.session.flush()
    for fill in plan.fills:
        setattr(kept, fill.field, fill.value)
    ctx.session.add(kept)
    ctx.session.flush()
    record.moved = [
        moved for column in references(ctx, entity) for moved in move(ctx, column, merged_id, kept_id)
    ]
    ctx.session.add(record)
    ctx.session.flush()
    ctx.publish(_event(entity, done=True, record=record))
    ctx.session.expire_all()
    return record


def unmerge(ctx: Context, merge_id: UUID) -> Merge:
    """Undo a merge: every relation goes back, and every filled value that nobody has changed since.

    Rows of a plugin that is not enabled now stay noted in `moved`, and go back when it is enabled again.
    """
    record = ctx.session.get(Merge, merge_id, with_for_update=True)
    if record is None:
        raise NotFound(_("There is no such merge."))
    if record.undone_at is not None:
        raise Conflict(_("This merge has already been undone."))
    model = _model(record.entity)
    kept: Any = ctx.session.get(model, record.kept_id)
    merged: Any = ctx.session.get(model, record.merged_id)
    if kept is None or merged is None:
        raise Conflict(_("One of the records has been erased since; the merge cannot be undone."))
    if kept.merged_into is not None:
        raise Conflict(_("{name} has itself been merged since. Undo that merge first.", name=kept.name))
    for name, before in record.kept_before.items():
        if getattr(kept, name) == getattr(merged, name) or (name == "orgnr" and merged.orgnr is None):
            setattr(kept, name, _typed(kept, name, before))
    ctx.session.add(kept)
    ctx.session.flush()
    merged.status, merged.merged_into = record.merged_before["status"], None
    if record.merged_before.get("orgnr"):
        merged.orgnr = record.merged_before["orgnr"]
    ctx.session.add(merged)
    ctx.session.flush()
    record.moved = move_back(ctx, record)
    record.undone_at = ctx.now
    ctx.session.add(record)
    ctx.publish(_event(record.entity, done=False, record=record))
    ctx.session.expire_all()
    return record


def merges_of(ctx: Context, party_id: UUID) -> list[Merge]:
    """Merges into this record that stand, the latest first."""
    query = (
        pick(Merge)
        .where(Merge.kept_id == party_id, col(Merge.undone_at).is_(None))
        .order_by(col(Merge.at).desc())
    )
    return list(ctx.session.exec(query).all())


def _pair(ctx: Context, entity: str, kept_id: UUID, merged_id: UUID) -> tuple[Any, Any]:
    if kept_id == merged_id:
        raise Invalid({"merged_id": _("A record cannot be merged with itself. Choose two different ones.")})
    for one in (kept_id, merged_id):
        require_open(ctx.session, one)
    model = _model(entity)
    kept: Any = ctx.session.get(model, kept_id)
    merged: Any = ctx.session.get(model, merged_id)
    if kept is None or merged is None:
        raise NotFound
    for row in (kept, merged):
        if row.merged_into is not None:
            raise Conflict(_("{name} has already been merged.", name=row.name))
    return kept, merged


def _model(entity: str) -> type[Organisation] | type[Person]:
    if entity == "organisation":
        return Organisation
    if entity == "person":
        return Person
    raise NotFound


def _fillable(row: SQLModel) -> Iterator[str]:
    return (name for name in type(row).model_fields if name not in _NEVER_FILLED)


def _blank(value: object) -> bool:
    return value is None or value in ("", [])


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | date | datetime | UUID) else value


def _typed(row: SQLModel, name: str, value: Any) -> Any:
    """The stored form of a value that went through JSON."""
    from pydantic import TypeAdapter

    kind: Any = type(row).model_fields[name].annotation
    return TypeAdapter(kind).validate_python(value)


def _event(entity: str, *, done: bool, record: Merge) -> Any:
    if entity == "organisation":
        kind = OrganisationMerged if done else OrganisationUnmerged
        return kind(organisation_id=record.kept_id, merged_id=record.merged_id, merge_id=record.id)
    sort = PersonMerged if done else PersonUnmerged
    return sort(person_id=record.kept_id, merged_id=record.merged_id, merge_id=record.id)


def describe_field(entity: str, name: str, registry: Any) -> Msg:
    """The words for a field in previews."""
    record = registry.record("core", entity)
    try:
        label: Msg = record.field(name).label
    except KeyError:
        return Msg(name)
    return label


__all__ = ["Preview", "describe_field", "merge", "merges_of", "name_key", "preview", "unmerge"]
