"""From a file to a notice: plain or gzip, of any size up to the limit, with no network and no entity."""

import gzip
import zlib
from pathlib import Path
from typing import IO, Protocol

from lxml import etree

from utblick.api import _
from utblick_tendering.reading import eforms, ted
from utblick_tendering.reading.errors import NoticeRefused
from utblick_tendering.reading.notice import Notice

LARGEST = 100 * 1024 * 1024
"""Bytes that a notice may have, unpacked; memory stays flat, for lots are read one by one."""


class Stream(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes: ...


_GZIP = b"\x1f\x8b"
_READERS: dict[str, type[eforms.Reader] | type[ted.Reader]] = {
    **dict.fromkeys(eforms.ROOTS, eforms.Reader),
    "TED_EXPORT": ted.Reader,
}


def read_file(path: Path, *, largest: int = LARGEST) -> Notice:
    """The notice in a file; raises `NoticeRefused` with a sentence for anything else."""
    try:
        with path.open("rb") as file:
            return read_packed(file, largest=largest)
    except OSError as error:
        raise NoticeRefused(_("The file cannot be opened: {why}.", why=error.strerror or error)) from error


def read_packed(file: IO[bytes], *, largest: int = LARGEST) -> Notice:
    """The notice in an open file, which may be packed with gzip; raises `NoticeRefused`."""
    try:
        packed = file.read(2) == _GZIP
        file.seek(0)
        if packed:
            with gzip.GzipFile(fileobj=file) as unpacked:
                return read_stream(unpacked, largest=largest)
        return read_stream(file, largest=largest)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise NoticeRefused(_("The packed file is damaged.")) from error


def read_stream(stream: Stream, *, largest: int = LARGEST) -> Notice:
    """The notice in a stream of bytes; raises `NoticeRefused`."""
    source = _Limited(stream, largest)
    try:
        return _read(source)
    except etree.XMLSyntaxError as error:
        if not source.given:
            raise NoticeRefused(_("The file is empty.")) from None
        raise NoticeRefused(_("The file is not sound XML: {why}.", why=error.msg)) from error
    except (LookupError, ValueError) as error:
        raise NoticeRefused(_("The file is not sound XML: {why}.", why=error)) from error


def _read(source: "_Limited") -> Notice:
    events = etree.iterparse(
        source,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    reader: eforms.Reader | ted.Reader | None = None
    for event, element in events:
        if reader is None:
            reader = _reader_for(element)
        elif event == "end":
            reader.take(element)
    if reader is None:
        raise NoticeRefused(_("The file is empty."))
    return reader.notice(events.root)


def _reader_for(root: "etree._Element") -> "eforms.Reader | ted.Reader":
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        raise NoticeRefused(_("The file has a DOCTYPE, which no notice needs; it is refused unread."))
    name = etree.QName(root).localname
    if name not in _READERS:
        raise NoticeRefused(_("The file is no procurement notice: its root is {name}.", name=name[:60]))
    return _READERS[name]()


class _Limited:
    """A stream that ends with a refusal when it gives more than it may."""

    def __init__(self, stream: Stream, largest: int) -> None:
        self.stream, self.largest, self.given = stream, largest, 0

    def read(self, size: int = -1) -> bytes:
        part = self.stream.read(min(size, 1 << 16) if size > 0 else 1 << 16)
        self.given += len(part)
        if self.given > self.largest:
            raise NoticeRefused(_("The file is larger than {most} MB.", most=self.largest // 1024 // 1024))
        return part
