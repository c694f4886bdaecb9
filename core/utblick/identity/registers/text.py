"""Registers as delimited text: encodings, delimiters and quoted line breaks as Swedish offices make them."""

import codecs
import csv
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import islice
from pathlib import Path

from utblick.i18n import _
from utblick.identity.registers.table import Cell, Line, refused

DELIMITERS = (";", "\t", ",", "|")
_CHUNK = 256 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LETTERS = frozenset("åäöÅÄÖéÉüÜøØæÆ–’”“ ´§½°€«»áèàçñ")
_SWEDISH = frozenset("åäöÅÄÖé")


def encoding_of(path: Path, start: bytes) -> str:
    """The encoding of a text file; raises `Invalid` when it is no text."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if wide := _wide(start):
        return wide
    _require_text(start)
    return "utf-8" if _decodes(path, "utf-8") else _single_byte(path)


def delimiters(path: Path, encoding: str) -> tuple[str, ...]:
    """The delimiters to try; only one when the file itself says which (Excel's first line "sep=;")."""
    with _opened(path, encoding) as file:
        first = file.readline(200).lstrip("\ufeff").strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return (first[4],)
    return DELIMITERS


def lines(path: Path, encoding: str, delimiter: str) -> Iterator[Line]:
    """Every record of the file with its number, blank ones too; a quoted value may hold line breaks."""
    with _opened(path, encoding) as file:
        reader = csv.reader(file, delimiter=delimiter)
        number = 0
        while True:
            try:
                row = next(reader, None)
            except csv.Error as error:
                raise refused(
                    _("Row {n} cannot be read: a quotation mark seems never to be closed.", n=number + 1)
                ) from error
            if row is None:
                return
            number += 1
            cells: list[Cell] = [*row]
            if number == 1 and row:
                cells[0] = row[0].lstrip("\ufeff")
            yield number, cells


def _opened(path: Path, encoding: str) -> TextIOWrapper:
    return path.open(encoding=encoding, errors="replace", newline="")


def _wide(start: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of mostly Latin text is zero."""
    pairs = start[: len(start) // 2 * 2]
    if len(pairs) < 4:
        return None
    low, high = pairs[0::2].count(0), pairs[1::2].count(0)
    half = len(pairs) // 2
    if high > half * 0.8 and low < half * 0.05:
        return "utf-16-le"
    if low > half * 0.8 and high < half * 0.05:
        return "utf-16-be"
    return None


def _require_text(start: bytes) -> None:
    control = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a" for byte in start)
    if b"\x00" in start or control > len(start) / 200 or start.startswith((b"%PDF", b"{\\rtf")):
        raise refused(_("This is not a table. Choose a CSV file or an Excel workbook (.xlsx)."))


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _single_byte(path: Path) -> str:
    """Windows-1252, or what old Macs and DOS programs wrote, by the letters that come out; else a guess."""
    with path.open("rb") as file:
        sample = b"".join(islice((line for line in file if not line.isascii()), 400))[:_CHUNK]
    scores = {name: _swedishness(sample, name) for name in ("windows-1252", "cp850", "mac-roman")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > 0.5:
        return best
    from charset_normalizer import from_bytes

    guess = from_bytes(sample).best()
    return guess.encoding if guess else "windows-1252"


def _swedishness(sample: bytes, encoding: str) -> float:
    """The share of the letters beyond ASCII that Swedish text has; its own letters weigh a little more."""
    beyond = [letter for letter in sample.decode(encoding, "replace") if not letter.isascii()]
    if not beyond:
        return 0.0
    usual = sum(letter in _LETTERS for letter in beyond)
    own = sum(letter in _SWEDISH for letter in beyond)
    return (usual + own * 0.1) / len(beyond)
