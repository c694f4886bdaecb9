"""The memory of every record: who changed what, when, before and after; written with the change itself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import event, insert, inspect, select, update
from sqlalchemy.orm import Session, UOWTransaction
from sqlmodel import SQLModel, col

from utblick.context import Context, Ref
from utblick.db.database import Database
from utblick.db.record import Record
from utblick.declare import RecordType
from utblick.errors import Conflict
from utblick.i18n import _
from utblick.identity.models import Identifier, Membership, Relation
from utblick.ids import new_id
from utblick.protection.holding import put_back
from utblick.protection.masking import keep_masked, refuse_masked_changes
from utblick.records.models import Change
from utblick.registry import CORE, LoadedPlugin, Registry

SILENT = frozenset({"id", "created_at", "updated_at", "version", "name_key"})
"""Columns that say nothing to people."""
LONGEST = 1000
_PENDING = "utblick_changes"
_FORGETS = "utblick_forgets"


@dataclass(frozen=True, slots=True)
class _Kept:
    """A table whose changes are remembered; those without a record type belong to a party."""

    plugin: str
    kind: str
    owner: LoadedPlugin | None = None
    record: RecordType | None = None


def keep_history(database: Database, registry: Registry) -> None:
    """Have every session of the database remember what it changes, raise versions and mind the index."""
    kept = _kept(registry)
    keep_masked(registry)

    def before(session: Session, _flush: UOWTransaction, _instances: object) -> None:
        put_back(session)
        refuse_masked_changes(session)
        session.info[_PENDING] = _look(session, kept, lock=not database.is_sqlite)

    def after(session: Session, _flush: UOWTransaction) -> None:
        _remember(session, session.info.pop(_PENDING, []), kept)

    event.listen(database.sessions, "before_flush", before)
    event.listen(database.sessions, "after_flush", after)


@contextmanager
def forgetting(session: Session) -> Iterator[None]:
    """While this lasts, what a record loses its history loses too: for erasing, not for changing."""
    before = session.info.get(_FORGETS, False)
    session.info[_FORGETS] = True
    try:
        yield
    finally:
        session.info[_FORGETS] = before


def erase_history(ctx: Context, ref: Ref) -> int:
    """Empty what history holds about a record: that something changed stays, what it said does not.

    For a person, what belongs to the person is emptied too, and personal fields of records that name
    the person. Returns how many entries were emptied.
    """
    own = col(Change.record_id) == ref.id
    if (ref.plugin, ref.kind) == (CORE, "person"):
        own = own | ((col(Change.person_id) == ref.id) & (col(Change.plugin) == CORE))
    emptied = ctx.session.connection().execute(update(Change).where(own).values(before={}, after={}))
    if (ref.plugin, ref.kind) == (CORE, "person"):
        return emptied.rowcount + _erase_personal(ctx, ref.id)
    return emptied.rowcount


def written(value: Any) -> Any:
    """A value as JSON holds it; long text is cut, since history is no archive."""
    plain = value if type(value) in (str, int, bool) else msgspec.to_builtins(value, str_keys=True)
    return plain[:LONGEST] + "…" if isinstance(plain, str) and len(plain) > LONGEST else plain


def _kept(registry: Registry) -> Mapping[type, _Kept]:
    found: dict[type, _Kept] = {
        Membership: _Kept(CORE, "membership"),
        Identifier: _Kept(CORE, "identifier"),
        Relation: _Kept(CORE, "relation"),
    }
    for plugin, record in registry.records():
        found[record.model] = _Kept(plugin.name, record.kind, plugin, record)
    return found


@dataclass(frozen=True, slots=True)
class _Pending:
    row: SQLModel
    action: str
    before: dict[str, Any]
    after: dict[str, Any]


def _look(session: Session, kept: Mapping[type, _Kept], *, lock: bool) -> list[_Pending]:
    """What this flush is about to do; versions and times are raised on the way."""
    found = [_Pending(row, "created", {}, _filled(row)) for row in session.new if type(row) in kept]
    for row in session.dirty:
        if not isinstance(row, Record) or not session.is_modified(row):
            continue
        before, after = _difference(row)
        if not after:
            continue
        if lock:
            _refuse_overtaken(session, row)
        row.version = _stored(row, "version") + 1
        row.updated_at = _now(session)
        if type(row) in kept:
            found.append(_Pending(row, "changed", before, after))
    found += [_Pending(row, "deleted", _filled(row), {}) for row in session.deleted if type(row) in kept]
    return found


def _remember(session: Session, pending: list[_Pending], kept: Mapping[type, _Kept]) -> None:
    if not pending:
        return
    if session.info.get(_FORGETS):
        for change in pending:
            _forget(session, change)
        pending = [replace(change, before={}, after={}) for change in pending]
    ctx: Context | None = session.info.get("context")
    common = {
        "at": _now(session),
        "actor": ctx.actor.mark if ctx else "system",
        "correlation": ctx.correlation[:80] if ctx else "",
    }
    rows = [{**common, **_entry(change, kept[type(change.row)])} for change in pending]
    session.connection().execute(insert(Change), rows)
    _mind_search(session, pending, kept)


def _forget(session: Session, change: _Pending) -> None:
    """Take the values of the changed columns, or of a deleted row altogether, out of what was remembered."""
    table = Change.__table__  # type: ignore[attr-defined]
    mine = table.c.record_id == change.row.id  # type: ignore[attr-defined]
    connection = session.connection()
    if change.action == "deleted":
        connection.execute(update(table).where(mine).values(before={}, after={}))
        return
    gone = change.before.keys()
    for entry in connection.execute(select(table.c.id, table.c.before, table.c.after).where(mine)).all():
        kept = {
            side: {k: v for k, v in getattr(entry, side).items() if k not in gone}
            for side in ("before", "after")
        }
        connection.execute(update(table).where(table.c.id == entry.id).values(kept))


def _entry(change: _Pending, kept: _Kept) -> dict[str, Any]:
    row = change.row
    return {
        "id": new_id(),
        "plugin": kept.plugin,
        "kind": kept.kind,
        "record_id": getattr(row, "id"),  # noqa: B009 - every kept table has it; SQLModel does not say so
        "action": change.action,
        "before": change.before,
        "after": change.after,
        "organisation_id": getattr(row, "organisation_id", None) or getattr(row, "from_id", None),
        "person_id": getattr(row, "person_id", None),
    }


def _mind_search(session: Session, pending: list[_Pending], kept: Mapping[type, _Kept]) -> None:
    from utblick.search import index

    found: dict[type, list[SQLModel]] = defaultdict(list)
    for change in pending:
        owner, record = kept[type(change.row)].owner, kept[type(change.row)].record
        if owner is None or record is None or not record.search:
            continue
        if change.action == "deleted":
            index.forget(session, owner.name, record.kind, change.row.id)  # type: ignore[attr-defined]
        else:
            found[type(change.row)].append(change.row)
    for model, rows in found.items():
        owner, record = kept[model].owner, kept[model].record
        if owner is not None and record is not None:
            index.index_rows(session, owner, record, rows)


def _difference(row: SQLModel) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = inspect(row)
    for name in _columns(row):
        told = state.attrs[name].history
        if told.has_changes():
            before[name] = written(told.deleted[0] if told.deleted else None)
            after[name] = written(told.added[0] if told.added else None)
    return before, after


def _filled(row: SQLModel) -> dict[str, Any]:
    values = ((name, getattr(row, name)) for name in _columns(row))
    return {name: written(value) for name, value in values if value not in (None, "", [], {})}


def _columns(row: SQLModel) -> Iterator[str]:
    return (attribute.key for attribute in inspect(type(row)).column_attrs if attribute.key not in SILENT)


def _stored(row: SQLModel, name: str) -> Any:
    told = inspect(row).attrs[name].history
    return (told.deleted or told.unchanged or [getattr(row, name)])[0]


def _refuse_overtaken(session: Session, row: Record) -> None:
    table = inspect(type(row)).local_table
    with session.no_autoflush:
        version = (
            session.connection()
            .execute(select(table.c.version).where(table.c.id == row.id).with_for_update())
            .scalar()
        )
    if version is not None and version != _stored(row, "version"):
        raise Conflict(
            _("Somebody else changed this at the same moment. Open it again and make the change once more.")
        )


def _now(session: Session) -> datetime:
    ctx: Context | None = session.info.get("context")
    return ctx.now if ctx else datetime.now(UTC)


def _erase_personal(ctx: Context, person_id: UUID) -> int:
    touched = 0
    for change in ctx.session.scalars(select(Change).where(col(Change.person_id) == person_id)):
        record = ctx.platform.registry.record(change.plugin, change.kind)
        if change.plugin == CORE or record is None:
            continue
        personal = {field.name for field in record.fields if field.personal}
        change.before = {name: value for name, value in change.before.items() if name not in personal}
        change.after = {name: value for name, value in change.after.items() if name not in personal}
        touched += 1
    return touched
