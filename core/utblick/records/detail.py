"""A record's page: who or what it is, what can be done next, what belongs to it, and all that happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from utblick.context import Context, Ref
from utblick.db.record import Record
from utblick.declare import Kind, RecordType, Slot, Transition
from utblick.i18n import Msg, _
from utblick.protection.marking import marks_on, permission_for
from utblick.protection.marks import closed_fields, seen
from utblick.protection.models import MarkSort
from utblick.records.address import above, live_trigger, name_of, offered, ref_of, url_of
from utblick.records.beside import beside
from utblick.records.comments import held_back
from utblick.records.fields import Shown, each_word, pointed_at, show, target
from utblick.records.related import related
from utblick.records.timeline import shown_stream
from utblick.records.values import row
from utblick.registry import CORE, LoadedPlugin
from utblick.web.panels import frames
from utblick.web.routing import Page, Redirect, Route, get, page, redirect

_SLOTS = {"organisation": Slot.ORGANISATION, "person": Slot.PERSON}
_FORWARD = ("ok", "info", "mute")
_KEY_FACTS = 4
CLOSED = _("Not shown to you")


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with its value in words; `lines` is a long text, shown with its lines."""

    label: Msg
    value: Shown
    lines: str = ""
    tags: tuple[str, ...] = ()


def routes(owner: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """The page of each record of a type."""

    @get(f"{owner.path(record)}/{{record_id:uuid}}", permission=record.read)
    def detail(ctx: Context, *, record_id: UUID) -> Page | Redirect:
        stored = row(ctx, record, record_id)
        survivor = getattr(stored, "merged_into", None)
        if survivor is not None:
            said = _("{name} was merged into this record.", name=name_of(record, stored))
            return redirect(url_of(ctx, record, survivor), said, tone="info")
        return _detail(ctx, owner, record, stored)

    return (detail,)


def _detail(ctx: Context, owner: LoadedPlugin, record: RecordType, stored: Record) -> Page:
    ref = ref_of(owner, record, stored)
    moves = offered(ctx, record, stored)
    first = _most_natural(moves)
    facts = _facts(ctx, record, stored)
    slot = _SLOTS.get(record.kind) if owner.name == CORE else None
    marks = marks_on(ctx, ref)
    own = "" if slot else f"{owner.name}/{record.kind}"
    here = url_of(ctx, record, stored.id)
    return page(
        "records/detail.html",
        record=record,
        row=stored,
        name=name_of(record, stored),
        crumbs=above(ctx, record, stored),
        state=_state(ctx, record, stored),
        key_facts=_key_facts(ctx, record, stored, facts),
        sections=_sections(record, facts),
        first=first,
        others=tuple(move for move in moves if move is not first),
        may_write=ctx.actor.may(record.write),
        marks=marks,
        may_mark=any(ctx.actor.may(permission_for(record, sort)) for sort in MarkSort),
        no_comments=held_back(ctx, record, stored),
        boxes=frames(ctx, slot or Slot.RECORD, stored.id, record=own),
        **_linked(ctx, ref, slot),
        beside=beside(ctx, ref),
        live=live_trigger(ctx),
        **shown_stream(ctx, ref, here),
    )


def _linked(ctx: Context, ref: Ref, slot: Slot | None) -> dict[str, Any]:
    """What points here: openly, or folded away where the plugin has a box of its own that tells of it."""
    speaking = {
        plugin.name
        for plugin in ctx.platform.registry.plugins
        if any(panel.slot is slot and ctx.actor.may(panel.permission) for panel in plugin.panels)
    }
    shown = [part for part in related(ctx, ref) if part.is_shown]
    return {
        "linked": [part for part in shown if part.owner not in speaking],
        "folded": [part for part in shown if part.owner in speaking],
    }


def _most_natural(moves: Sequence[Transition]) -> Transition | None:
    """The first move that leads forward; when all lead away, none is put first."""
    return next((move for move in moves if move.tone in _FORWARD), None)


def _state(ctx: Context, record: RecordType, stored: Record) -> Shown | None:
    field = record.state_field
    if field is None:
        return None
    shown = show(field, getattr(stored, field.name), ctx, {})
    return Shown(shown.text, tone=shown.tone or "mute")


def _facts(ctx: Context, record: RecordType, stored: Record) -> dict[str, Fact]:
    """Every field that holds something, with one look-up for all references."""
    closed = closed_fields(ctx.session, stored.id)
    if seen(ctx, record) is not record:
        closed |= set(record.secret_fields)
    shown = [field for field in record.fields if field.on_page]
    filled = [field for field in shown if getattr(stored, field.name) not in (None, "", [])]
    refs = {field.name: pointed_at(field, getattr(stored, field.name)) for field in filled if target(field)}
    names = ctx.lookup(*refs.values())
    currencies = {field.currency_field for field in record.fields if field.kind is Kind.MONEY}
    found = {}
    for field in filled:
        value = getattr(stored, field.name)
        if field.name in currencies or field.name in (record.name, record.state):
            continue
        currency = getattr(stored, field.currency_field, "") if field.currency_field else ""
        found[field.name] = Fact(
            field.label,
            show(field, value, ctx, names, currency=currency),
            lines=str(value) if field.kind is Kind.LONG_TEXT else "",
            tags=each_word(field, value, ctx.language) if field.kind is Kind.TAGS else (),
        )
    for name in sorted(closed - {record.name, record.state}):
        found[name] = Fact(record.field(name).label, Shown(ctx.translate(CLOSED), tone="mute"))
    return found


def _key_facts(
    ctx: Context, record: RecordType, stored: Record, facts: dict[str, Fact]
) -> list[tuple[Msg, Any]]:
    """What stands in the head: the fields that the plugin names for it and its own facts."""
    own = list(record.facts(ctx, stored)) if record.facts is not None else []
    return [*((facts[name].label, facts[name].value) for name in _in_head(record, facts)), *own]


def _in_head(record: RecordType, facts: dict[str, Fact]) -> list[str]:
    """The declared fields of the head that hold something, else the first columns of the list."""
    short = [name for name in record.head or record.columns if name in facts and not facts[name].lines]
    return short if record.head else short[:_KEY_FACTS]


def _sections(record: RecordType, facts: dict[str, Fact]) -> list[tuple[Msg, list[Fact]]]:
    """The facts that are not in the head, under the headings of the form; fields of no section stand last."""
    left = {name: fact for name, fact in facts.items() if name not in _in_head(record, facts)}
    found = [
        (section.title, [left[name] for name in section.fields if name in left])
        for section in record.sections
    ]
    placed = {name for section in record.sections for name in section.fields}
    found.append((_("More"), [fact for name, fact in left.items() if name not in placed]))
    return [(title, several) for title, several in found if several]
