"""Find the row that names the columns, below titles, dates and blank rows."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from utblick.i18n import _
from utblick.identity.registers.fields import field_of_header
from utblick.identity.registers.table import Cell, Limits, Line, refused, trimmed


@dataclass(frozen=True, slots=True)
class Header:
    """The row with the names of the columns; `score` says how sure it is."""

    line: int
    columns: tuple[str, ...]
    score: float

    def require_sound(self, limits: Limits) -> None:
        """Raise `Invalid` when columns cannot be told apart."""
        if len(self.columns) > limits.columns:
            raise refused(_("The file has {n} columns; at most {most} can be read.",
                            n=len(self.columns), most=limits.columns))  # fmt: skip
        counts = Counter(name.casefold() for name in self.columns)
        twice = sorted(
            {name for name in self.columns if counts[name.casefold()] > 1},
            key=lambda name: (name.casefold(), name),
        )
        if twice:
            raise refused(
                _("Several columns have the same name: {names}. Rename them so that each name is used once.",
                  names=", ".join(f"“{name}”" for name in twice))
            )  # fmt: skip


def find_header(lines: Iterable[Line], known: Callable[[str], str | None] = field_of_header) -> Header | None:
    """The most header-like of the lines, or nothing when none of them names a column that is known.

    `known(header)` is the field that a header names; that of a register of organisations unless given.
    """
    best: Header | None = None
    for line, cells in lines:
        header = _as_header(line, trimmed(cells), known)
        if header and (best is None or header.score > best.score):
            best = header
    return best


def _as_header(line: int, cells: list[Cell], field_of: Callable[[str], str | None]) -> Header | None:
    names = [_name(cell) for cell in cells]
    filled = [name for name in names if name]
    known = sum(field_of(name) is not None for name in filled)
    enough = 1 if len(filled) == 1 else 2
    if known < enough or any(not isinstance(cell, str | None) for cell in cells):
        return None
    from openpyxl.utils import get_column_letter

    columns = tuple(name or f"[{get_column_letter(n)}]" for n, name in enumerate(names, 1))
    return Header(line, columns, known + known / len(filled) / 2)


def _name(cell: Cell) -> str:
    return " ".join(str(cell).split()) if isinstance(cell, str) else ""
