"""How text is compared: lower case, accents off, organisation numbers in one piece."""

import re
import unicodedata
from itertools import filterfalse

_SPECIAL = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_NUMBER_WITH_DASH = re.compile(r"(?<!\d)(\d{6})[-\u2010-\u2015](\d{1,4})(?!\d)")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text as it is compared: ``Malmö`` and ``malmo`` are one, as are numbers with and without dash."""
    bare = text.casefold()
    if not bare.isascii():
        plain = unicodedata.normalize("NFKD", bare.translate(_SPECIAL))
        bare = "".join(filterfalse(unicodedata.combining, plain))
    return " ".join(_WORD.findall(_NUMBER_WITH_DASH.sub(r"\1\2", bare)))


def words_of(text: str) -> list[str]:
    """The words that somebody searches for, folded; at most eight, the longest part of each."""
    return [word[:60] for word in fold(text[:200]).split()[:8]]


def marked(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is what was searched for: the beginning of a word."""
    pieces: list[tuple[str, bool]] = []
    place = 0
    for found in _WORD.finditer(text):
        length = _match(found.group(), words)
        if not length:
            continue
        if found.start() > place:
            pieces.append((text[place : found.start()], False))
        pieces.append((text[found.start() : found.start() + length], True))
        place = found.start() + length
    if place < len(text):
        pieces.append((text[place:], False))
    return pieces


def _match(word: str, wanted: list[str]) -> int:
    """How many letters of the word, as it is written, make up the beginning that was searched for."""
    folded = fold(word)
    hit = max((part for part in wanted if folded.startswith(part)), key=len, default="")
    if not hit:
        return 0
    return next((n for n in range(1, len(word)) if len(fold(word[:n])) >= len(hit)), len(word))
