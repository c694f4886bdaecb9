"""People's names that nobody has registered, seen by first names, titles and how names stand in a text."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from utblick_partnerships.anonymity.leak import Leak
from utblick_partnerships.anonymity.names import Token
from utblick_partnerships.anonymity.words import first_names, generic

_NAME = r"[A-ZÅÄÖÆØÜÉ][a-zåäöæøüéèß’'-]+"
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Herr|Fru|Ing|CEO|CTO|VD"
    rf"|(?i:founder|grundare|owner|ägare|contact(?: person)?|kontakt(?:person)?|inventor|uppfinnare))\b[.:,]?"
    rf"\s+((?:{_NAME}|[A-Z]\.)(?:\s{_NAME})+)"
)
_LONGEST = 5
_TITLED_ONE = re.compile(rf"\b(?:Mr|Mrs|Ms|Dr|Herr|Fru)\.?\s+({_NAME})\b")


def by_pattern(text: str, words: Sequence[Token]) -> Iterator[Leak]:
    """Names of people: a first name before a word with a capital letter, or words after a title."""
    for pattern in (_TITLED, _TITLED_ONE):
        for found in pattern.finditer(text):
            if not all(one.lower() in generic() for one in found.group(1).split()):
                yield Leak(found.start(1), found.end(1), "person", found.group(1))
    for place, first in enumerate(words):
        if first.text[0].isupper() and first.folded in first_names():
            last = _last(text, words[place : place + _LONGEST])
            if last is not first:
                yield Leak(first.start, last.end, "person", text[first.start : last.end])


def _last(text: str, words: Sequence[Token]) -> Token:
    """The last word of a name that begins with a first name; the first name itself when none follows."""
    last = words[0]
    for before, word in pairwise(words):
        joined = text[before.end : word.start] in (" ", "-", "\xa0")
        if not joined or not word.text[0].isupper() or len(word.text) < 2 or word.folded in generic():
            break
        last = word
    return last
