"""Words that say something of a word: forms of company, common first names, and words that are no names."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


@cache
def legal_forms() -> frozenset[str]:
    """Forms of company, folded."""
    return _read("legal_forms")


@cache
def first_names() -> frozenset[str]:
    """Common first names, folded."""
    return _read("first_names")


@cache
def generic() -> frozenset[str]:
    """Places, programmes and words of the trade that are nobody's name, folded."""
    return _read("generic")


def _read(name: str) -> frozenset[str]:
    lines = (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
