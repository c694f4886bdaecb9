"""Changes as people read them: which field, what it was and what it became."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from utblick.context import Context, Ref
from utblick.declare import Choice, Field, Kind
from utblick.i18n import Msg, _
from utblick.identity.identifiers import SCHEMES
from utblick.identity.kinds import RELATION_KINDS
from utblick.protection.marks import closed_fields, closed_mark, seen
from utblick.records.fields import from_json, show, target
from utblick.records.models import Change
from utblick.records.sentences import Names, user_ref

_PARTS = {
    "membership": _("Contact person"),
    "identifier": _("Number in another register"),
    "relation": _("Relation to another organisation"),
}
_SCHEMES = tuple(Choice(value=scheme.name, label=scheme.title) for scheme in SCHEMES.values())
PART_FIELDS = (
    Field(name="role", label=_("Role")),
    Field(name="email", label=_("E-mail")),
    Field(name="phone", label=_("Phone")),
    Field(name="is_main", label=_("Main contact"), kind=Kind.BOOLEAN),
    Field(name="starts_on", label=_("From"), kind=Kind.DATE),
    Field(name="ends_on", label=_("Until"), kind=Kind.DATE),
    Field(name="scheme", label=_("Register"), kind=Kind.CHOICE, choices=_SCHEMES),
    Field(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=RELATION_KINDS),
    Field(name="value", label=_("Number in it")),
    Field(name="note", label=_("Note")),
    Field(name="person_id", label=_("Person"), kind=Kind.PERSON),
    Field(name="organisation_id", label=_("Organisation"), kind=Kind.ORGANISATION),
    Field(name="from_id", label=_("Organisation"), kind=Kind.ORGANISATION),
    Field(name="to_id", label=_("Related organisation"), kind=Kind.ORGANISATION),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a change."""

    label: Msg
    before: str
    after: str


def change_sentence(ctx: Context, change: Change) -> str:
    """What was done to which kind of record: ``Lead changed``."""
    said = {
        "created": _("{kind} added", kind=_title(ctx, change)),
        "changed": _("{kind} changed", kind=_title(ctx, change)),
        "deleted": _("{kind} removed", kind=_title(ctx, change)),
    }
    return ctx.translate(said.get(change.action, said["changed"]))


def lines(ctx: Context, change: Change, names: Names) -> tuple[Line, ...]:
    """The fields that a change touched, before and after; columns that are no fields are left out."""
    found = []
    closed = closed_fields(ctx.session, change.record_id)
    if change.person_id is not None and closed_mark(ctx.session, change.person_id) is not None:
        return ()
    for field in fields_of(ctx, change):
        if field.name in closed:
            continue
        if field.name in change.before or field.name in change.after:
            before, after = (_said(ctx, field, side, names) for side in (change.before, change.after))
            found.append(Line(field.label, before, after))
    return tuple(found)


def refs_in(ctx: Context, changes: Iterable[Change]) -> set[Ref]:
    """The records and users that these changes name."""
    return {ref for change in changes for ref in _refs(ctx, change)}


def fields_of(ctx: Context, change: Change) -> tuple[Field, ...]:
    """The fields of the kind of record that was changed, as far as the reader may see them."""
    record = ctx.platform.registry.record(change.plugin, change.kind)
    return seen(ctx, record).fields if record is not None else PART_FIELDS


def _refs(ctx: Context, change: Change) -> Iterator[Ref]:
    actor = user_ref(change.actor)
    if actor is not None:
        yield actor
    for field in fields_of(ctx, change):
        for side in (change.before, change.after):
            value = side.get(field.name)
            if target(field) and value:
                plugin, _slash, kind = target(field).partition("/")
                yield Ref(plugin, kind, UUID(value))


def _said(ctx: Context, field: Field, side: dict[str, Any], names: Names) -> str:
    value = side.get(field.name)
    if value in (None, "", []):
        return ""
    try:
        typed = from_json(field, value)
    except ValueError:
        return str(value)
    return show(field, typed, ctx, names, currency=str(side.get(field.currency_field, ""))).text


def _title(ctx: Context, change: Change) -> str:
    record = ctx.platform.registry.record(change.plugin, change.kind)
    return ctx.translate(record.title if record is not None else _PARTS.get(change.kind, Msg(change.kind)))
