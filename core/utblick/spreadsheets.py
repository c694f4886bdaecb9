"""What every file for spreadsheets needs, whoever writes it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

_CHUNK = 1 << 16
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text begins that a spreadsheet would take for a formula."""


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The rows as Swedish Excel opens them by a double click: semicolons, and a mark for UTF-8.

    Texts that somebody else has written go through `neutral` before they come here.
    """
    held = io.StringIO()
    held.write("\ufeff")
    writer = csv.writer(held, delimiter=";")
    for row in rows:
        writer.writerow(row)
        if held.tell() > _CHUNK:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode()


def neutral(text: str) -> str:
    """The text so that a spreadsheet shows it and never runs it as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
