"""The names of records of any plugin, for those who point at them: one query per kind."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from utblick.context import Context, Label, Ref
from utblick.declare import RecordType
from utblick.i18n import _
from utblick.protection.marks import closed_names, left_out, note_marked

USER = ("core", "user")
_STAFF = _("Member of staff")


def labels(ctx: Context, refs: Iterable[Ref]) -> dict[Ref, Label]:
    """The labels of these records; what does not exist, or may not be read, is left out."""
    wanted: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    for ref in refs:
        wanted[ref.plugin, ref.kind].add(ref.id)
    found: dict[Ref, Label] = {}
    for (plugin, kind), ids in wanted.items():
        found |= _of_kind(ctx, plugin, kind, ids)
    return found


def known_ids(ctx: Context, asked: Iterable[tuple[str, UUID]]) -> set[tuple[str, UUID]]:
    """Those of the pairs of ``plugin/kind`` and id that exist and may be read by the actor."""
    refs = [Ref.parse(f"{kind}/{id_}") for kind, id_ in asked]
    return {(f"{ref.plugin}/{ref.kind}", ref.id) for ref in labels(ctx, refs)}


def found_by_text(ctx: Context, kind: str, text: str) -> UUID:
    """The one record of a kind with exactly this name; raises ValueError with a `Msg` when it is not one."""
    plugin, _slash, name = kind.partition("/")
    id_column, name_column, conditions = _columns(ctx, plugin, name)
    hidden = left_out(ctx.session, plugin, name)
    if id_column is not None and hidden:
        conditions = (*conditions, id_column.not_in(hidden))
    query = (
        select(id_column).where(name_column == text, *conditions).limit(2) if id_column is not None else None
    )
    ids: Sequence[UUID] = ctx.session.execute(query).scalars().all() if query is not None else ()
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise ValueError(_("Several have the name {name}. Choose one of them in the list.", name=text))
    raise ValueError(_("There is no {name} here. Choose one in the list.", name=text))


def _of_kind(ctx: Context, plugin: str, kind: str, ids: set[UUID]) -> dict[Ref, Label]:
    id_column, name_column, _conditions = _columns(ctx, plugin, kind)
    if id_column is None:
        return {}
    rows: Any = ctx.session.execute(select(id_column, name_column).where(id_column.in_(ids))).all()
    if (plugin, kind) == USER:
        return {
            Ref(plugin, kind, id_): _label(Ref(plugin, kind, id_), name, "", _STAFF, "user")
            for id_, name in rows
        }
    record = ctx.platform.registry.record(plugin, kind)
    assert record is not None
    base = ctx.platform.registry.path(record)
    closed = closed_names(ctx.session, ids, name=record.name)
    note_marked(ctx.session, ids - closed.keys())
    rows = [(id_, ctx.translate(closed[id_]) if id_ in closed else name) for id_, name in rows]
    return {
        Ref(plugin, kind, id_): _label(
            Ref(plugin, kind, id_), name, f"{base}/{id_}", record.title, record.icon
        )
        for id_, name in rows
    }


def _label(ref: Ref, name: Any, url: str, kind: Any, icon: str) -> Label:
    return Label(ref, str(name or "–"), url, kind, icon)


def _columns(ctx: Context, plugin: str, kind: str) -> tuple[Any, Any, tuple[ColumnElement[bool], ...]]:
    """The id and name columns of a kind, and what its active rows fulfil; Nones for an unreadable one."""
    if (plugin, kind) == USER:
        from utblick.access.models import User

        users = User.__table__.c  # type: ignore[attr-defined]
        return users.id, users.name, (users.state.in_(("active", "invited")),)
    record = ctx.platform.registry.record(plugin, kind)
    if record is None or not ctx.actor.may(record.read):
        return None, None, ()
    table = columns(record)
    living = (table.merged_into.is_(None),) if "merged_into" in table else ()
    return table.id, table[record.name], living


def columns(record: RecordType) -> Any:
    """The columns of a record's table."""
    return record.model.__table__.c  # type: ignore[attr-defined]
