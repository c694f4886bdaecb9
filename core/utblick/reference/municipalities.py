"""The municipalities of Sweden and their counties, by the codes of Statistics Sweden."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from utblick.reference.nuts import regions
from utblick.reference.tables import rows


@dataclass(frozen=True, slots=True)
class Municipality:
    """A Swedish municipality by its short name, and the region (NUTS 3) that its county is."""

    code: str
    name: str
    nuts: str

    @property
    def county_code(self) -> str:
        """The county's code: the first two digits of the municipality's."""
        return self.code[:2]

    @property
    def full_name(self) -> str:
        """What the authority is called, as `Nordanstigs kommun`."""
        if self.code in _OTHERWISE:
            return _OTHERWISE[self.code]
        of = "" if self.name[-1] in _NO_GENITIVE else "s"
        return f"{self.name}{of} {'stad' if self.code in _CITIES else 'kommun'}"

    @property
    def county(self) -> str:
        """The county by its name, as `Gävleborgs län`."""
        return regions()[self.nuts].name


_WORDS = re.compile(r"\b(kommun|kommunen|stad|region|municipality of|municipality|city of)\b")
_OTHERWISE = MappingProxyType({"0980": "Region Gotland", "2080": "Falu kommun"})
_CITIES = frozenset((
    "0180", "0183", "0184", "0186", "0187", "1280", "1282", "1283", "1480", "1481", "1488", "1490",
    "1980", "2583",
))  # fmt: skip
"""Those that call themselves a city, which the law does not know any more."""
_NO_GENITIVE = frozenset("aeiouyåäösxz")


@cache
def municipalities() -> Mapping[str, Municipality]:
    """The municipalities by their codes."""
    nuts = {row["code"]: row["nuts"] for row in rows("counties.csv")}
    found = (
        Municipality(row["code"], row["name"], nuts[row["code"][:2]]) for row in rows("municipalities.csv")
    )
    return MappingProxyType({one.code: one for one in found})


def municipality(text: str) -> Municipality | None:
    """The municipality of a code or a name: `2132`, `Nordanstig`, `Nordanstigs kommun`; None if unknown."""
    wanted = _folded(text)
    if wanted.isdecimal():
        return municipalities().get(wanted.zfill(4))
    code = _codes().get(wanted)
    return municipalities()[code] if code else None


@cache
def _codes() -> Mapping[str, str]:
    """Codes by names as they are compared; a short name is never shadowed by another's genitive."""
    short = {_folded(one.name): one.code for one in municipalities().values()}
    genitive = {f"{name}s": code for name, code in short.items()}
    full = {_folded(one.full_name): one.code for one in municipalities().values()}
    return {**genitive, **full, **short}


def _folded(text: str) -> str:
    return " ".join(_WORDS.sub(" ", text.casefold()).split())
