"""Regions of NUTS 2024: the Nordic and Baltic countries on every level, other countries as a whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from utblick.reference.tables import rows

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


def is_region(code: str) -> bool:
    """Whether a code can be one of NUTS: in the table, or in a country that stands there as a whole."""
    wanted = code.strip().upper()
    if wanted in regions():
        return True
    country = wanted[:2]
    in_parts = any(known.startswith(country) and known != country for known in regions())
    return country in regions() and not in_parts and bool(re.fullmatch(r"[A-Z0-9]{3,5}", wanted))


def region(code: str) -> Region | None:
    """The region of a code such as `SE313`; None if it is not in the table."""
    return regions().get(code.strip().upper())
