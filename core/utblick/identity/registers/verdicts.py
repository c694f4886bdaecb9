"""What importing a register would do, row by row: new, update, duplicate of another, or error."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from utblick.i18n import Msg, _
from utblick.identity.duplicates import DuplicateFinder, Known, Match, Traits
from utblick.identity.registers.candidate import Candidate, Problem
from utblick.identity.registers.columns import Column, guess_columns, require_name, with_mapping
from utblick.identity.registers.read import open_register
from utblick.identity.registers.rows import RowReader
from utblick.identity.registers.table import Record, Table

Verdict = Literal["new", "update", "duplicate", "error"]


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What importing one row would do.

    An update names the organisation held; a duplicate names the row before it in the file, or the
    organisation held that it resembles without being certain: then a person decides.
    """

    candidate: Candidate
    verdict: Verdict
    of_row: int | None = None
    of_known: Hashable | None = None
    is_certain: bool = True
    reasons: tuple[Msg, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The sum of a file's verdicts."""

    file: str
    encoding: str | None
    delimiter: str | None
    rows: int
    new: int
    update: int
    duplicate: int
    error: int
    problems: tuple[Problem, ...]
    duplicates: tuple[tuple[int, ...], ...]

    def as_json(self, translate: Callable[[str], str] = str) -> dict[str, Any]:
        """The one object that `utblick import organisations --json` prints."""
        return {
            "file": self.file,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "rows": self.rows,
            "new": self.new,
            "update": self.update,
            "duplicate": self.duplicate,
            "error": self.error,
            "problems": [
                {"row": p.row, "column": p.column, "code": p.code, "message": translate(p.message)}
                for p in self.problems
            ],
            "duplicates": [list(group) for group in self.duplicates],
        }


def assess(
    path: Path, known: Iterable[Known] = (), *, mapping: Mapping[str, str] | None = None, name: str = ""
) -> Assessment:
    """Read a register and say what importing it would do; nothing is written anywhere."""
    table = open_register(path, name=name)
    columns = with_mapping(guess_columns(table), mapping or {})
    assessor = Assessor(table, columns, known)
    for _verdict in assessor.verdicts():
        pass
    return assessor.assessment()


class Assessor:
    """Gives the verdicts of one file as it is read, and their sum afterwards."""

    def __init__(self, table: Table, columns: Sequence[Column], known: Iterable[Known] = ()) -> None:
        require_name(columns)
        self._table = table
        self._name_column = next(column.header for column in columns if column.field == "name")
        self._reader = RowReader(columns, shifted_is_fatal=table.delimiter is not None)
        self._held = DuplicateFinder(known)
        self._file = DuplicateFinder()
        self._first: list[_First] = []
        self._counts: dict[Verdict, int] = {"new": 0, "update": 0, "duplicate": 0, "error": 0}
        self._problems: list[Problem] = []

    def verdicts(self) -> Iterator[RowVerdict]:
        for record in self._table.records():
            verdict = self._of(record)
            self._counts[verdict.verdict] += 1
            self._problems += verdict.candidate.problems
            yield verdict

    def assessment(self) -> Assessment:
        """The sum of all verdicts given so far."""
        groups: dict[int, list[int]] = {}
        for traits, first in zip(self._file.traits, self._first, strict=True):
            groups.setdefault(first.row, []).append(_row(traits.key))
        return Assessment(
            self._table.name, self._table.encoding, self._table.delimiter, sum(self._counts.values()),
            self._counts["new"], self._counts["update"], self._counts["duplicate"], self._counts["error"],
            tuple(self._problems), tuple(tuple(rows) for rows in groups.values() if len(rows) > 1),
        )  # fmt: skip

    def _of(self, record: Record) -> RowVerdict:
        candidate = self._reader.read(record)
        if not candidate.is_importable:
            return RowVerdict(candidate, "error")
        traits = Traits.of(candidate.known())
        if (before := self._before(traits, candidate.values["name"])) is not None:
            first, match = before
            return RowVerdict(
                _told(candidate, first, self._name_column), "duplicate", of_row=first.row,
                is_certain=match.is_certain, reasons=match.reasons,
            )  # fmt: skip
        held = self._held.matches(traits)
        if not held:
            return RowVerdict(candidate, "new")
        return RowVerdict(
            candidate,
            "update" if held[0].is_certain else "duplicate",
            of_known=held[0].key,
            is_certain=held[0].is_certain,
            reasons=held[0].reasons,
        )

    def _before(self, known: Traits, name: str) -> "tuple[_First, Match] | None":
        """The first row of the organisation in this file, unless this row is that row."""
        for place, match in self._file.add(known):
            first = self._first[place]
            if first.accepts(known):
                first.orgnr = first.orgnr or known.orgnr
                self._first.append(first)
                return first, match
        self._first.append(_First(_row(known.key), name, known.orgnr))
        return None


@dataclass(slots=True)
class _First:
    """The first row of an organisation in the file, to which later rows of it point."""

    row: int
    name: str
    orgnr: str | None

    def accepts(self, known: Traits) -> bool:
        """Two different organisation numbers never become one organisation by way of a third row."""
        return not (self.orgnr and known.orgnr and self.orgnr != known.orgnr)


def _row(key: Hashable) -> int:
    assert isinstance(key, int)
    return key


def _told(candidate: Candidate, first: _First, header: str) -> Candidate:
    """The row with a word on its name, when that is written differently in the first row."""
    name = candidate.values["name"]
    if name == first.name or any(problem.code == "name_variant" for problem in candidate.problems):
        return candidate
    message = _("Row {row} has the same organisation as “{name}”.", row=first.row, name=first.name)
    problem = Problem(candidate.row, header, "name_variant", message)
    return replace(candidate, problems=(*candidate.problems, problem))
