"""CPV as people look it up: by the beginning of a code, by words in both languages, by parts of compounds."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from utblick.api import Vocabulary, _, fold
from utblick_tendering.vocabulary.cpv import code_of, codes, cpv_name
from utblick_tendering.vocabulary.words import common, parts, stem, stems, words

MOST = 60
_SAME, _FIRST, _ALL, _INSIDE = range(4)


@lru_cache(maxsize=2_000)
def find_cpv(text: str, language: str) -> Sequence[tuple[str, str]]:
    """Code and name of what fits, best first, at most `MOST`; the divisions for an empty text.

    Digits are the beginning of a code. Words are compared by their beginnings, without case and accents,
    in Swedish and in English; what is found in the reader's language comes first. ``möbler till
    skolor`` finds `Skolmöbler`, for compounds are taken apart.
    """
    wanted = fold(text)
    if not wanted:
        found = narrower_cpv("")
    elif wanted.replace(" ", "").isdecimal():
        found = _by_digits(text)
    else:
        found = _by_words(wanted, text, language)
    return tuple((code, cpv_name(code, language)) for code in found[:MOST])


def _by_digits(text: str) -> Sequence[str]:
    known = code_of(text)
    if known is not None:
        return (known,)
    digits = "".join(sign for sign in text if sign.isdecimal())
    return [code for code in codes() if code.startswith(digits)][:MOST]


def _by_words(wanted: str, text: str, language: str) -> Sequence[str]:
    begun = [f" {word}" for word in wanted.split()]
    spoken = sorted(_names(), key=lambda one: one != language)
    ranked = [
        (rank, place, len(name), code)
        for place, one in enumerate(spoken)
        for code, name in _names()[one]
        if (rank := _rank(name, wanted, begun)) is not None
    ]
    found = [code for *_order, code in sorted(ranked)]
    if not any(rank <= _ALL for rank, *_rest in ranked):
        found = [*_taken_apart(text), *found]
    return list(dict.fromkeys(found))


def _rank(name: str, wanted: str, begun: Sequence[str]) -> int | None:
    if all(word in name for word in begun):
        if name[1:] == wanted:
            return _SAME
        return _FIRST if name.startswith(begun[0]) else _ALL
    return _INSIDE if wanted in name else None


def _taken_apart(text: str) -> Sequence[str]:
    """The codes whose Swedish names hold each word, or the telling parts of a compound."""
    asked = [(frozenset({stem(word)}), frozenset(parts(word)) - common()) for word in words(text)]
    fitting = [
        (len(codes()[code].sv), code)
        for code, held in _stems()
        if asked and all(any(one and one <= held for one in ways) for ways in asked)
    ]
    return [code for _length, code in sorted(fitting)]


@cache
def _names() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Each code with its name as it is compared, a space before every word, by language."""
    known = codes().values()
    return {
        "sv": tuple((one.code, f" {fold(one.sv)}") for one in known),
        "en": tuple((one.code, f" {fold(one.en)}") for one in known),
    }


@cache
def _stems() -> Sequence[tuple[str, frozenset[str]]]:
    return tuple((one.code, stems(one.sv)) for one in codes().values())


def narrower_cpv(code: str) -> Sequence[str]:
    """The codes right below one; the divisions for an empty code."""
    return _below().get(code, ())


@cache
def _below() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in codes().values():
        found.setdefault(one.parent, []).append(one.code)
    return {parent: tuple(below) for parent, below in found.items()}


def broader_cpv(code: str) -> str:
    """The code right above one; empty on top."""
    known = codes().get(code)
    return known.parent if known else ""


CPV = Vocabulary(
    name="tendering.cpv",
    title=_("CPV codes"),
    code_of=code_of,
    name_of=cpv_name,
    find=find_cpv,
    narrower=narrower_cpv,
    broader=broader_cpv,
    browse="/tendering/cpv",
)
"""What is bought, by the common procurement vocabulary of the EU: `39160000` is Skolmöbler."""
