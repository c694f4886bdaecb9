"""A whole check of a text, and the text with its findings marked."""

import hashlib
from collections.abc import Iterable, Sequence

from utblick_partnerships.anonymity.leak import Known, Leak
from utblick_partnerships.anonymity.names import by_name, tokens
from utblick_partnerships.anonymity.patterns import by_form
from utblick_partnerships.anonymity.people import by_pattern

_ORDER = ("email", "web", "client", "brand", "patent", "number", "phone", "company", "person", "organisation")


def find_leaks(text: str, known: Known) -> list[Leak]:
    """Everything in a text that tells who somebody is, in its order, each place once."""
    words = tokens(text)
    return _apart([*by_form(text), *by_name(words, known), *by_pattern(text, words)])


def marked(text: str, leaks: Sequence[Leak]) -> list[tuple[str, Leak | None]]:
    """The text in pieces, those with a finding together with it."""
    pieces: list[tuple[str, Leak | None]] = []
    place = 0
    for leak in leaks:
        if leak.start > place:
            pieces.append((text[place : leak.start], None))
        pieces.append((text[leak.start : leak.end], leak))
        place = leak.end
    if place < len(text):
        pieces.append((text[place:], None))
    return pieces


def mark(leaks: Iterable[Leak]) -> str:
    """A mark of these findings, whatever their places: a reason given for them holds as long as it stays."""
    said = sorted({f"{leak.kind}:{leak.found.casefold()}" for leak in leaks})
    return hashlib.sha256("\n".join(said).encode()).hexdigest() if said else ""


def _apart(leaks: Iterable[Leak]) -> list[Leak]:
    """Findings that lie over one another as one: the telling kind, over all of its reach."""
    found: list[Leak] = []
    for leak in sorted(set(leaks), key=lambda one: (one.start, -one.end, _ORDER.index(one.kind))):
        if found and leak.start < found[-1].end:
            last = found[-1]
            kind = min((last.kind, leak.kind), key=_ORDER.index)
            longer = last if last.end - last.start >= leak.end - leak.start else leak
            end = max(last.end, leak.end)
            found[-1] = Leak(last.start, end, kind, longer.found)
        else:
            found.append(leak)
    return found
