"""Keep the index in step with the rows: called with every change, in the same transaction."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, Executable, delete, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from utblick.context import Context
from utblick.db.inserting import execute_many, insert_into
from utblick.declare import RecordType
from utblick.i18n import Msg, ngettext
from utblick.protection.marks import Marked, marks_of, may_read_secrets
from utblick.protection.models import MarkSort
from utblick.registry import LoadedPlugin
from utblick.search.fold import fold
from utblick.search.models import SearchEntry

LONGEST_BODY = 4000
_TABLE = SearchEntry.__table__  # type: ignore[attr-defined]
_BATCH = 1000


def scope_of(plugin: str, kind: str) -> str:
    """The word that stands for a kind of record in the index."""
    return f"z{plugin}z{kind}".replace("_", "")


def scopes_for(ctx: Context, plugin: str, record: RecordType) -> list[str]:
    """Where a reader looks for records of a kind: also among the secret ones, who may read them."""
    scope = scope_of(plugin, record.kind)
    return [scope, _secret(scope)] if may_read_secrets(ctx, record) else [scope]


def _secret(scope: str) -> str:
    return f"{scope}zsecret"


def index_row(session: Session, plugin: LoadedPlugin, record: RecordType, row: SQLModel) -> None:
    """Make one record findable as it is now; one that lives on as another is forgotten."""
    if record.search:
        index_rows(session, plugin, record, (row,))


def index_rows(session: Session, plugin: LoadedPlugin, record: RecordType, rows: Iterable[Any]) -> int:
    """Make many records of a kind findable, in one statement; returns how many were written.

    Rows have the fields of `search`, the name, `id` and `updated_at`.
    """
    entries, gone, known = [], [], marks_of(session)
    for row in rows:
        marks = known.get(row.id, ())
        blocked = any(mark.sort == MarkSort.BLOCKED and not mark.fields for mark in marks)
        if blocked or getattr(row, "merged_into", None) is not None:
            gone.append(row.id)
        else:
            entries.append(_entry(plugin.name, record, row, marks))
    if gone:
        _forget(session, gone)
    if entries:
        connection = session.connection()
        execute_many(connection, _renewing(connection.dialect), entries)
    return len(entries)


def forget(session: Session, plugin: str, kind: str, record_id: UUID) -> None:
    """Take a record out of the index."""
    _forget(session, [record_id])


def rebuild(ctx: Context) -> Msg:
    """Index every record of every enabled plugin anew; what others have indexed waits for them."""
    enabled = [plugin.name for plugin in ctx.platform.registry.plugins]
    ctx.session.connection().execute(delete(_TABLE).where(_TABLE.c.plugin.in_(enabled)))
    count = 0
    for plugin, record in ctx.platform.registry.records():
        if record.search:
            for rows in _batches(ctx.session, record):
                count += index_rows(ctx.session, plugin, record, rows)
    return ngettext("{n} record can be found.", "{n} records can be found.", count)


_RENEWED = ("scope", "title", "title_key", "detail", "body", "updated_at")


@lru_cache(maxsize=20)
def _renewing(dialect: Dialect) -> Executable:
    """Makes entries, or gives those that are there what they say now; the same statement every time."""
    statement = insert_into(_TABLE, dialect)
    renewed = {name: statement.excluded[name] for name in _RENEWED}
    made: Executable = statement.on_conflict_do_update(index_elements=["record_id"], set_=renewed)
    return made


def _entry(plugin: str, record: RecordType, row: Any, marks: Sequence[Marked]) -> dict[str, Any]:
    title = str(getattr(row, record.name) or "–")[:200]
    closed = {name for mark in marks for name in mark.fields}
    shown = [name for name in record.search if name != record.name and name not in closed]
    said = [_text(getattr(row, name)) for name in shown]
    scope = scope_of(plugin, record.kind)
    secret = any(mark.sort == MarkSort.SECRET and not mark.fields for mark in marks)
    return {
        "plugin": plugin,
        "kind": record.kind,
        "record_id": row.id,
        "scope": _secret(scope) if secret else scope,
        "title": title,
        "title_key": fold(title)[:200],
        "detail": " · ".join(part for part in said if part)[:300],
        "body": fold(" ".join(said))[:LONGEST_BODY],
        "updated_at": row.updated_at,
    }


def _text(value: object) -> str:
    if value is None:
        return ""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _forget(session: Session, ids: Sequence[UUID]) -> None:
    session.connection().execute(delete(_TABLE).where(_TABLE.c.record_id.in_(ids)))


def _batches(session: Session, record: RecordType) -> Iterator[Sequence[Any]]:
    table = record.model.__table__  # type: ignore[attr-defined]
    names = {"id", "updated_at", record.name, *record.search} | ({"merged_into"} & set(table.c.keys()))
    query = select(*(table.c[name] for name in names)).order_by(table.c.id).limit(_BATCH)
    last = None
    while (
        rows := session.connection().execute(query if last is None else query.where(table.c.id > last)).all()
    ):
        yield rows
        last = rows[-1].id
