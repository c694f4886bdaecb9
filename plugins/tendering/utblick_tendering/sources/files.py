"""Files as a source: single notices, plain or gzip, whole folders, and archives (zip, tar) of notices."""

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from utblick.api import Msg, _
from utblick_tendering.reading import Notice, NoticeRefused
from utblick_tendering.reading.files import read_file, read_packed
from utblick_tendering.sources.base import Asked, Found
from utblick_tendering.sources.errors import SourceSilent

_NOTICES = (".xml", ".xml.gz")
_TARS = (".tar", ".tar.gz", ".tgz")
ENDINGS = (*_NOTICES, ".gz", ".zip", *_TARS)
"""What is looked at in a folder."""
_LARGEST_RATIO = 200
_BETWEEN = "!/"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file, or one file within an archive; `read` gives its notice or raises `NoticeRefused`."""

    place: str
    read: Callable[[], Notice]


class Files:
    """The adapter for an uploaded file and for folders."""

    def total(self, asked: Asked) -> int:
        """How many files there are, those within archives counted one by one."""
        return sum(1 for _entry in _entries(_root(asked)))

    def found(self, asked: Asked) -> Iterator[Found]:
        """Each notice in the order of names; goes on after `asked.place` where that is still there."""
        root = _root(asked)
        known = bool(asked.place) and any(one.place == asked.place for one in _entries(root))
        passed = not known
        for entry in _entries(root):
            if passed:
                yield _found(entry)
            passed = passed or entry.place == asked.place


def _root(asked: Asked) -> Path:
    root = asked.file
    if root is None or not root.exists():
        raise SourceSilent(_("{place} is not there, or cannot be read.", place=root or "–"))
    return root


def _found(entry: _Entry) -> Found:
    try:
        return Found(place=entry.place, notice=entry.read())
    except NoticeRefused as refused:
        return Found(place=entry.place, refused=refused.said)


def _entries(root: Path) -> Iterator[_Entry]:
    if not root.is_dir():
        yield from _within(root, root.name)
        return
    for file in _files(root):
        yield from _within(file, file.relative_to(root).as_posix())


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder in the order of their names; of a folder no more than the names is held."""
    for name in sorted(one.name for one in folder.iterdir()):
        path = folder / name
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif name.lower().endswith(ENDINGS) and path.is_file():
            yield path


def _within(file: Path, place: str) -> Iterator[_Entry]:
    """The file itself, or what an archive holds. A damaged archive is one entry that is refused."""
    try:
        if not file.name.lower().endswith(_NOTICES) and zipfile.is_zipfile(file):
            yield from _zipped(file, place)
        elif file.name.lower().endswith(_TARS) and tarfile.is_tarfile(file):
            yield from _tarred(file, place)
        else:
            yield _Entry(place, lambda: read_file(file))
    except (zipfile.BadZipFile, tarfile.TarError, OSError, EOFError):
        yield _refused(place, _("The archive is damaged."))


def _zipped(file: Path, place: str) -> Iterator[_Entry]:
    with zipfile.ZipFile(file) as archive:
        for one in sorted(archive.infolist(), key=lambda info: info.filename):
            if one.is_dir() or not one.filename.lower().endswith(_NOTICES):
                continue
            where = f"{place}{_BETWEEN}{one.filename}"
            if one.flag_bits & 1:
                yield _refused(where, _("The archive is locked with a password."))
            elif one.file_size > _LARGEST_RATIO * max(one.compress_size, 1024):
                yield _refused(where, _("The file is packed so tightly that it is not opened."))
            else:
                yield _Entry(where, lambda one=one: _unzipped(archive, one))  # type: ignore[misc]


def _unzipped(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> Notice:
    try:
        with archive.open(one) as file:
            return read_packed(file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise NoticeRefused(_("The packed file is damaged.")) from error


def _tarred(file: Path, place: str) -> Iterator[_Entry]:
    with tarfile.open(file) as archive:
        for one in archive:
            if one.isfile() and one.name.lower().endswith(_NOTICES):
                yield _Entry(f"{place}{_BETWEEN}{one.name}", lambda one=one: _untarred(archive, one))  # type: ignore[misc]


def _untarred(archive: tarfile.TarFile, one: tarfile.TarInfo) -> Notice:
    file: IO[bytes] | None = archive.extractfile(one)
    if file is None:
        raise NoticeRefused(_("The packed file is damaged."))
    with file:
        return read_packed(file)


def _refused(place: str, why: Msg) -> _Entry:
    def refuse() -> Notice:
        raise NoticeRefused(why)

    return _Entry(place, refuse)
