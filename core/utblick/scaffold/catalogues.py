"""Swedish texts of a piece, added to the .po file of a plugin."""

import re
from collections.abc import Iterator

_ENTRY = re.compile(r'^msgid ("(?:.*)"(?:\n".*")*)', re.MULTILINE)


def with_entries(target: str, piece: str) -> str:
    """The file `target` with those entries of `piece` whose text it does not have."""
    known = set(_ENTRY.findall(target))
    new = [entry for text, entry in _entries(piece) if text not in known]
    return "\n\n".join([target.rstrip("\n"), *new]) + "\n"


def texts(source: str) -> list[str]:
    """The English of each entry, as far as it stands on one line."""
    return [quoted[1:-1] for quoted, _entry in _entries(source)]


def _entries(source: str) -> Iterator[tuple[str, str]]:
    """Each entry but the header, with its quoted text."""
    for part in re.split(r"\n\s*\n", source.strip("\n")):
        found = _ENTRY.search(part)
        if found is not None and found[1] != '""':
            yield found[1], part[found.start() :]
