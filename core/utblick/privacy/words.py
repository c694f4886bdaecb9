"""An access report in words: by the labels of fields and the titles of tables, values as they are read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from utblick.context import Context, Ref
from utblick.declare import Choice, Field, Kind
from utblick.i18n import _
from utblick.i18n.format import format_date, format_datetime, format_number
from utblick.identity.records import PEOPLE
from utblick.mail.pages import STATES
from utblick.privacy.report import Rows
from utblick.records.changes import PART_FIELDS
from utblick.records.fields import Labels, from_json, plain, target
from utblick.records.fields.codes import CODED
from utblick.records.fields.inputs import NO, YES
from utblick.records.fields.vocabularies import holds_codes
from utblick.records.table_titles import record_of, table_title

Pairs = Sequence[tuple[str, str]]
_ACTIONS = (
    Choice(value="created", label=_("Added")),
    Choice(value="changed", label=_("Changed")),
    Choice(value="deleted", label=_("Removed")),
)
_COMMON = (
    Field(name="organisation", label=_("Organisation")),
    *PART_FIELDS,
    Field(name="source", label=_("Source")),
    Field(name="at", label=_("When")),
    Field(name="undone_at", label=_("Undone")),
    Field(name="kept_before", label=_("Before")),
    Field(name="action", label=_("What"), kind=Kind.CHOICE, choices=_ACTIONS),
    Field(name="before", label=_("Before")),
    Field(name="after", label=_("After")),
    Field(name="to", label=_("To")),
    Field(name="subject", label=_("Subject")),
    Field(name="state", label=_("State"), kind=Kind.CHOICE, choices=STATES),
    Field(name="title", label=_("Title")),
    Field(name="name", label=_("Name")),
    Field(name="text", label=_("Text")),
    Field(name="body_text", label=_("Text")),
    Field(name="media_type", label=_("Type")),
    Field(name="size", label=_("Size")),
    Field(name="file", label=_("File")),
    Field(name="row", label=_("Row")),
    Field(name="contact", label=_("Contact person")),
    Field(name="due_on", label=_("Due")),
    Field(name="done_at", label=_("Done")),
    Field(name="created_at", label=_("Added")),
    Field(name="updated_at", label=_("Changed")),
    Field(name="sent_at", label=_("Sent")),
    Field(name="removed_at", label=_("Removed")),
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value with what is known of it; what history remembers of a row is itself a row of cells."""

    name: str
    field: Field | None
    value: Any


def in_words(ctx: Context, tables: Mapping[str, Rows]) -> list[tuple[str, list[Pairs]]]:
    """Each table under its title, each row as pairs of name and value, in the order of the record's fields.

    A UUID that no field names says nothing to a reader and is left to the report as JSON.
    """
    read = [
        (table_title(ctx, table), [_cells(_fields(ctx, table), row) for row in rows])
        for table, rows in tables.items()
    ]
    names = ctx.lookup(*{ref for _title, rows in read for row in rows for ref in _refs(row)})
    return [(title, [list(_pairs(ctx, row, names)) for row in rows]) for title, rows in read]


def _fields(ctx: Context, table: str) -> Sequence[Field]:
    """The fields of the record whose table it is, and then the columns that many tables have."""
    record = record_of(ctx, table)
    return (*(record.fields if record is not None else ()), *_COMMON)


def _cells(fields: Sequence[Field], row: Mapping[str, Any]) -> list[_Cell]:
    known: dict[str, Field] = {}
    for field in fields:
        known.setdefault(field.name, field)
    cells = [_Cell(name, field, _held(row[name])) for name, field in known.items() if name in row]
    return cells + [_Cell(name, None, _held(value)) for name, value in row.items() if name not in known]


def _held(value: Any) -> Any:
    """The value; of a mapping, as history and merges keep them, its cells."""
    if not isinstance(value, Mapping):
        return value
    return [
        _Cell(cell.name, cell.field, _typed(cell)) for cell in _cells((*PEOPLE.fields, *PART_FIELDS), value)
    ]


def _typed(cell: _Cell) -> Any:
    """The stored value of what history keeps in types of JSON; as it is where the field has changed since."""
    if cell.field is None or cell.value is None:
        return cell.value
    try:
        return from_json(cell.field, cell.value)
    except ValueError:
        return cell.value


def _refs(cells: Iterable[_Cell]) -> Iterator[Ref]:
    for cell in cells:
        if _is_row(cell.value):
            yield from _refs(cell.value)
        elif cell.field is not None and target(cell.field) and isinstance(cell.value, UUID):
            plugin, _slash, kind = target(cell.field).partition("/")
            yield Ref(plugin, kind, cell.value)


def _pairs(ctx: Context, cells: Iterable[_Cell], names: Labels) -> Iterator[tuple[str, str]]:
    for cell in cells:
        if cell.field is not None or not isinstance(cell.value, UUID):
            said = _said(ctx, cell, names)
            if said:
                yield ctx.translate(cell.field.label) if cell.field is not None else cell.name, said


def _said(ctx: Context, cell: _Cell, names: Labels) -> str:
    if _is_row(cell.value):
        return "; ".join(f"{name}: {said}" for name, said in _pairs(ctx, cell.value, names))
    if cell.field is not None and _stands_for_words(cell.field, cell.value):
        return str(plain(cell.field, cell.value, ctx, names) or "")
    return _bare(ctx, cell.value)


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], _Cell)


def _stands_for_words(field: Field, value: Any) -> bool:
    """Whether only the field knows how the value reads: a choice, a code, codes, or the id of a record."""
    if field.kind is Kind.TAGS:
        return holds_codes(field) and isinstance(value, list)
    if target(field):
        return isinstance(value, UUID)
    coded = field.kind is Kind.CHOICE or field.kind in CODED or field.vocabulary is not None
    return isinstance(value, str) and coded


def _bare(ctx: Context, value: Any) -> str:
    match value:
        case None:
            said = ""
        case bool():
            said = ctx.translate(YES if value else NO)
        case datetime():
            said = format_datetime(value, ctx.language, style="long", zone=ctx.settings.municipality.zone)
        case date():
            said = format_date(value, ctx.language, style="long")
        case int() | Decimal():
            said = format_number(value, ctx.language)
        case list() | tuple() | set() | frozenset():
            said = ", ".join(_bare(ctx, held) for held in value)
        case _:
            said = str(value)
    return said
