"""Files that people bring: notices and archives, tables of notices, and packages of open data."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from utblick_tendering.sources.base import Adapter, Asked, Found
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.files import Files
from utblick_tendering.sources.ocds import Ocds
from utblick_tendering.sources.tables import Tables

_TABLES = (".csv", ".tsv", ".xlsx")
_PACKAGES = (".json",)
_ROW = "#"
_NUMBERED = "[0-9][0-9][0-9]-*"
"""How uploaded files are kept. Other folders hold notices alone, whatever else lies beside them."""


class Uploads:
    """The adapter: first the notices, then the tables and packages, each by its ending."""

    def total(self, asked: Asked) -> int:
        """How many notices and rows there are."""
        rows = 0
        for file in _others(asked):
            try:
                rows += _adapter(file).total(Asked(file=file)) or 1
            except SourceSilent:
                rows += 1
        return rows + (Files().total(asked) if _has_notices(asked) else 0)

    def found(self, asked: Asked) -> Iterator[Found]:
        """Each of them; goes on after `asked.place`. A table that cannot be read is told of, and passed."""
        begun, _row, row = asked.place.rpartition(_ROW)
        others = list(_others(asked))
        inside = next((file for file in others if begun == file.name), None)
        if inside is None and _has_notices(asked):
            yield from Files().found(asked)
        for file in others[others.index(inside) if inside else 0 :]:
            yield from _rows(file, row if file == inside else "")


def _rows(file: Path, after: str) -> Iterator[Found]:
    try:
        for one in _adapter(file).found(Asked(file=file, place=after)):
            yield replace(one, place=f"{file.name}{_ROW}{one.place}")
    except SourceSilent as silent:
        yield Found(place=file.name, refused=silent.said)


def _adapter(file: Path) -> Adapter:
    return Ocds() if file.name.lower().endswith(_PACKAGES) else Tables()


def _others(asked: Asked) -> Iterator[Path]:
    root = asked.file
    if root is None:
        return
    for file in sorted(root.glob(_NUMBERED)) if root.is_dir() else [root]:
        if file.name.lower().endswith(_TABLES + _PACKAGES) and file.is_file() and not file.is_symlink():
            yield file


def _has_notices(asked: Asked) -> bool:
    """Whether there is anything but tables and packages; a missing file is told of by `Files`."""
    root = asked.file
    return root is None or root.is_dir() or not root.name.lower().endswith(_TABLES + _PACKAGES)
