"""Sections of industry: SNI 2007 (NACE Rev. 2) and NACE Rev. 2.1, whose letters mean different things."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from utblick.reference.tables import rows

Version = Literal["2007", "2.1"]
_FILES: dict[Version, str] = {"2007": "sni-2007.csv", "2.1": "nace-2.1.csv"}
_CODE = re.compile(r"[0-9]{2}(?:\.?[0-9]{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its letter, the classification it belongs to, its divisions from–to, its title."""

    letter: str
    version: Version
    first: str
    last: str
    sv: str
    en: str

    def title(self, language: str) -> str:
        """The title in a language: sv or en."""
        return self.sv if language == "sv" else self.en


def section_of(code: str, version: Version = "2007") -> Section | None:
    """The section of a code such as `16.100` or `1610`; None when no division of that version has it."""
    written = code.strip()
    if not _CODE.fullmatch(written):
        return None
    return next(
        (section for section in sections(version) if section.first <= written[:2] <= section.last), None
    )


@cache
def sections(version: Version = "2007") -> Sequence[Section]:
    """The sections in the order of their letters."""
    return tuple(
        Section(row["section"], version, row["from"], row["to"], row["sv"], row["en"])
        for row in rows(_FILES[version])
    )
