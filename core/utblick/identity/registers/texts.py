"""The texts that a workbook's cells share: read no further than they are asked for, and kept packed."""

from array import array
from collections.abc import Iterator
from typing import IO, Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse


class StreamingReader(ExcelReader):
    """Reads a workbook as openpyxl does, but for its shared texts, which that holds as one object each."""

    def read_strings(self) -> None:
        part: Any = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is not None:
            texts = _texts(self.archive.open(part.PartName[1:]))
            self.shared_strings = SharedTexts(texts)  # type: ignore[assignment]


class SharedTexts:
    """The texts by their numbers. Each takes its letters and eight bytes.

    A workbook numbers them as they come, so that its first rows need but the first of them.
    """

    def __init__(self, texts: Iterator[str]) -> None:
        self._coming = texts
        self._packed = bytearray()
        self._ends = array("Q", (0,))

    def __getitem__(self, number: int) -> str:
        while number + 1 >= len(self._ends):
            text = next(self._coming, None)
            if text is None:
                raise IndexError(number)
            self._packed += text.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._packed))
        return self._packed[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")


def _texts(source: IO[bytes]) -> Iterator[str]:
    root = None
    for event, node in iterparse(source, ("start", "end")):
        if root is None:
            root = node
        elif event == "end" and node.tag == f"{{{SHEET_MAIN_NS}}}si":
            text: Any = Text.from_tree(node)
            yield text.content.replace("x005F_", "")
            root.clear()
