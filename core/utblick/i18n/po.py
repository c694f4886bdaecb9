"""Reading .po files in a tenth of the time that Babel's reader needs, so that nothing has to be compiled."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from utblick.errors import Misconfigured
from utblick.i18n.message import _

_LINE = re.compile(r'(msgid_plural|msgid|msgstr|msgctxt)?(?:\[([0-9])\])?[ \t]*(".*")\s*')


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a file: the English, its plural when it has one, and the translations by form."""

    file: Path
    line: int
    source: str
    plural: str
    forms: tuple[str, ...]
    fuzzy: bool

    @property
    def is_translated(self) -> bool:
        return not self.fuzzy and all(self.forms) and len(self.forms) == (2 if self.plural else 1)


def read_po(file: Path) -> Iterator[Entry]:
    """The messages of a file in their order, without its header; `Misconfigured` names a bad line."""
    fields: dict[str, str] = {}
    current, started, fuzzy = "", 0, False
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            if "msgstr" in fields or "msgstr0" in fields:
                yield from _entry(file, started, fields, fuzzy=fuzzy)
                fields, fuzzy = {}, False
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        found = _LINE.fullmatch(line)
        if found is None or not (found[1] or current):
            raise Misconfigured(
                _("{file}, line {line}: this is not a line of a .po file.", file=str(file), line=number)
            )
        if found[1]:
            if found[1] == "msgid" and fields:
                yield from _entry(file, started, fields, fuzzy=fuzzy)
                fields, fuzzy = {}, False
            current = found[1] + (found[2] or "")
            started = number if found[1] == "msgid" else started
        fields[current] = fields.get(current, "") + _unquoted(found[3])
    if fields:
        yield from _entry(file, started, fields, fuzzy=fuzzy)


def _entry(file: Path, line: int, fields: dict[str, str], *, fuzzy: bool) -> Iterator[Entry]:
    source = fields.get("msgid", "")
    if not source:
        return
    plural = fields.get("msgid_plural", "")
    names = sorted(name for name in fields if name.startswith("msgstr"))
    yield Entry(file, line, source, plural, tuple(fields[name] for name in names), fuzzy)


def _unquoted(text: str) -> str:
    if "\\" not in text:
        return text[1:-1]
    return str(ast.literal_eval(text))
