"""A register as rows under a header, whatever file it came from; read as a stream, never held whole."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from utblick.errors import Invalid, TooLarge
from utblick.i18n import Msg, _

Cell = str | int | float | bool | datetime | date | time | None
Line = tuple[int, list[Cell]]
"""The number of a row as a spreadsheet shows it, and its cells."""

MEGABYTE = 1024 * 1024
_TOTALS = frozenset(
    {"summa", "delsumma", "totalsumma", "totalt", "total", "sum", "subtotal", "medel", "medelvärde"}
)
_FOOTNOTE = re.compile(
    r"(källa|uppdaterad|utskriven|utskrivet|senast ändrad|source|updated|printed|sida|page)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost before it is refused."""

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 600 * MEGABYTE
    rows: int = 500_000
    columns: int = 300


@dataclass(frozen=True, slots=True)
class Record:
    """One row of data: its number after the header, its number in the sheet, and a cell per column."""

    row: int
    line: int
    cells: tuple[Cell, ...]
    surplus: int = 0
    """How many filled cells stand to the right of the last column."""


@dataclass(frozen=True, slots=True)
class Table:
    """A register file that was recognised. `records()` reads it anew from its start each time."""

    name: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_line: int
    columns: tuple[str, ...]
    lines: Callable[[], Iterator[Line]] = field(repr=False)
    limits: Limits = Limits()

    def records(self) -> Iterator[Record]:
        """The rows of data in order; blank rows, sums, footnotes and repeated headers are passed over."""
        row = 0
        for line, cells in self.lines():
            if line <= self.header_line or self._is_furniture(cells):
                continue
            row += 1
            if row > self.limits.rows:
                raise TooLarge(
                    _(
                        "The file has more than {most} rows. Divide it into several files.",
                        most=self.limits.rows,
                    )
                )
            yield self._record(row, line, cells)

    def sample(self, count: int = 200) -> list[Record]:
        """The first rows of data."""
        return [record for record, _number in zip(self.records(), range(count), strict=False)]

    def _record(self, row: int, line: int, cells: list[Cell]) -> Record:
        width = len(self.columns)
        surplus = sum(1 for cell in cells[width:] if not is_blank(cell))
        padded = cells[:width] + [None] * (width - len(cells))
        return Record(row, line, tuple(padded), surplus)

    def _is_ordinary(self, begins: str) -> bool:
        """Whether a row that begins so is certainly data: the quick way for nearly all rows."""
        word = begins.strip()
        return bool(word) and word != self.columns[0] and word.rstrip(":").casefold() not in _TOTALS

    def _is_furniture(self, cells: list[Cell]) -> bool:
        begins = cells[0] if cells else None
        if (
            isinstance(begins, str)
            and len(cells) > 1
            and self._is_ordinary(begins)
            and not is_blank(cells[1])
        ):
            return False
        filled = [cell for cell in cells if not is_blank(cell)]
        if not filled:
            return True
        first = str(filled[0]).strip().rstrip(":").casefold()
        if first in _TOTALS and all(is_number(cell) for cell in filled[1:]):
            return True
        if len(filled) == 1 and len(self.columns) > 2 and _FOOTNOTE.match(first):
            return True
        return len(filled) > 1 and [str(cell).strip() for cell in cells[: len(self.columns)]] == list(
            self.columns
        )


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or bool(re.fullmatch(r"[-\d\s\u00a0.,%]+", str(cell)))


def refused(message: Msg) -> Invalid:
    """The error for a file that cannot be read as a register."""
    return Invalid({"file": message}, message)


def trimmed(cells: Iterable[Cell]) -> list[Cell]:
    """The cells without the empty ones at the end."""
    kept = list(cells)
    while kept and is_blank(kept[-1]):
        kept.pop()
    return kept
