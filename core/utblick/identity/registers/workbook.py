"""Registers as Excel workbooks: streamed, checked before they are unpacked, merged cells filled in."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from utblick.archives import DAMAGED
from utblick.errors import TooLarge, UtblickError
from utblick.i18n import _
from utblick.identity.registers.table import MEGABYTE, Cell, Limits, Line, refused, trimmed

_MERGED = re.compile(rb'<mergeCell[^>]+ref="([A-Z0-9:]{3,30})"')
_MANY_MERGED = 20_000
_MANY_MEMBERS = 5_000
_LAST_LINE = 1_048_576
"""Excel has no row beyond this one; a file that claims so would make us count for ever."""
_WIDE, _MANY_WIDE = 2_000, 1_000
_CHUNK = 512 * 1024


def require_sound(path: Path, limits: Limits) -> None:
    """Raise unless the file is a workbook that unpacks to a sane size; nothing is unpacked to find out."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > _MANY_MEMBERS:
                raise _broken()
            names = {member.filename for member in members}
            opens = {
                name: archive.open(name).read(2048) for name in names if name.endswith((".xml", ".rels"))
            }
    except DAMAGED as error:
        raise _broken() from error
    if "xl/workbook.xml" not in names:
        raise refused(
            _("This is not an Excel workbook. Save it as .xlsx or CSV in its own program and try again.")
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes:
        raise TooLarge(
            _("The workbook unpacks to {size} MB, which is more than can be read. Save it as CSV instead.",
              size=round(unpacked / MEGABYTE))
        )  # fmt: skip
    if any(b"<!DOCTYPE" in start or b"<!ENTITY" in start for start in opens.values()):
        raise _broken()


def sheet_names(path: Path) -> list[str]:
    """The sheets that a reader sees, in order."""
    with _opened(path) as book:
        return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def lines(path: Path, sheet: str, *, merged: bool = False) -> Iterator[Line]:
    """Every row of a sheet with its number; with `merged`, cells merged downwards are all filled."""
    with _opened(path) as book:
        page = book[sheet]
        try:
            spans = _merged_columns(path, page._worksheet_path) if merged else {}
        except (*DAMAGED, KeyError) as error:
            raise _broken() from error
        page.reset_dimensions()
        held: dict[int, tuple[int, Cell]] = {}
        for number, row in enumerate(_rows(page), 1):
            cells = trimmed(_value(cell) for cell in row)
            if cells and (spans or held):
                _fill(number, cells, spans, held)
            yield number, cells


def _rows(page: Any) -> Iterator[tuple[Any, ...]]:
    """The rows as openpyxl gives them, without trust in what the file says of itself."""
    rows, wide = page.iter_rows(values_only=True), 0
    for number in range(_LAST_LINE + 1):
        try:
            row = next(rows, None)
        except Exception as error:
            raise _broken() from error
        if row is None:
            return
        wide += len(row) > _WIDE
        if number == _LAST_LINE or wide > _MANY_WIDE:
            raise _broken()
        yield row


def _fill(
    number: int, cells: list[Cell], spans: dict[int, list[tuple[int, int]]], held: dict[int, tuple[int, Cell]]
) -> None:
    """Give the cells below the top of a merged area the value of its top."""
    for column, (last, value) in list(held.items()):
        if number > last:
            del held[column]
            continue
        cells += [None] * (column - len(cells))
        cells[column - 1] = value
    for column, last in spans.pop(number, ()):
        if column <= len(cells):
            held[column] = (last, cells[column - 1])


def _merged_columns(path: Path, member: str) -> dict[int, list[tuple[int, int]]]:
    """First row → (column, last row) of every area that was merged downwards."""
    from openpyxl.utils.cell import range_boundaries

    spans: dict[int, list[tuple[int, int]]] = {}
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        rest, count = b"", 0
        while chunk := file.read(_CHUNK):
            found = rest + chunk
            for match in _MERGED.finditer(found):
                count += 1
                left, top, _right, bottom = range_boundaries(match[1].decode())
                if left and top and bottom and bottom > top and count <= _MANY_MERGED:
                    spans.setdefault(top, []).append((left, bottom))
            rest = found[-200:] if not found.endswith(b">") else b""
    return spans


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    from utblick.identity.registers.texts import StreamingReader

    with path.open("rb") as file:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                reader = StreamingReader(file, read_only=True, data_only=True, keep_links=False)
                reader.read()
        except Exception as error:
            raise _broken() from error
        yield reader.wb


def _value(cell: Any) -> Cell:
    """The cell's value; Excel's own error marks count as empty."""
    if isinstance(cell, str) and cell.startswith("#") and cell.rstrip("!?").isupper():
        return None
    return cell  # type: ignore[no-any-return]


def _broken() -> UtblickError:
    return refused(
        _("The workbook is damaged and cannot be read. Open it in Excel, save it anew, and try again.")
    )
