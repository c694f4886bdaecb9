"""Texts of others that name a person: nobody can erase them unread, so they are listed."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, String, Table, cast, or_, select
from sqlmodel import AutoString, SQLModel

from utblick.context import Context, Ref
from utblick.identity.traces import spellings
from utblick.privacy.owners import table_owner
from utblick.records.table_titles import table_title

MOST = 200
"""So many rows of one table are named; a word that common says little."""
_SKIPPED = frozenset(
    {
        *("core_event", "core_event_ref", "core_audit", "core_session", "core_erasure"),
        "core_search",
        *("core_membership", "core_identifier", "core_merge", "core_mail", "core_import_row", "core_change"),
    }
)
"""Tables that hold ids only, that follow another one, or that the core itself searches when it erases."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Rows of one table that name the person, and the record that they belong to, where there is one."""

    table: str
    rows: int
    ref: str = ""
    name: str = ""
    url: str = ""


def mentions(
    ctx: Context, words: Sequence[str], *, beside: Sequence[UUID] = (), without: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Where the words stand in texts of enabled plugins: table, reference and count, ids only.

    `beside` are the person's own records, `without` tables that need not be looked at.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in _SKIPPED and table.name not in without and table_owner(ctx, table.name):
            counted.update((table.name, ref) for ref in _found(ctx, table, words, beside))
    return [{"table": table, "ref": ref, "rows": rows} for (table, ref), rows in counted.items()]


def shown(ctx: Context, kept: Sequence[Mapping[str, Any]]) -> list[Mention]:
    """The mentions with the names that their records have now."""
    labels = ctx.lookup(*(Ref.parse(one["ref"]) for one in kept if one["ref"]))
    found = []
    for one in kept:
        label = labels.get(Ref.parse(one["ref"])) if one["ref"] else None
        found.append(
            Mention(
                table_title(ctx, one["table"]),
                one["rows"],
                one["ref"],
                label.name if label else "",
                label.url if label else "",
            )
        )
    return found


def _found(ctx: Context, table: Table, words: Sequence[str], beside: Sequence[UUID]) -> Iterator[str]:
    """The reference of each row that holds a word; empty for one that belongs to no record."""
    texts = [column for column in table.columns if isinstance(column.type, String | AutoString | JSON)]
    spelled = spellings(words)
    if not texts or not spelled:
        return
    holding = or_(*(cast(t, String).icontains(word, autoescape=True) for t in texts for word in spelled))
    for row in ctx.session.execute(select(*table.columns).where(holding).limit(MOST)).mappings():
        ref = _ref(ctx, table, {**row})
        if ref is None or ref.id not in beside:
            yield str(ref) if ref else ""


def _ref(ctx: Context, table: Table, row: Mapping[str, Any]) -> Ref | None:
    if {"plugin", "kind", "record_id"} <= row.keys():
        return Ref(row["plugin"], row["kind"], row["record_id"]) if row["record_id"] else None
    for plugin, record in ctx.platform.registry.records():
        if record.model.__tablename__ == table.name:
            return Ref(plugin.name, record.kind, row["id"])
    return None
