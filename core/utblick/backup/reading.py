"""Looks an archive through: whether all of it is there, unchanged and readable, and what is in it."""

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import msgspec

from utblick.backup import layout
from utblick.backup.creating import Tell
from utblick.backup.kinds import known, line_reader
from utblick.backup.layout import BrokenArchive, Manifest
from utblick.errors import Conflict, NotFound
from utblick.i18n import Msg, _

_PART = 1 << 20


@contextmanager
def opened(file: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """The archive with its manifest; raises `BrokenArchive` whenever it turns out not to be whole."""
    if not file.is_file():
        raise NotFound(_("There is no file {file}.", file=str(file)))
    try:
        with ZipFile(file) as archive:
            yield archive, _manifest(archive, file)
    except (BadZipFile, EOFError, zlib.error, KeyError) as error:
        raise BrokenArchive(
            file, _("it is not a whole zip file with a manifest ({error}).", error=_short(error))
        ) from error


def verify(file: Path, *, tell: Tell) -> Manifest:
    """Read all of it and compare with the manifest: sizes, sums, and every row of every table."""
    with opened(file) as (archive, manifest):
        there = set(archive.namelist()) - {layout.MANIFEST}
        if there != manifest.members.keys():
            other = ", ".join(sorted(there ^ manifest.members.keys())[:5])
            raise BrokenArchive(file, _("its manifest does not fit what is in it: {other}.", other=other))
        tables = {layout.table_member(name): held for name, held in manifest.tables.items()}
        for place, (name, member) in enumerate(manifest.members.items()):
            tell("verify", place, len(manifest.members))
            wrong = _summed(archive, name, member)
            if wrong is None and name in tables:
                wrong = _counted(archive, name, tables[name])
            if wrong is not None:
                raise BrokenArchive(file, wrong)
        tell("verify", len(manifest.members), len(manifest.members))
    return manifest


def lines(archive: ZipFile, table: str) -> Iterator[bytes]:
    """The lines of a table, one row each."""
    with archive.open(layout.table_member(table)) as source:
        yield from source


def _manifest(archive: ZipFile, file: Path) -> Manifest:
    raw = archive.read(layout.MANIFEST)
    try:
        stated = msgspec.json.decode(raw, type=_Stated).format
        if stated > layout.FORMAT:
            raise Conflict(
                _(
                    "{file} was made by a newer version of Utblick than this one. Install that version, "
                    "then restore.",
                    file=str(file),
                )
            )
        return msgspec.json.decode(raw, type=Manifest)
    except msgspec.DecodeError as error:
        raise BrokenArchive(file, _("its manifest cannot be read ({error}).", error=_short(error))) from None


class _Stated(msgspec.Struct):
    format: int


def _summed(archive: ZipFile, name: str, member: layout.Member) -> Msg | None:
    """What is wrong with the bytes of a member."""
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as source:
        while part := source.read(_PART):
            digest.update(part)
            size += len(part)
    named = name.rpartition("/")[2] if layout.is_by_sum(name) else member.sha256
    if (size, digest.hexdigest()) != (member.bytes, member.sha256) or named != member.sha256:
        return _("{name} is not what was put into it.", name=name)
    return None


def _counted(archive: ZipFile, name: str, held: layout.Contents) -> Msg | None:
    """What is wrong with the rows of a table."""
    if not known(held.columns.values()):
        return _("{name} holds kinds of values that are unknown here.", name=name)
    read, count = line_reader(held.columns), 0
    try:
        with archive.open(name) as source:
            for count, line in enumerate(source, 1):  # noqa: B007 - the number of the last row is wanted
                read(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _("line {n} of {name} cannot be read ({error}).", n=count, name=name, error=_short(error))
    if count != held.rows:
        return _(
            "{name} has {count} rows, where its manifest says {rows}.", name=name, count=count, rows=held.rows
        )
    return None


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]
