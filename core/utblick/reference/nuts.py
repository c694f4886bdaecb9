"""Regions of NUTS 2024: the Nordic and Baltic countries on every level, other countries as a whole.

Codes of older versions of NUTS are understood as the smallest region of today that holds them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from utblick.declare.vocabulary import Vocabulary
from utblick.i18n import _
from utblick.reference.countries import country
from utblick.reference.tables import rows
from utblick.search.fold import fold

VERSION = "2024"


@dataclass(frozen=True, slots=True)
class Region:
    """A region with its own name. Its level is 0 for a country, 3 for a Swedish county."""

    code: str
    name: str

    @property
    def level(self) -> int:
        return len(self.code) - 2

    @property
    def country(self) -> str:
        """The ISO code of the country, which NUTS writes otherwise for Greece."""
        return {"EL": "GR", "UK": "GB"}.get(self.code[:2], self.code[:2])

    @property
    def parent(self) -> str:
        return self.code[:-1] if self.level else ""


@cache
def regions() -> Mapping[str, Region]:
    """The regions by their codes."""
    return MappingProxyType({row["code"]: Region(row["code"], row["name"]) for row in rows("nuts.csv")})


@cache
def earlier() -> Mapping[str, str]:
    """The codes of older versions that are no more, each with the region of today that holds it."""
    return MappingProxyType({row["earlier"]: row["now"] for row in rows("nuts-earlier.csv")})


def region_code(text: str) -> str | None:
    """The code of today for a code of any version of NUTS; None when there is no such region.

    Of countries that stand in the table as a whole every code of the right form is taken.
    """
    wanted = text.strip().upper()
    wanted = earlier().get(wanted, wanted)
    if wanted in regions():
        return wanted
    outside = wanted[:2] in regions() and wanted[:2] not in _in_parts()
    return wanted if outside and re.fullmatch(r"[A-Z0-9]{3,5}", wanted) else None


@cache
def _in_parts() -> frozenset[str]:
    return frozenset(code[:2] for code in regions() if len(code) > 2)


def region(code: str) -> Region | None:
    """The region of a code such as `SE313`; None if it is not in the table."""
    return regions().get(code.strip().upper())


def region_name(code: str, language: str) -> str:
    """The region's own name, and a country's in the language; that of the country where only it is known."""
    known = regions().get(code)
    if known is not None and known.level:
        return known.name
    of = country(Region(code, "").country)
    return of.name(language) if of else known.name if known else code


def narrower_regions(code: str) -> Sequence[str]:
    """The regions right below one; the countries for an empty code, Sweden first."""
    return _below().get(code, ())


@cache
def _below() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in sorted(regions().values(), key=lambda region: (region.code[:2] != "SE", region.code)):
        found[one.parent] = (*found.get(one.parent, ()), one.code)
    return MappingProxyType(found)


def find_regions(text: str, language: str) -> Sequence[tuple[str, str]]:
    """Code and name of the regions whose name or code begins with what is searched for, smallest first."""
    wanted = fold(text)
    named = [(code, region_name(code, language)) for code in _in_order()]
    if not wanted:
        return [(code, name) for code, name in named if code.startswith("SE")]
    begins = [
        pair for pair in named if f" {wanted}" in f" {fold(pair[1])}" or fold(pair[0]).startswith(wanted)
    ]
    today = region_code(text)
    exact = [(today, region_name(today, language))] if today else []
    return exact + [pair for pair in begins if pair not in exact]


@cache
def _in_order() -> tuple[str, ...]:
    return tuple(sorted(regions(), key=lambda code: (code[:2] != "SE", -len(code), code)))


NUTS = Vocabulary(
    name="core.nuts",
    title=_("NUTS regions"),
    code_of=region_code,
    name_of=region_name,
    find=find_regions,
    narrower=narrower_regions,
    broader=lambda code: code[:-1] if len(code) > 2 else "",
)
"""The regions of Europe by Eurostat's codes: `SE313` is Gävleborg. Codes of older versions are understood."""
