"""Countries of ISO 3166 with their Swedish and English names, found by any code or name that people write."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from utblick.reference.tables import folded, rows


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: `code` has two letters, `alpha3` three, `number` three digits."""

    code: str
    alpha3: str
    number: str
    sv: str
    en: str
    in_eu: bool
    in_eea: bool

    def name(self, language: str) -> str:
        """The name in a language: sv or en."""
        return self.sv if language == "sv" else self.en


def country(text: str) -> Country | None:
    """The country of a code or a name in either language: `de`, `DEU`, `276`, `Tyskland`; None if unknown."""
    return _by_word().get(folded(text))


def country_name(code: str, language: str) -> str:
    """The name of a country by its two letters; the code itself when it is unknown."""
    known = countries().get(code)
    return known.name(language) if known else code


@cache
def countries() -> Mapping[str, Country]:
    """Every country by its two letters."""
    found = {
        row["code"]: Country(
            code=row["code"],
            alpha3=row["alpha3"],
            number=row["number"],
            sv=row["sv"],
            en=row["en"],
            in_eu=row["eu"] == "1",
            in_eea=row["eea"] == "1",
        )
        for row in rows("countries.csv")
    }
    return MappingProxyType(found)


@cache
def _by_word() -> Mapping[str, Country]:
    known = countries()
    words: dict[str, Country] = {}
    for row in rows("countries.csv"):
        for word in (
            *row["also"].split("|"),
            row["en"],
            row["sv"],
            row["number"],
            row["alpha3"],
            row["code"],
        ):
            words[folded(word)] = known[row["code"]]
    words.pop("", None)
    return MappingProxyType(words)
