"""Puts an archive in the place of an installation: all of it in one transaction, or nothing."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from sqlalchemy import Connection, inspect

from utblick.backup import layout
from utblick.backup.clearing import clear, empty, filled
from utblick.backup.creating import Tell, key_marks
from utblick.backup.fitting import require_fitting
from utblick.backup.layout import Manifest
from utblick.backup.loading import count_on, load
from utblick.backup.reading import lines, opened, verify
from utblick.bus.lease import Leases
from utblick.bus.nats import stream_name
from utblick.bus.reconcile import doubt
from utblick.db import migrate
from utblick.db.alone import alone
from utblick.db.database import Database
from utblick.db.versions import owners, state
from utblick.errors import Conflict
from utblick.i18n import _
from utblick.jobs.models import JobRun
from utblick.platform import Platform

_PART = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What whoever restores has allowed: to throw away what is here, to do without a plugin or the key."""

    replace: bool = False
    without: tuple[str, ...] = ()
    other_key: bool = False


def restore(platform: Platform, file: Path, wishes: Wishes, *, tell: Tell) -> Manifest:
    """Put back what is in the archive, then bring its tables to where the code is.

    Nothing is changed before the whole archive has been looked through. Raises `Conflict` when it does not
    fit this installation, or when that is not empty and `replace` was not asked for; `BrokenArchive` when
    it is not whole.
    """
    manifest = verify(file, tell=tell)
    fitting = require_fitting(platform, manifest, wishes.without)
    _require_key(platform, manifest, wishes)
    with (
        opened(file) as (archive, _manifest),
        _at_rest(platform),
        _at_leisure(platform.database) as connection,
    ):
        if not wishes.replace:
            _require_empty(connection)
        clear(connection)
        for owner, revision in fitting.stands:
            migrate.move(connection, owner, revision)
        tables = fitting.tables(manifest)
        _load(connection, archive, tables, tell)
        for owner in owners(fitting.registry):
            if state(connection, owner) != "current":
                migrate.move(connection, owner, "head")
        doubt(connection, stream_name(platform.settings.municipality.code))
        _put_files(platform, archive, manifest, tell)
        keys = [_draft(platform, archive, manifest, name) for name in _keys_of(platform, manifest)]
        connection.commit()
    for draft, place in keys:
        draft.replace(place)
    with platform.write() as ctx:
        said = f"{file.name}: {manifest.made_at:%Y-%m-%d %H:%M} UTC"
        ctx.session.add(
            JobRun(name=f"{layout.RUN}.restore", started_at=ctx.now, ended_at=ctx.now, ok=True, message=said)
        )
    return manifest


@contextmanager
def _at_rest(platform: Platform) -> Iterator[None]:
    """Hold what the relay of a running installation holds, so that none runs meanwhile."""
    leases = Leases(platform.database, platform.settings.data_folder / "bus")
    if not leases.take("relay"):
        raise Conflict(_("Utblick is running here. Stop all of its processes, web and worker, then restore."))
    try:
        yield
    finally:
        leases.release()


@contextmanager
def _at_leisure(database: Database) -> Iterator[Connection]:
    """A transaction in which SQLite looks at foreign keys when it is over, and maps no file into memory."""
    with alone(database), database.alter() as connection:
        driver: Any = connection.connection.dbapi_connection
        if database.is_sqlite:
            mapped = driver.execute("PRAGMA mmap_size").fetchone()[0]
            driver.execute("PRAGMA foreign_keys=OFF")
            driver.execute("PRAGMA mmap_size=0")
        try:
            yield connection
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
        finally:
            connection.rollback()
            if database.is_sqlite:
                driver.execute(f"PRAGMA mmap_size={mapped}")
                driver.execute("PRAGMA foreign_keys=ON")


def _require_empty(connection: Connection) -> None:
    held = filled(connection)
    if held:
        raise Conflict(
            _(
                "There is something in this installation already, in {tables}. Restore into an empty one: "
                "name another data folder and database in the settings. Or take a backup of this one, stop "
                "its processes, and run again with --replace, which throws away what is here.",
                tables=", ".join(held[:5]) + (" …" if len(held) > 5 else ""),
            )
        )


def _load(
    connection: Connection, archive: ZipFile, tables: Mapping[str, layout.Contents], tell: Tell
) -> None:
    there = inspect(connection).get_sorted_table_and_fkc_names()
    order = [name for name, _keys in there if name is not None and name in tables]
    if missing := sorted(tables.keys() - set(order)):
        raise Conflict(
            _(
                "The backup has tables that its migrations do not make: {tables}. The plugin here is "
                "another than the one that made them.",
                tables=", ".join(missing),
            )
        )
    empty(connection, order)
    done, total = 0, sum(held.rows for held in tables.values())
    for name in order:
        held = tables[name]
        told = partial(_tell_rows, tell, done, total)
        load(connection, name, held.columns, lines(archive, name), told)
        done += held.rows
        _require_count(connection, name, held.rows)
        count_on(connection, name, inspect(connection).get_pk_constraint(name)["constrained_columns"])
    tell("rows", total, total)
    if connection.dialect.name == "sqlite":
        _require_keys(connection)


def _tell_rows(tell: Tell, before: int, total: int, count: int) -> None:
    tell("rows", before + count, total)


def _require_count(connection: Connection, name: str, rows: int) -> None:
    quote = connection.dialect.identifier_preparer.quote
    count = connection.exec_driver_sql(f"SELECT count(*) FROM {quote(name)}").scalar_one()  # noqa: S608
    if count != rows:
        raise Conflict(
            _("{table} has {count} rows after {rows} were put back.", table=name, count=count, rows=rows)
        )


def _require_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise Conflict(
            _(
                "A row of {table} names one of {other} that is not in the backup.",
                table=broken[0],
                other=broken[2],
            )
        )


def _put_files(platform: Platform, archive: ZipFile, manifest: Manifest, tell: Tell) -> None:
    """Write the files under their hashes; those that are there already are the same."""
    names = [name for name in manifest.members if name.startswith(layout.FILES)]
    for place, name in enumerate(names):
        tell("files", place, len(names))
        target = (platform.files_folder / name.removeprefix(layout.FILES)).resolve()
        if not target.is_relative_to(platform.files_folder.resolve()):
            raise Conflict(_("The backup names a file outside of its folder: {name}.", name=name))
        if target.is_file() and _sum_of(target) == manifest.members[name].sha256:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f"{target.name}.new")
        with archive.open(name) as source, draft.open("wb") as written:
            while part := source.read(_PART):
                written.write(part)
        draft.replace(target)
    tell("files", len(names), len(names))


def _sum_of(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _require_key(platform: Platform, manifest: Manifest, wishes: Wishes) -> None:
    """Those of the settings are used before the one in the archive: one must be the same."""
    given = bool(platform.settings.sign_in.key.get_secret_value())
    if wishes.other_key or (not given and layout.KEY in manifest.members):
        return
    if given:
        with platform.read() as ctx:
            if manifest.key in key_marks(ctx):
                return
    raise Conflict(
        _(
            "Second factors in this backup were sealed with a key that is not here. Set sign_in.key "
            "(UTBLICK_SIGN_IN__KEY) to what it was where the backup was made. If it is lost, run again with "
            "--other-key: everybody then sets up the second factor anew, and links in old mails end."
        )
    )


def _keys_of(platform: Platform, manifest: Manifest) -> list[str]:
    """The members that hold keys to be put back; that of the settings goes before the one in the archive."""
    own = [] if platform.settings.sign_in.key.get_secret_value() else [layout.KEY]
    return [
        name for name in (*own, *(layout.KEYS + one for one in layout.CARRIED)) if name in manifest.members
    ]


def _draft(platform: Platform, archive: ZipFile, manifest: Manifest, name: str) -> tuple[Path, Path]:
    """A key beside the place where it goes; one that is there already and another is kept under a name."""
    key, place = archive.read(name), platform.settings.data_folder / name.removeprefix(layout.KEYS)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.is_file() and place.read_bytes() != key:
        os.link(place, place.with_name(f"{place.name}.before-{manifest.made_at:%Y%m%dT%H%M%S%f}"))
    draft = place.with_name(f"{place.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
    return draft, place
