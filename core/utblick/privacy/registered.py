"""Public records that name a person: what stands under a registry number is blocked, and not erased.

While the owners let go, these rows are held still: what an owner changes in them or removes is put back.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from utblick.context import Context, Ref
from utblick.declare import Field, Kind, RecordType
from utblick.errors import Conflict
from utblick.i18n import Msg, _
from utblick.protection.holding import holding
from utblick.protection.marking import set_mark
from utblick.protection.models import MarkSort
from utblick.records.labels import columns
from utblick.registry import LoadedPlugin

_ABOUT_PEOPLE = frozenset({Kind.PERSON, Kind.EMAIL, Kind.PHONE})


@dataclass(frozen=True, slots=True)
class Registered:
    """A row under a registry number that names the person."""

    ref: Ref
    record: RecordType
    number: str

    @property
    def reason(self) -> Msg:
        """Why it is not erased, for the officer and for the person."""
        return _("Public record under registry number {number}: blocked, not erased.", number=self.number)


def registered(ctx: Context, plugin: LoadedPlugin, ids: Sequence[UUID]) -> list[Registered]:
    """The rows of a plugin under a registry number that point at the person."""
    found = []
    for record in plugin.records:
        pointing = [field for field in record.fields if field.kind is Kind.PERSON]
        if record.registry and pointing:
            table = columns(record)
            query = select(table.id, table[record.registry]).where(
                table[record.registry] != "", or_(*(table[field.name].in_(ids) for field in pointing))
            )
            rows = ctx.session.execute(query).all()
            found += [Registered(Ref(plugin.name, record.kind, id_), record, number) for id_, number in rows]
    return found


def all_registered(ctx: Context, ids: Sequence[UUID]) -> list[Registered]:
    """The same of every enabled plugin."""
    return [one for plugin in ctx.platform.registry.plugins for one in registered(ctx, plugin, ids)]


@contextmanager
def held_still(ctx: Context, rows: Sequence[Registered]) -> Iterator[None]:
    """While this lasts the rows stay as they are.

    Raises `Conflict` when they were changed by a statement of SQL, past the session: then nothing is kept.
    """
    before = _snapshot(ctx, rows)
    with holding(ctx.session, [(one.record.model, one.ref.id) for one in rows]):
        yield
        ctx.session.flush()
    if _snapshot(ctx, rows) != before:
        raise Conflict(_("It changes public records under a registry number, which must stay as they are."))


def block(ctx: Context, one: Registered) -> None:
    """Mark what the row says of people as blocked; the rest of it is the matter's, and is worked with."""
    fields = [field.name for field in one.record.fields if _is_about_people(one.record, field)]
    set_mark(ctx, one.ref, MarkSort.BLOCKED, reason=one.reason, fields=fields)


def _is_about_people(record: RecordType, field: Field) -> bool:
    return (field.personal or field.kind in _ABOUT_PEOPLE) and field.name not in (
        record.name,
        record.registry,
    )


def _snapshot(ctx: Context, rows: Sequence[Registered]) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for one in rows:
        table = one.record.model.__table__  # type: ignore[attr-defined]
        row = ctx.session.connection().execute(select(table).where(table.c.id == one.ref.id)).mappings()
        found += [dict(held) for held in row]
    return found
