"""Tables of any kind, CSV or XLSX, as offices make them: columns by their names, cells by what they mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from utblick.i18n import _
from utblick.identity.registers.fields import header_key
from utblick.identity.registers.read import open_register
from utblick.identity.registers.table import Cell, is_blank
from utblick.identity.registers.values.amounts import read_turnover
from utblick.identity.registers.values.dates import read_date


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: its number as a spreadsheet shows it, and its cells by field.

    `headers` are the names that the columns have in the file. `day` and `amount` raise ValueError with a
    `Msg` that names the column.
    """

    line: int
    cells: Mapping[str, Cell]
    headers: Mapping[str, str]

    def text(self, field: str) -> str:
        """What stands in the cell, without blanks around it; empty where nothing does."""
        cell = self.cells.get(field)
        if is_blank(cell):
            return ""
        whole = isinstance(cell, float) and cell.is_integer()
        return " ".join(str(int(cell) if whole and isinstance(cell, float) else cell).split())

    def day(self, field: str) -> date | None:
        """The day that the cell means, in any way of writing that offices use; None for an empty one."""
        read = read_date(self.cells.get(field))
        if read.status == "missing":
            return None
        if read.value is None:
            raise ValueError(
                _("{column}: “{text}” is not a date. Write it as 2026-11-24.", **self._told(field))
            )
        return read.value

    def moment(self, field: str) -> datetime | date | None:
        """As `day`, with the time of day where the cell has one (without a zone)."""
        cell = self.cells.get(field)
        if isinstance(cell, datetime):
            return cell if (cell.hour, cell.minute) != (0, 0) else cell.date()
        written = self.text(field)
        for pattern in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H.%M"):
            try:
                return datetime.strptime(written, pattern)  # noqa: DTZ007 - a sheet has no zones
            except ValueError:
                continue
        return self.day(field)

    def amount(self, field: str) -> tuple[Decimal, str] | None:
        """The amount and its currency by the cell, else by the column's header, else kronor."""
        cell = self.cells.get(field)
        if is_blank(cell) or str(cell).strip() in {"-", "–"}:
            return None
        read = read_turnover(cell, self.headers.get(field, ""))
        if read is None:
            raise ValueError(
                _("{column}: “{text}” is not an amount. Write it as 1 250 000.", **self._told(field))
            )
        return read.amount, read.currency

    def _told(self, field: str) -> dict[str, str]:
        return {"column": self.headers.get(field, field), "text": self.text(field)[:60]}


def read_table(path: Path, columns: Mapping[str, Sequence[str]]) -> Iterator[TableRow]:
    """The rows of a CSV or XLSX file, read as a stream. `columns` are the headers by which fields are known.

    Encodings, separators, title rows, sums and blank rows are dealt with as in a register of companies;
    headers are compared without case, accents and what stands in brackets. Raises `Invalid` or `TooLarge`.
    """
    fields = {header_key(header): name for name, headers in columns.items() for header in headers}
    table = open_register(path, known=lambda header: fields.get(header_key(header)))
    places: dict[str, int] = {}
    for place, header in enumerate(table.columns):
        name = fields.get(header_key(header))
        if name is not None:
            places.setdefault(name, place)
    headers = {name: table.columns[place] for name, place in places.items()}
    for record in table.records():
        yield TableRow(record.line, {name: record.cells[place] for name, place in places.items()}, headers)
