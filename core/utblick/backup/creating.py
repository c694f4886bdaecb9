"""Makes an archive of the whole installation, while staff go on working."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec
from sqlalchemy import Connection, Select, Text, column, inspect, select, table

from utblick import __version__
from utblick.access.credentials.sealing import signatures
from utblick.backup import layout
from utblick.backup.holders import RAW, registry_with
from utblick.backup.kinds import kinds_of, line_writer, rows_of
from utblick.backup.snapshot import snapshot
from utblick.context import Context
from utblick.db.metadata import metadata
from utblick.db.ownership import versioned
from utblick.db.versions import owner_of, owners, require_current, revisions, version_table
from utblick.errors import Conflict
from utblick.i18n import _
from utblick.jobs.models import JobRun
from utblick.platform import Platform
from utblick.records.files import place_of

Tell = Callable[[str, int, int], None]
"""Hears what is being done, and how far that has come: so many of so many."""

_PORTION = 1000
_PART = 1 << 20


def create(platform: Platform, file: Path, *, tell: Tell) -> layout.Manifest:
    """Write the archive, readable by its owner alone; what came of it stands in the log of runs.

    Raises `Conflict` when the file is there already. A failure leaves nothing of the archive behind.
    """
    if file.exists():
        raise Conflict(_("{file} is there already. Name another file.", file=str(file)))
    require_current(platform.database, platform.registry)
    file.parent.mkdir(parents=True, exist_ok=True)
    began = platform.database.now()
    draft = file.with_name(f"{file.name}.new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    try:
        manifest = _write(platform, draft, tell)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(file)
    except BaseException as error:
        draft.unlink(missing_ok=True)
        with suppress(Exception):  # the database may be what failed
            _note(platform, began, f"{type(error).__name__}: {error}"[:1000], ok=False)
        raise
    _note(platform, began, f"{file.name}: {manifest.rows} rows, {manifest.files} files", ok=True)
    return manifest


@dataclass
class _Archive:
    """The zip file that is being written, with the sums of what is in it so far."""

    target: ZipFile
    members: dict[str, layout.Member] = field(default_factory=dict)

    def write(self, name: str, parts: Iterable[bytes], *, packed: bool = True) -> None:
        """Add a member; its parts are summed and written as they come."""
        info = ZipInfo(name, time.localtime()[:6])
        info.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self.target.open(info, "w", force_zip64=True) as member:
            for part in parts:
                digest.update(part)
                size += len(part)
                member.write(part)
        self.members[name] = layout.Member(size, digest.hexdigest())


def _write(platform: Platform, draft: Path, tell: Tell) -> layout.Manifest:
    with platform.read() as ctx:
        key = key_marks(ctx)[0]
    with (
        snapshot(platform.database, draft, tell=lambda done, of: tell("copy", done, of)) as connection,
        ZipFile(draft, "w", compresslevel=5) as target,
    ):
        archive = _Archive(target)
        archive.write(layout.README, [layout.EXPLANATION.encode()])
        archive.write(layout.SETTINGS, [msgspec.json.format(msgspec.json.encode(_said(platform)))])
        tables, stands, left_out = _write_tables(platform, archive, connection, tell)
        missing = _write_files(platform, archive, connection, tell)
        held = platform.settings.data_folder / layout.KEY
        if held.is_file() and not platform.settings.sign_in.key.get_secret_value():
            archive.write(layout.KEY, [held.read_bytes()])
        for name in layout.CARRIED:
            _write_file(archive, layout.KEYS + name, platform.settings.data_folder / name)
        manifest = layout.Manifest(
            format=layout.FORMAT,
            utblick=__version__,
            made_at=platform.database.now(),
            municipality=platform.settings.municipality.code,
            engine=connection.dialect.name,
            plugins=tuple(plugin.name for plugin in platform.registry.plugins),
            owners=stands,
            tables=tables,
            members=archive.members,
            missing_files=tuple(missing),
            left_out=tuple(left_out),
            key=key,
        )
        target.writestr(layout.MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)), ZIP_DEFLATED)
    return manifest


def key_marks(ctx: Context) -> tuple[str, ...]:
    """Tell whether two installations have the same key: one for each that is held, that in use first."""
    return tuple(one[:16] for one in signatures(ctx, "backup", purpose="backup"))


def _write_tables(
    platform: Platform, archive: _Archive, connection: Connection, tell: Tell
) -> tuple[dict[str, layout.Contents], dict[str, tuple[str, ...]], list[str]]:
    everyone = versioned(connection)
    owners(registry_with(platform, everyone))
    look = inspect(connection)
    names = look.get_table_names()
    own = {name: owner_of(name, tuple(everyone)) for name in sorted(names) if not name.startswith(RAW)}
    left_out = [name for name, owner in own.items() if not owner and not name.startswith(version_table(""))]
    chosen = [name for name, owner in own.items() if owner]
    held: dict[str, layout.Contents] = {}
    for place, name in enumerate(chosen):
        tell("tables", place, len(chosen))
        columns = kinds_of(look, name, metadata)
        key = look.get_pk_constraint(name)["constrained_columns"]
        order = key if [columns[one] for one in key] == ["integer"] else []
        rows = _Lines(connection, rows_of(connection, name, columns, order), columns)
        archive.write(layout.table_member(name), rows)
        held[name] = layout.Contents(own[name], rows.count, columns)
    tell("tables", len(chosen), len(chosen))
    return held, {owner: revisions(connection, owner) for owner in sorted(everyone)}, left_out


class _Lines:
    """The lines of a table, some thousand at a time, and how many there were."""

    def __init__(self, connection: Connection, query: Select[Any], columns: dict[str, str]) -> None:
        self._rows = connection.execution_options(yield_per=_PORTION).execute(query)
        self._line = line_writer(columns)
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        for portion in self._rows.partitions():
            self.count += len(portion)
            yield b"".join(map(self._line, portion))


def _write_files(platform: Platform, archive: _Archive, connection: Connection, tell: Tell) -> list[str]:
    """The files that records hold at that moment, and uploads that wait to be read.

    Returns the files of records whose bytes are not there.
    """
    there = table("core_file", column("sha256", Text), column("removed_at"))
    held = select(there.c.sha256).where(there.c.removed_at.is_(None)).distinct()
    digests = list(connection.scalars(held))
    missing = []
    for place, digest in enumerate(digests):
        tell("files", place, len(digests))
        path = place_of(platform.files_folder, digest)
        if not _write_file(archive, layout.file_member(digest), path):
            missing.append(digest)
    for path in sorted(platform.files_folder.rglob("*")):
        name = layout.FILES + path.relative_to(platform.files_folder).as_posix()
        if path.is_file() and not layout.is_by_sum(name) and not path.name.startswith("new-"):
            _write_file(archive, name, path)
    tell("files", len(digests), len(digests))
    return missing


def _write_file(archive: _Archive, name: str, path: Path) -> bool:
    """Add a file, unless it is gone."""
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return False
    with source:
        archive.write(name, iter(lambda: source.read(_PART), b""), packed=False)
    return True


def _said(platform: Platform) -> dict[str, Any]:
    """The settings without what opens doors elsewhere: passwords, keys, and addresses that may hold them."""
    away: Any = {"database": {"url"}, "bus": {"servers", "user", "password"}, "plugin": True}
    said = platform.settings.model_dump(mode="json", exclude=away)
    own = {
        plugin.name: plugin.settings.model_dump(mode="json")
        for plugin in platform.registry.plugins
        if plugin.settings is not None
    }
    return said | {"plugin": own}


def _note(platform: Platform, began: datetime, message: str, *, ok: bool) -> None:
    with platform.write() as ctx:
        ctx.session.add(JobRun(name=layout.RUN, started_at=began, ended_at=ctx.now, ok=ok, message=message))
