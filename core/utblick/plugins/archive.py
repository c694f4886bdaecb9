"""All that a plugin holds as one zip file, for people (CSV) and for programs (JSON lines), before it goes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
from sqlalchemy import Connection, Select, select
from sqlmodel import col
from sqlmodel import select as pick

from utblick import __version__
from utblick.bus.purge import published
from utblick.bus.tables import event_table
from utblick.context import Context
from utblick.db.ownership import reflected
from utblick.db.versions import revisions
from utblick.errors import Conflict
from utblick.i18n import _
from utblick.plugins.traces import TECHNICAL, traces
from utblick.records.files import place_of
from utblick.records.models import StoredFile
from utblick.spreadsheets import csv_lines, neutral


@dataclass
class Contents:
    """What the archive says of itself, in contents.json."""

    plugin: str
    version: str
    utblick: str
    made_at: str
    migrations: Sequence[str]
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    missing_files: list[str] = field(default_factory=list)


def write_archive(
    ctx: Context,
    plugin: str,
    tables: Iterable[str],
    file: Path,
    *,
    version: str = "",
    with_events: bool = False,
) -> None:
    """Write the rows of these tables, what the core holds beside them, and the files, into a new zip file.

    Only its owner may read it. Raises `Conflict` when the file is there already.
    """
    if file.exists():
        raise Conflict(_("{file} is there already. Name another file.", file=str(file)))
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.new")
    draft.touch(mode=0o600)
    connection = ctx.session.connection()
    contents = Contents(
        plugin, version, __version__, ctx.now.isoformat(timespec="seconds"), revisions(connection, plugin)
    )
    queries = {f"tables/{name}": select(reflected(connection, name)) for name in tables}
    for trace in traces(plugin):
        if trace.table.name not in TECHNICAL:
            queries[f"core/{trace.table.name}"] = select(trace.table).where(trace.where)
    if with_events:
        queries["core/core_event"] = select(event_table).where(published(plugin))
    try:
        with ZipFile(draft, "w", ZIP_DEFLATED) as archive:
            for place, query in queries.items():
                _write_table(archive, connection, place, query, contents)
            _write_files(archive, ctx, plugin, contents)
            archive.writestr("contents.json", msgspec.json.format(msgspec.json.encode(contents)))
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _write_table(
    archive: ZipFile, connection: Connection, place: str, query: Select[Any], contents: Contents
) -> None:
    for ending, write in _FORMS.items():
        with archive.open(f"{place}.{ending}", "w", force_zip64=True) as target:
            rows = (dict(row) for row in connection.execute(query).mappings())
            contents.rows[place] = write(target, query.selected_columns.keys(), rows)


def _as_csv(target: IO[bytes], names: Sequence[str], rows: Iterator[Mapping[str, Any]]) -> int:
    count = 0

    def lines() -> Iterator[Sequence[str]]:
        nonlocal count
        yield names
        for row in rows:
            count += 1
            yield [_cell(value) for value in row.values()]

    target.writelines(csv_lines(lines()))
    return count


def _as_lines(target: IO[bytes], _names: Sequence[str], rows: Iterator[Mapping[str, Any]]) -> int:
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        target.write(msgspec.json.encode(row) + b"\n")
    return count


_FORMS: Mapping[str, Callable[[IO[bytes], Sequence[str], Iterator[Mapping[str, Any]]], int]] = {
    "csv": _as_csv,
    "jsonl": _as_lines,
}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    plain = msgspec.to_builtins(value, str_keys=True)
    return neutral(plain if isinstance(plain, str) else msgspec.json.encode(plain).decode())


def _write_files(archive: ZipFile, ctx: Context, plugin: str, contents: Contents) -> None:
    query = pick(StoredFile).where(StoredFile.plugin == plugin, col(StoredFile.removed_at).is_(None))
    for stored in ctx.session.exec(query):
        place = place_of(ctx.platform.files_folder, stored.sha256)
        if place.is_file():
            archive.write(place, f"files/{stored.id}/{stored.name}")
            contents.files += 1
        else:
            contents.missing_files.append(stored.name)
