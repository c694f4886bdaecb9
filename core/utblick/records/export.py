"""All rows of a list as CSV or XLSX: what is filtered, or what was chosen; streamed, typed, safe to open."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import chain
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID

from utblick.access.audit import audit
from utblick.context import Context
from utblick.declare import Field, RecordType
from utblick.errors import Invalid
from utblick.i18n import _
from utblick.protection.marks import seen
from utblick.protection.readings import log_readings_of
from utblick.records.fields import plainer
from utblick.records.filters import field_of
from utblick.records.joined import held_by_rows, plain_of, refs_held
from utblick.records.labels import columns
from utblick.records.lists import list_query, understand
from utblick.records.query import ListQuery, every_row
from utblick.records.table import references
from utblick.registry import LoadedPlugin
from utblick.spreadsheets import csv_lines, neutral
from utblick.web.routing import Download, Route, get, post

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL = 32_000
Cells = list[Any]
_CHUNK = 64 * 1024


def routes(plugin: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """``export.csv`` and ``export.xlsx``: by GET all rows of the filtered list, by POST the chosen ones."""
    base = plugin.path(record)
    made: list[Route] = []
    for ending, write, media_type in (("csv", _csv, CSV_TYPE), ("xlsx", _xlsx, XLSX_TYPE)):
        export = partial(_export, record=record, ending=ending, write=write, media_type=media_type)
        made += [
            get(f"{base}/export.{ending}", permission=record.read)(_named(export, f"export_{ending}")),
            post(f"{base}/export.{ending}", permission=record.read)(_named(export, f"export_{ending}")),
        ]
    return tuple(made)


def _named(export: Callable[[Context], Download], name: str) -> Callable[[Context], Download]:
    def call(ctx: Context) -> Download:
        return export(ctx)

    call.__name__ = name
    return call


Writer = Callable[[Sequence[str], Iterator[Cells], str], Iterator[bytes]]


def _export(ctx: Context, *, record: RecordType, ending: str, write: Writer, media_type: str) -> Download:
    assert ctx.request is not None
    record = seen(ctx, record)
    asked = understand(ctx, record, ctx.request.query)
    wanted = replace(list_query(record, asked), after="", before="")
    ids = _chosen(ctx.request.form.all("ids")) if ctx.request.method == "POST" else None
    if ids is not None:
        wanted = replace(wanted, conditions=(*wanted.conditions, columns(record).id.in_(ids)))
    fields = _fields(record, asked.columns)
    heads = [ctx.translate(field.label) for field in fields]
    name = f"{ctx.translate(record.plural).lower()} {ctx.now:%Y-%m-%d}.{ending}"
    rows = _rows(ctx, record, wanted, fields)
    return Download(name, write(heads, rows, ctx.translate(record.plural)), media_type)


def _chosen(texts: Sequence[str]) -> list[UUID]:
    message = _("Choose at least one row first.")
    try:
        ids = [UUID(text) for text in texts]
    except ValueError:
        raise Invalid({"ids": message}, message) from None
    if not ids or len(ids) > 10_000:
        raise Invalid({"ids": message}, message)
    return ids


def _fields(record: RecordType, shown: Sequence[str]) -> list[Field]:
    """The columns of the file: the name, what the list shows, and the currency beside each amount."""
    names: list[str] = []
    for name in (record.name, *shown):
        field = field_of(record, name)
        names += [name, field.currency_field] if field is not None and field.currency_field else [name]
    found = (field_of(record, name) for name in dict.fromkeys(names))
    return [field for field in found if field is not None]


def _rows(ctx: Context, record: RecordType, wanted: ListQuery, fields: Sequence[Field]) -> Iterator[Cells]:
    """The cells of every row, read while the file is sent, with sessions of its own; then audited."""
    platform, actor, request = ctx.platform, ctx.actor, ctx.request
    owner = platform.registry.owner(record)
    count = 0
    with platform.read(actor, request=request) as reading:
        for page in every_row(reading, wanted):
            names = [field.name for field in fields]
            held = held_by_rows(reading, record, names, page)
            labels = reading.lookup(*references(record, names, page), *refs_held(held))
            cells = [
                (plain_of(held[f.name], labels), 0)
                if f.name in held
                else (plainer(f, reading, labels), page.position[f.name])
                for f in fields
            ]
            for row in page.rows:
                yield [cell(row[place]) for cell, place in cells]
            count += len(page)
        log_readings_of(reading.session, platform, actor, request)
    with platform.write(actor, request=request) as writing:
        audit(writing, "records.exported", f"{owner.name}/{record.kind}", rows=count)


def _csv(heads: Sequence[str], rows: Iterator[Cells], title: str) -> Iterator[bytes]:
    """With decimal commas, as Swedish Excel has them."""
    return csv_lines(chain([heads], ([_text(cell) for cell in cells] for cells in rows)))


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return format(cell, "f").replace(".", ",")
        case datetime():
            return cell.isoformat(" ")
        case date():
            return cell.isoformat()
        case str():
            return neutral(cell)
    return str(cell)


def _xlsx(heads: Sequence[str], rows: Iterator[Cells], title: str) -> Iterator[bytes]:
    """Numbers, days and times with their types; every text is a text, whatever it begins with."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "B2"
    for place in range(len(heads)):
        sheet.column_dimensions[_letter(place)].width = 32 if place == 0 else 20
    sheet.append([_head(sheet, head) for head in heads])
    for cells in rows:
        sheet.append([_cell(sheet, cell) for cell in cells])
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _head(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font, PatternFill

    cell = WriteOnlyCell(sheet, neutral(text))
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E8EEF2")
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, _xml_safe(value)[:_LONGEST_CELL])
    cell.data_type = "s"
    return cell


def _xml_safe(text: str) -> str:
    """The text without the control characters that XML forbids; neutral for those who save it as CSV."""
    return neutral("".join(sign for sign in text if sign >= " " or sign in "\t\n"))


def _sheet_title(text: str) -> str:
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in text)[:31] or "1"


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place + 1))
