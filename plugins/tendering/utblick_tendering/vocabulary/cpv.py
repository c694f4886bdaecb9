"""CPV 2008 as a tree with Swedish and English names, and how near two codes are to one another."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WRITTEN = re.compile(r"(\d{8})(?:-\d)?", re.ASCII)
STRONG, MEDIUM, WEAK, NONE = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the vocabulary; `level` is 1 for a division."""

    code: str
    level: int
    parent: str
    sv: str
    en: str

    def name(self, language: str) -> str:
        return self.sv if language == "sv" else self.en


@cache
def codes() -> Mapping[str, Code]:
    """Every code by its eight digits."""
    text = files("utblick_tendering.vocabulary").joinpath("data/cpv-2008.csv").read_text("utf-8")
    return {
        row["code"]: Code(row["code"], int(row["level"]), row["parent"], row["sv"], row["en"])
        for row in csv.DictReader(text.splitlines())
    }


def code_of(text: str) -> str | None:
    """The eight digits of a code that there is, written with or without its check digit."""
    written = _WRITTEN.fullmatch(text.strip().replace(" ", "").replace("\u2013", "-"))
    return written.group(1) if written and written.group(1) in codes() else None


@cache
def usual_codes() -> Mapping[str, tuple[str, ...]]:
    """What a trade usually sells: CPV codes by the five digits of SNI 2007."""
    text = files("utblick_tendering.vocabulary").joinpath("data/sni-cpv.csv").read_text("utf-8")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["sni2007"].replace(".", ""), []).append(row["cpv"])
    return {trade: tuple(given) for trade, given in found.items()}


def cpv_name(code: str, language: str) -> str:
    """The name of a code, or of its nearest known ancestor; the code itself when nothing is known."""
    known = codes()
    stem = code
    while stem not in known and len(stem.rstrip("0")) > 2:
        stem = stem.rstrip("0")[:-1].ljust(8, "0")
    return known[stem].name(language) if stem in known else code


def significant(code: str) -> str:
    """The digits that mean something: trailing zeros are cut, but never below the two of the division."""
    cut = code.rstrip("0")
    return cut if len(cut) >= 2 else code[:2]


def relation(one: str, other: str) -> int:
    """How near two codes are: STRONG when one lies above the other or four digits agree, then three, two."""
    mine, theirs = significant(one), significant(other)
    if mine.startswith(theirs) or theirs.startswith(mine) or one[:4] == other[:4]:
        return STRONG
    if one[:3] == other[:3]:
        return MEDIUM
    return WEAK if one[:2] == other[:2] else NONE
