"""What points at a record: its own kind and those of other plugins, one query for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import literal, or_, select

from utblick.context import Context, Ref
from utblick.declare import Field, Kind, RecordType
from utblick.protection.marks import note_marked, seen
from utblick.records.address import base_url, with_query
from utblick.records.fields import Shown, show, target
from utblick.records.labels import columns
from utblick.records.query import left_out_of

SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedRow:
    name: str
    url: str
    state: Shown
    facts: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """The records of one kind that point here: the latest few, the way to all, and to a new one."""

    owner: str
    record: RecordType
    rows: tuple[RelatedRow, ...]
    all_url: str
    new_url: str
    more: bool

    @property
    def is_shown(self) -> bool:
        return bool(self.rows or self.new_url)


def related(ctx: Context, ref: Ref) -> Iterator[Related]:
    """The records that point at this one, by kind, but for parts of other records.

    Kinds that the reader may not see are left out.
    """
    pointed = f"{ref.plugin}/{ref.kind}"
    for plugin, record in ctx.platform.registry.records():
        fields = [field for field in seen(ctx, record).fields if target(field) == pointed]
        if fields and not record.part_of and ctx.actor.may(record.read):
            yield _related(ctx, plugin.name, record, fields, ref.id)


def _related(ctx: Context, owner: str, record: RecordType, fields: list[Field], record_id: UUID) -> Related:
    table = columns(record)
    facts = [record.field(name) for name in _facts(seen(ctx, record), fields)]
    asked = [table.id, table[record.name], *(table[field.name] for field in facts)]
    asked += [table[field.currency_field] if field.currency_field else literal("") for field in facts]
    asked += [table[record.state]] if record.state else []
    pointing = or_(*(table[field.name] == record_id for field in fields))
    hidden = left_out_of(ctx, record)
    pointing = pointing if hidden is None else pointing & hidden
    found = ctx.session.execute(
        select(*asked).where(pointing).order_by(table.updated_at.desc()).limit(SHOWN + 1)
    ).all()
    note_marked(ctx.session, [one[0] for one in found])
    base = base_url(ctx, record)
    here = {fields[0].name: str(record_id)}
    return Related(
        owner=owner,
        record=record,
        rows=tuple(_row(ctx, record, base, facts, one) for one in found[:SHOWN]),
        all_url=with_query(base, **here) if record.listed else "",
        new_url=with_query(f"{base}/new", **here) if record.creatable and ctx.actor.may(record.write) else "",
        more=len(found) > SHOWN,
    )


def _facts(record: RecordType, pointing: list[Field]) -> list[str]:
    """Up to two columns of the list that say something beside the name, the state and the pointer itself."""
    silent = {record.name, record.state, *(field.name for field in pointing)}
    known = {field.name for field in record.fields if not target(field)}
    return [name for name in record.columns if name not in silent and name in known][:2]


def _row(ctx: Context, record: RecordType, base: str, facts: list[Field], row: Any) -> RelatedRow:
    state = record.state_field
    told = zip(facts, row[2:], row[2 + len(facts) :], strict=False)
    return RelatedRow(
        name=str(row[1] or "–"),
        url=f"{base}/{row[0]}",
        state=show(state, row[-1], ctx, {}) if state else Shown(""),
        facts=tuple(_fact(ctx, field, value, currency) for field, value, currency in told),
    )


def _fact(ctx: Context, field: Field, value: Any, currency: str) -> Shown:
    """A value in words; days and figures say what they are."""
    shown = show(field, value, ctx, {}, currency=currency)
    if shown.text and field.kind in _NAMED:
        return Shown(f"{ctx.translate(field.label)}: {shown.text}")
    return shown


_NAMED = frozenset({Kind.DATE, Kind.INSTANT, Kind.INTEGER, Kind.DECIMAL, Kind.BOOLEAN})
