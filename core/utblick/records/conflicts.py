"""Two people change one record: what does not collide is joined, what does is shown side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, select

from utblick.context import Context, Ref
from utblick.db.record import Record
from utblick.declare import Field, RecordType
from utblick.records.fields import Shown, from_json, show, target
from utblick.records.models import Change


@dataclass(frozen=True, slots=True)
class Collision:
    """A field that both changed, differently."""

    field: Field
    theirs: Shown
    mine: Shown


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is to be saved, and what somebody has to decide first."""

    values: Mapping[str, Any]
    collisions: tuple[Collision, ...] = ()
    taken_over: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_open(self) -> bool:
        return bool(self.collisions)

    @property
    def joined(self) -> bool:
        return bool(self.taken_over)


def meet(ctx: Context, record: RecordType, stored: Record, values: Mapping[str, Any]) -> Meeting:
    """Bring a form together with what others saved since it was opened.

    The form names the version that its writer saw, and the fields (`theirs`) whose saved value the
    writer has chosen since.
    """
    form = ctx.request.form if ctx.request else {}
    seen = form.get("version", "")
    chosen = set(ctx.request.form.all("theirs")) if ctx.request else set()
    mine = {name: value for name, value in values.items() if name not in chosen}
    others = _changed_since(ctx, stored, int(seen)) if seen.isdecimal() else {}
    collisions, taken = [], set()
    for name, before in others.items():
        if name not in mine or mine[name] == getattr(stored, name):
            continue
        known = record.field(name)
        if mine[name] == _typed(known, before):
            taken.add(name)
        else:
            collisions.append(known)
    kept = {name: value for name, value in mine.items() if name not in taken}
    return Meeting(kept, _shown(ctx, collisions, stored, mine), frozenset(taken))


def _changed_since(ctx: Context, stored: Record, version: int) -> dict[str, Any]:
    """The columns that were changed after that version, with what they were then."""
    missed = stored.version - version
    if missed <= 0:
        return {}
    query = (
        select(Change.before)
        .where(Change.record_id == stored.id, Change.action == "changed")
        .order_by(col(Change.id).desc())
        .limit(missed)
    )
    found: dict[str, Any] = {}
    for before in ctx.session.exec(query):
        found |= before
    return found


def _typed(known: Field, value: Any) -> Any:
    """A value of the history in the column's own type."""
    try:
        typed = from_json(known, value)
    except ValueError:
        return value
    return "" if typed is None and value == "" else typed


def _shown(
    ctx: Context, fields: list[Field], stored: Record, mine: Mapping[str, Any]
) -> tuple[Collision, ...]:
    values = {known.name: (getattr(stored, known.name), mine[known.name]) for known in fields}
    refs = [
        Ref.parse(f"{target(known)}/{value}")
        for known in fields
        if target(known)
        for value in values[known.name]
        if value is not None
    ]
    labels = ctx.lookup(*refs)

    def said(known: Field, value: Any) -> Shown:
        currency = getattr(stored, known.currency_field, "") if known.currency_field else ""
        return show(known, value, ctx, labels, currency=currency)

    return tuple(
        Collision(known, said(known, values[known.name][0]), said(known, values[known.name][1]))
        for known in fields
    )
