"""Codes of goods: the Harmonised System (2, 4 or 6 digits) and the EU's Combined Nomenclature (8)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from utblick.i18n import _
from utblick.reference.tables import rows

_SEPARATORS = re.compile(r"[\s.\u00a0-]+")
_CODE = re.compile(r"(?:[0-9]{2}){1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of the 96 chapters in use: its two digits, its section, its title."""

    code: str
    section: str
    sv: str
    en: str

    def title(self, language: str) -> str:
        return self.sv if language == "sv" else self.en


def commodity_code(text: str) -> str:
    """The digits of an HS or CN code, written `4407 11 10`, `4407.11` or `44`.

    Raises ValueError with a sentence when the form is wrong or there is no such chapter. Only the
    chapter is looked up: the code below it changes from year to year.
    """
    digits = _SEPARATORS.sub("", text)
    if not _CODE.fullmatch(digits):
        raise ValueError(
            _(
                "“{text}” is not a code of goods. Write 2, 4, 6 or 8 digits, such as 4407 11 10.",
                text=text[:20],
            )
        )
    if digits[:2] not in chapters():
        raise ValueError(_("There is no chapter {chapter} in the Harmonised System.", chapter=digits[:2]))
    return digits


def commodity_title(code: str, language: str) -> str:
    """The title of the chapter that a code belongs to; empty when there is none."""
    chapter = chapters().get(code[:2])
    return chapter.title(language) if chapter else ""


@cache
def chapters() -> Mapping[str, Chapter]:
    """The chapters by their two digits; 77 is kept free by the World Customs Organization."""
    found = (Chapter(row["code"], row["section"], row["sv"], row["en"]) for row in rows("hs-chapters.csv"))
    return MappingProxyType({chapter.code: chapter for chapter in found})
