"""Names of organisations: kept as they are written, compared without what people write differently."""

import re
import unicodedata

from rapidfuzz.distance import OSA

_LONG_FORMS = (("ekonomisk", "forening"), ("ideell", "forening"), ("enskild", "firma"), ("ek", "for"),
               ("aktiebolag",), ("aktiebolaget",), ("handelsbolag",), ("handelsbolaget",),
               ("kommanditbolag",), ("kommanditbolaget",))  # fmt: skip
_ACCENTS = re.compile("[\u0300-\u036f]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_SHORT_FORMS = frozenset(
    {"ab", "hb", "kb", "publ", "ek", "for", "ef", "ltd", "oy", "oyj", "as", "gmbh", "inc", "bv"}
)


def spaced(text: str) -> str:
    """The text with single blanks and none around it."""
    return " ".join(text.replace("\u00a0", " ").replace("\u200b", "").split())


def fold(text: str) -> str:
    """The words without case, accents and punctuation, "&" and "+" as "och"."""
    joined = text.casefold().replace("&", " och ").replace("+", " och ")
    if not joined.isascii():
        joined = _ACCENTS.sub("", unicodedata.normalize("NFKD", joined))
    return _NOT_LETTERS.sub(" ", joined).strip()


def bare_name(name: str) -> str:
    """The folded name without its legal form, wherever that stands and even when it is mistyped."""
    words = fold(name.replace(".", "")).split()
    while len(words) > 1:
        taken = _form_at_end(words)
        if taken:
            del words[-taken:]
        elif words[0] in ("ab", "hb", "kb", "aktiebolaget"):
            del words[0]
        else:
            break
    return " ".join(words)


def is_shouted(name: str) -> bool:
    """Whether the whole name is written in capitals, legal form aside."""
    letters = [letter for letter in re.sub(r"\b(AB|HB|KB)\b", "", name) if letter.isalpha()]
    return len(letters) > 6 and all(letter.isupper() for letter in letters)


def _form_at_end(words: list[str]) -> int:
    """How many of the last words are a legal form; at least one word is left for the name."""
    if words[-1] in _SHORT_FORMS:
        return 1
    for form in _LONG_FORMS:
        end = words[-len(form):]  # fmt: skip
        if len(words) > len(form) and all(map(_nearly, end, form)):
            return len(form)
    return 0


def _nearly(word: str, form: str) -> bool:
    if word == form:
        return True
    return len(form) > 6 and abs(len(word) - len(form)) < 2 and OSA.distance(word, form, score_cutoff=1) <= 1
