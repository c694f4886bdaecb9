"""What a notice asks for, lot by lot: the lot's own words, codes and places, else those of the procedure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from utblick.api import find_country
from utblick_tendering.reading import Lot, Money, Notice
from utblick_tendering.reading.ted_codes import LANGUAGES
from utblick_tendering.reading.values import instant
from utblick_tendering.vocabulary.cpv import cpv_name
from utblick_tendering.vocabulary.words import stems

SWEDISH = "sv"
_TWO_LETTERS = MappingProxyType({long: short.lower() for short, long in LANGUAGES.items()} | {"NOR": "nb"})
_NUTS_COUNTRIES = {"EL": "GR", "UK": "GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One lot as it is matched. `country` is ISO 3166 of two letters, empty when unknown."""

    id: str | None
    cpv: tuple[str, ...]
    nuts: tuple[str, ...]
    country: str
    anywhere: str | None
    value: Money | None
    closes: datetime | None
    suits_small_firms: bool | None
    languages: tuple[str, ...]
    text: str
    stems: frozenset[str]

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages that a tender may be written in, by their two letters; empty when none is told."""
        return tuple(known for one in self.languages if (known := _TWO_LETTERS.get(one)))

    @property
    def kronor(self) -> float | None:
        """The value in kronor; None where it is not told, or told in another currency."""
        return float(self.value.amount) if self.value is not None and self.value.currency == "SEK" else None


def asked_lots(notice: Notice, as_of: datetime) -> Iterator[Asked]:
    """The lots that can still be answered; all of them when none can, so that history can be looked at."""
    lots = notice.lots or (Lot(id=None),)
    still_open = [lot for lot in lots if not _is_closed(lot, as_of)]
    for lot in still_open or lots:
        cpv = lot.cpv or notice.cpv
        nuts = lot.nuts or notice.nuts
        yield Asked(
            id=lot.id,
            cpv=cpv,
            nuts=nuts,
            country=_country(notice, lot, nuts),
            anywhere=lot.anywhere or notice.anywhere,
            value=lot.value or (notice.estimated_value if len(lots) == 1 else None),
            closes=min((instant(one) for one in lot.deadlines), default=None),
            suits_small_firms=lot.suits_small_firms,
            languages=lot.languages or notice.languages,
            text=(text := _text(notice, lot, cpv)),
            stems=stems(text),
        )


def _is_closed(lot: Lot, as_of: datetime) -> bool:
    return bool(lot.deadlines) and all(instant(one) < as_of for one in lot.deadlines)


def _country(notice: Notice, lot: Lot, nuts: tuple[str, ...]) -> str:
    if nuts:
        return _NUTS_COUNTRIES.get(nuts[0][:2], nuts[0][:2])
    given = [*lot.countries, *notice.countries, *(buyer.country or "" for buyer in notice.buyers)]
    found = next((country for one in given if one and (country := find_country(one))), None)
    return found.code if found else ""


def _text(notice: Notice, lot: Lot, cpv: tuple[str, ...]) -> str:
    """The titles, the Swedish description, and what the codes are called."""
    titles = [*(notice.title or {}).values(), *(lot.title or {}).values()]
    described = (lot.description or notice.description or {}).get("SWE", "")
    return " ".join([*titles, described[:2000], *(cpv_name(code, "sv") for code in cpv)])
