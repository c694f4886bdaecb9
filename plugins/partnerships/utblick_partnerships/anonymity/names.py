"""Names that are known: organisations, brands and people of the register, also spelt nearly so."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from utblick.api import fold
from utblick_partnerships.anonymity.leak import Known, Leak
from utblick_partnerships.anonymity.words import generic, legal_forms

_TOKEN = re.compile(r"[^\W_]+")
_NEAR, _NEAR_SHORT = 88, 80
_SHORT, _LONG = 5, 7
_MOST = 5
_BEGINNING = 2
"""So many letters of a registered name must be right: else a large register takes too long."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as it stands, folded, and where."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it is written as names are."""
        return self.text[0].isupper() or self.text[0].isdigit()


def tokens(text: str) -> list[Token]:
    """The words of a text with their places."""
    return [Token(one.group(), fold(one.group()), one.start(), one.end()) for one in _TOKEN.finditer(text)]


def core(name: str) -> tuple[str, ...]:
    """The words of a name that are its own: without the form of company."""
    words = fold(name).split()
    kept = tuple(word for word in words if word not in legal_forms())
    return kept or tuple(words)


def by_name(words: Sequence[Token], known: Known) -> Iterator[Leak]:
    """Every known name in a text."""
    for names, kind in ((known.client, "client"), (known.brands, "brand")):
        for name in names:
            yield from _own(words, core(name), kind)
    yield from _people(words, known)
    begin = {one.text[:_BEGINNING].casefold() for one in words if one.is_capital}
    cores = {core(name) for name in known.organisations if name[:_BEGINNING].casefold() in begin}
    yield from _listed(words, cores)
    yield from _nearly_listed(words, cores)


def _own(words: Sequence[Token], name: tuple[str, ...], kind: str) -> Iterator[Leak]:
    """A name that must not stand there in any spelling: joined, split, misspelt or in the genitive."""
    joined = "".join(name)
    if len(joined) < 3 or (len(name) == 1 and joined in generic()):
        return
    for size in {max(1, len(name) - 1), len(name), len(name) + 1, 1}:
        for part in _parts(words, size):
            said = "".join(one.folded for one in part)
            if _is_same(said, joined, bent=size <= len(name)) or _is_near(part, said, joined):
                yield _leak(part, kind)


def _is_same(said: str, name: str, *, bent: bool) -> bool:
    """Whether it is the name, also in the genitive, and when it may be `bent` with another ending."""
    if said in (name, name + "s"):
        return True
    return bent and len(name) >= _LONG and said.startswith(name) and len(said) < len(name) + 4


def _is_near(part: Sequence[Token], said: str, name: str) -> bool:
    if len(said) < _SHORT or len(name) < _SHORT or not any(one.is_capital for one in part):
        return False
    if said in generic() or all(one.folded in generic() for one in part):
        return False
    least = _NEAR_SHORT if len(name) < _LONG else _NEAR
    return fuzz.ratio(said, name) >= least


def _people(words: Sequence[Token], known: Known) -> Iterator[Leak]:
    wanted: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in (*known.people, *known.contacts):
        parts = tuple(fold(one) for one in _TOKEN.findall(name))
        if len(parts) > 1:
            wanted[parts[0]].append(parts)
            wanted[parts[-1]].append((parts[-1], *parts[:-1]))
    yield from _sequences(words, wanted, "person")
    surnames = {fold(_TOKEN.findall(name)[-1]) for name in known.contacts if len(name.split()) > 1}
    for one in words:
        if one.is_capital and one.folded.removesuffix("s") in surnames | {
            s.removesuffix("s") for s in surnames
        }:
            yield Leak(one.start, one.end, "person", one.text)


def _listed(words: Sequence[Token], cores: Iterable[tuple[str, ...]]) -> Iterator[Leak]:
    """Names of the register as they stand there; one of a single common word is not told from the word."""
    wanted: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in cores:
        if name and (len(name) > 1 or (len(name[0]) > 3 and name[0] not in generic())):
            wanted[name[0]].append(name)
    yield from _sequences(words, wanted, "organisation")


def _sequences(words: Sequence[Token], wanted: dict[str, list[tuple[str, ...]]], kind: str) -> Iterator[Leak]:
    for place, first in enumerate(words):
        for name in (*wanted.get(first.folded, ()), *wanted.get(first.folded.removesuffix("s"), ())):
            part = words[place : place + len(name)]
            said = tuple(one.folded for one in part)
            if not part or not first.is_capital:
                continue
            if said == name or (said[:-1] == name[:-1] and said[-1] == name[-1] + "s"):
                yield _leak(part, kind)


def _nearly_listed(words: Sequence[Token], cores: set[tuple[str, ...]]) -> Iterator[Leak]:
    """Capitalised words that are nearly a name of the register."""
    shelves: dict[tuple[int, str], list[str]] = defaultdict(list)
    for name in cores:
        said = " ".join(name)
        if len(said) >= _LONG and len(name) <= _MOST:
            shelves[len(name), said[0]].append(said)
    for size in range(1, _MOST + 1):
        for part in _parts(words, size):
            said = " ".join(one.folded for one in part)
            if len(said) < _LONG or not all(one.is_capital for one in part):
                continue
            if any(one.folded in generic() for one in part) and size == 1:
                continue
            shelf = shelves.get((size, said[0]))
            if shelf and process.extractOne(said, shelf, scorer=fuzz.ratio, score_cutoff=_NEAR + 2):
                yield _leak(part, "organisation")


def _parts(words: Sequence[Token], size: int) -> Iterator[Sequence[Token]]:
    return (words[place : place + size] for place in range(len(words) - size + 1))


def _leak(part: Sequence[Token], kind: str) -> Leak:
    return Leak(part[0].start, part[-1].end, kind, " ".join(one.text for one in part))
