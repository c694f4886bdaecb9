"""Swedish words made comparable: stems, and compounds taken apart by the words that CPV itself uses.

"möbler till skolor" and "skolmöbler" meet in the stems "möbl" and "skol".
"""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from utblick_tendering.vocabulary import cpv

_WORD = re.compile(r"[^\W\d_]{2,}")
_ENDINGS = (
    "andena", "arnas", "ernas", "ornas", "ningar", "ingar", "heter", "arna", "erna", "orna", "ning", "ande",
    "ende", "aren", "are", "ing", "het", "ens", "ets", "ar", "er", "or", "en", "et", "as", "es", "na",
    "a", "e", "n", "s", "t",
)  # fmt: skip
_SAY_NOTHING = """
och eller samt för till från med utan som att det den ett en av på vid under inom hos om är ska kan ej inte
övrig övriga diverse olika annan annat andra relaterad relaterade relaterat tillhörande
the and for with from other not
"""
_STOP = frozenset(_SAY_NOTHING.split())
_COMMON_SHARE = 0.012
_SHORTEST = 3


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The part of a word that its forms share: without the ending, and without the one before it."""
    for _twice in range(2):
        ending = next(
            (one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _SHORTEST), ""
        )
        word = word.removesuffix(ending)
    if len(word) > _SHORTEST and word[-2] == "e" and word[-1] in "lrn":
        word = word[:-2] + word[-1]
    return word


def words(text: str) -> list[str]:
    """The words of a text in lower case, without those that say nothing."""
    plain = unicodedata.normalize("NFC", text).lower()
    return [word for word in _WORD.findall(plain) if word not in _STOP]


@lru_cache(maxsize=50_000)
def stems(text: str) -> frozenset[str]:
    """The telling stems of a text: of its words, and of the parts of its compounds."""
    found: set[str] = set()
    for word in words(text):
        whole = stem(word)
        found.add(whole)
        found.update(parts(word))
    return frozenset(found - common())


def in_full(text: str, wanted: frozenset[str]) -> list[str]:
    """The words of a text that hold any of the stems, each once, in their order."""
    held = [word for word in words(text) if wanted.intersection((stem(word), *parts(word)))]
    return list(dict.fromkeys(held))


@lru_cache(maxsize=100_000)
def parts(word: str) -> tuple[str, ...]:
    """The stems of the words that a compound is made of; empty when it is none."""
    known = vocabulary()
    for cut in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
        head, tail = word[:cut], stem(word[cut:])
        if len(tail) < _SHORTEST or tail not in known:
            continue
        for first in dict.fromkeys((stem(head), head, head.removesuffix("s"))):
            if first in known:
                return (first, tail)
        deeper = parts(head)
        if deeper:
            return (*deeper, tail)
    return ()


@cache
def vocabulary() -> frozenset[str]:
    """The stems of all words in the Swedish names of CPV."""
    return frozenset(stem(word) for code in cpv.codes().values() for word in words(code.sv))


@cache
def common() -> frozenset[str]:
    """Stems that stand in so many names of CPV that they tell nothing: tjänst, utrustning, arbete."""
    counts = Counter(word for code in cpv.codes().values() for word in {stem(one) for one in words(code.sv)})
    most = len(cpv.codes()) * _COMMON_SHARE
    return frozenset(word for word, count in counts.items() if count > most)
