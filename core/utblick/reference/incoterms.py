"""The eleven delivery terms of Incoterms 2020."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from utblick.reference.tables import rows


@dataclass(frozen=True, slots=True)
class Incoterm:
    """A delivery term: its three letters, its name, what it means, and whether it is for ships only."""

    code: str
    sv: str
    en: str
    sea_only: bool
    summary_sv: str
    summary_en: str

    def name(self, language: str) -> str:
        return self.sv if language == "sv" else self.en

    def summary(self, language: str) -> str:
        return self.summary_sv if language == "sv" else self.summary_en


@cache
def incoterms() -> Mapping[str, Incoterm]:
    """The terms by their three letters, those for any transport first."""
    found = (
        Incoterm(
            row["code"], row["sv"], row["en"], row["sea_only"] == "1", row["summary_sv"], row["summary_en"]
        )
        for row in rows("incoterms-2020.csv")
    )
    return MappingProxyType({term.code: term for term in found})
