"""The code blocks of a Markdown page: what they are, where they stand, and whether they are tried."""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^(?P<indent> *)(?P<marks>`{3,})(?P<info>.*)$")
_TITLE = re.compile(r'title="([^"]+)"')
_UNTRIED = re.compile(r"^\*Not tried: (.+)\*$")
ADDED = " (added)"


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `title` names the file that it is; `added` text is put at the end of that file.

    `untried` is the reason, printed above the block, for which nobody runs it.
    """

    page: Path
    line: int
    section: str
    language: str
    code: str
    title: str = ""
    added: bool = False
    untried: str = ""

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    """The blocks of a page in their order."""
    found: list[Block] = []
    lines = page.read_text(encoding="utf-8").splitlines()
    section, above, at = "", "", 0
    while at < len(lines):
        line = lines[at]
        opened = _FENCE.match(line)
        if opened is None:
            section = line.removeprefix("## ") if line.startswith("## ") else section
            above = line.strip() or above
            at += 1
            continue
        end = next(n for n in range(at + 1, len(lines)) if lines[n].strip() == opened["marks"])
        code = textwrap.dedent("\n".join(lines[at + 1 : end])) + "\n"
        found.append(
            _block(page, at + 1, section=section, info=opened["info"].strip(), code=code, above=above)
        )
        above, at = "", end + 1
    return found


def write(block: Block, folder: Path) -> None:
    """Put the file that a block is into the folder, or the addition at the end of it."""
    file = folder / block.title
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text(encoding="utf-8") + "\n\n" if block.added else ""
    file.write_text(before + block.code, encoding="utf-8")


def _block(page: Path, line: int, *, section: str, info: str, code: str, above: str) -> Block:
    language, _blank, rest = info.partition(" ")
    named = _TITLE.search(rest)
    title = named[1] if named else ""
    untried = _UNTRIED.match(above)
    return Block(
        page=page,
        line=line,
        section=section,
        language=language,
        code=code,
        title=title.removesuffix(ADDED),
        added=title.endswith(ADDED),
        untried=untried[1] if untried else "",
    )
