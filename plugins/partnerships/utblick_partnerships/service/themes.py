"""Themes by which texts in English and in Swedish meet."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from utblick.api import Msg, _, fold

_FILE = Path(__file__).parents[1] / "themes.toml"
_SHORT = 3

NAMES: Mapping[str, Msg] = MappingProxyType(
    {
        "wood": _("wood and forest"),
        "building": _("building and housing"),
        "food": _("food and fish"),
        "energy": _("energy and climate"),
        "sea": _("sea and coast"),
        "tourism": _("tourism and culture"),
        "digital": _("digital development"),
        "industry": _("industry and materials"),
        "rural": _("rural development"),
        "citizens": _("citizens and twin towns"),
        "skills": _("skills and education"),
        "export": _("growth and export of small firms"),
    }
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a text that say something, folded, and its themes."""

    words: frozenset[str]
    themes: frozenset[str]


def spoken(*texts: str) -> Spoken:
    """What some texts are about."""
    words = frozenset(fold(" ".join(texts)).split())
    return Spoken(words, frozenset(name for name, stems in _stems().items() if _holds(words, stems)))


@cache
def _stems() -> Mapping[str, tuple[str, ...]]:
    written = tomllib.loads(_FILE.read_text("utf-8"))
    return MappingProxyType({name: tuple(one["words"]) for name, one in written.items()})


def _holds(words: frozenset[str], stems: tuple[str, ...]) -> bool:
    """Whether a word begins as a stem does; the shortest stems must be the whole word."""
    return any(
        word == stem or (len(stem) > _SHORT and word.startswith(stem)) for word in words for stem in stems
    )
