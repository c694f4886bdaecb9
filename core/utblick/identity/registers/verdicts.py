"""What importing a register would do, row by row: new, update, duplicate of another, or error."""

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from utblick.i18n import Msg, _
from utblick.identity.duplicates import DuplicateFinder, Match, number_of
from utblick.identity.registers.candidate import Candidate, Problem
from utblick.identity.registers.columns import Column, guess_columns, require_name, with_mapping
from utblick.identity.registers.read import open_register
from utblick.identity.registers.rows import RowReader
from utblick.identity.registers.table import Record, Table
from utblick.identity.resembling import Known, Traits

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
    problems: list[Problem] = []
    for verdict in assessor.verdicts():
        problems += verdict.candidate.problems
    return replace(assessor.assessment(), problems=tuple(problems))


class Assessor:
    """Gives the verdicts of one file as it is read, and their sum afterwards.

    Of each row it keeps what is needed to recognise it in later ones, and no verdict.
    """

    def __init__(self, table: Table, columns: Sequence[Column], known: Iterable[Known] = ()) -> None:
        require_name(columns)
        self._table = table
        self._name_column = next(column.header for column in columns if column.field == "name")
        self._reader = RowReader(columns, shifted_is_fatal=table.delimiter is not None)
        self._held = DuplicateFinder(known)
        self._file = DuplicateFinder()
        self._first = array("I")
        """For each place in the file's index that of the first row of the same organisation."""
        self._learnt: dict[int, int] = {}
        """The numbers of organisations whose first row has none."""
        self._counts: dict[Verdict, int] = {"new": 0, "update": 0, "duplicate": 0, "error": 0}

    def verdicts(self) -> Iterator[RowVerdict]:
        for record in self._table.records():
            verdict = self._of(record)
            self._counts[verdict.verdict] += 1
            yield verdict

    def assessment(self) -> Assessment:
        """The sum of all verdicts given so far, without the problems of the single rows."""
        groups: dict[int, list[int]] = {}
        for place, first in enumerate(self._first):
            if place != first:
                groups.setdefault(first, [self._row(first)]).append(self._row(place))
        return Assessment(
            self._table.name, self._table.encoding, self._table.delimiter, sum(self._counts.values()),
            self._counts["new"], self._counts["update"], self._counts["duplicate"], self._counts["error"],
            (), tuple(tuple(groups[first]) for first in sorted(groups)),
        )  # fmt: skip

    def _of(self, record: Record) -> RowVerdict:
        candidate = self._reader.read(record)
        if not candidate.is_importable:
            return RowVerdict(candidate, "error")
        known = candidate.known()
        traits = Traits.of(known)
        if (before := self._before(known, traits)) is not None:
            first, match = before
            return RowVerdict(
                self._told(candidate, first), "duplicate", of_row=self._row(first),
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

    def _before(self, known: Known, traits: Traits) -> tuple[int, Match] | None:
        """The place of the first row of the organisation in this file, unless this row is that row."""
        number = number_of(known.orgnr)
        for place, match in self._file.add(known, traits):
            first = self._first[place]
            theirs = self._file.numbers[first] or self._learnt.get(first, 0)
            # two different numbers never become one organisation by way of a third row
            if not theirs or not number or theirs == number:
                if number and not theirs:
                    self._learnt[first] = number
                self._first.append(first)
                return first, match
        self._first.append(len(self._first))
        return None

    def _row(self, place: int) -> int:
        row = self._file.keys[place]
        assert isinstance(row, int)
        return row

    def _told(self, candidate: Candidate, first: int) -> Candidate:
        """The row with a word on its name, when that is written differently in the first row."""
        written = self._file.traits(first).written
        if candidate.values["name"] == written or any(p.code == "name_variant" for p in candidate.problems):
            return candidate
        message = _("Row {row} has the same organisation as “{name}”.", row=self._row(first), name=written)
        problem = Problem(candidate.row, self._name_column, "name_variant", message)
        return replace(candidate, problems=(*candidate.problems, problem))
