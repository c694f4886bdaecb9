"""Open a register file: find out what it is, refuse clearly what cannot be read, and find the header."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from utblick.errors import TooLarge
from utblick.i18n import _
from utblick.identity.registers import text, workbook
from utblick.identity.registers.fields import field_of_header
from utblick.identity.registers.header import Header, find_header
from utblick.identity.registers.table import MEGABYTE, Limits, Line, Table, refused

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
Known = Callable[[str], str | None]
"""The field that a header names, None when it names none."""
LOOKED_AT = 40
"""How many rows at the top may be titles, dates and blank lines before the header."""


def open_register(
    path: Path, *, name: str = "", limits: Limits | None = None, known: Known = field_of_header
) -> Table:
    """The register in a CSV or XLSX file; raises `Invalid` or `TooLarge` with what to do about it.

    `known` says which headers there are; those of a register of organisations unless given.
    """
    limits = limits or Limits()
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise TooLarge(
            _(
                "The file is {size} MB. At most {most} MB can be read at a time: divide the file.",
                size=round(size / MEGABYTE),
                most=round(limits.file_bytes / MEGABYTE),
            )
        )
    with path.open("rb") as file:
        start = file.read(64 * 1024)
    if not start.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise refused(_("The file is empty. Choose a file with a header row and at least one row below it."))
    if start.startswith(_OLD_OFFICE):
        raise _old_office(path)
    if start.startswith(b"PK\x03\x04"):
        return _from_workbook(path, name or path.name, limits, known)
    return _from_text(path, name or path.name, start, limits, known)


def _old_office(path: Path) -> Exception:
    if _ENCRYPTED in path.read_bytes():
        return refused(
            _("The workbook is protected by a password. Remove the password in Excel and try again.")
        )
    return refused(
        _("This is a workbook of an old kind (.xls). Save it as .xlsx or CSV in Excel, and try again.")
    )


def _from_text(path: Path, name: str, start: bytes, limits: Limits, known: Known) -> Table:
    encoding = text.encoding_of(path, start)
    found: tuple[Header, str] | None = None
    for delimiter in text.delimiters(path, encoding):
        header = find_header(islice(text.lines(path, encoding, delimiter), LOOKED_AT), known)
        if header and (found is None or header.score > found[0].score):
            found = header, delimiter
    if found is None:
        raise _no_header(known)
    header, delimiter = found

    def lines() -> Iterator[Line]:
        return text.lines(path, encoding, delimiter)

    header.require_sound(limits)
    return Table(name, encoding, delimiter, None, header.line, header.columns, lines, limits)


def _from_workbook(path: Path, name: str, limits: Limits, known: Known) -> Table:
    workbook.require_sound(path, limits)
    best: tuple[Header, str] | None = None
    for sheet in workbook.sheet_names(path):
        header = find_header(islice(workbook.lines(path, sheet), LOOKED_AT), known)
        if header and (best is None or header.score > best[0].score):
            best = header, sheet
    if best is None:
        raise _no_header(known)
    header, chosen = best

    def lines() -> Iterator[Line]:
        return workbook.lines(path, chosen, merged=True)

    header.require_sound(limits)
    return Table(name, None, None, chosen, header.line, header.columns, lines, limits)


def _no_header(known: Known) -> Exception:
    if known is not field_of_header:
        return refused(_("No header row was recognised. One of the first rows must name the columns."))
    return refused(
        _(
            "No header row was recognised. One of the first rows must name the columns, "
            "such as “Företagsnamn”, “Org.nr” and “E-post”."
        )
    )
