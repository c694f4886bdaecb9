"""How well a town would suit us: criteria that each give up to a hundred points, weighed together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, log, radians, sin, sqrt

from utblick.api import Msg, _, find_country

CRITERIA: Mapping[str, Msg] = {
    "overlap": _("Same industries"),
    "complement": _("Complementary industries"),
    "size": _("Similar size"),
    "language": _("Language in common"),
    "distance": _("Close to us"),
    "contacts": _("Existing contacts"),
    "funding": _("Eligible for EU funding"),
}
WHY: Mapping[str, Msg] = {
    "overlap": _("The share of our companies whose industry is found there too."),
    "complement": _("The share of our companies for whom customers or suppliers are typical there."),
    "size": _("A hundred for as many people as we are, less the more the sizes differ."),
    "language": _(
        "A hundred for Swedish, eighty for another Nordic language, sixty for one that we work in."
    ),
    "distance": _("A hundred within 300 km, nothing beyond 2,500 km."),
    "contacts": _("Twenty for each known contact, and for each of our companies that exports there."),
    "funding": _("A hundred for members of the EU and others that the call names, forty within the EEA."),
}
DEFAULTS: Mapping[str, int] = {
    "overlap": 20,
    "complement": 25,
    "size": 10,
    "language": 15,
    "distance": 10,
    "contacts": 15,
    "funding": 5,
}
_COMPLEMENTS: Mapping[str, str] = {
    "A": "CGI",
    "B": "CF",
    "C": "ABGHJM",
    "D": "CF",
    "E": "CD",
    "F": "CLM",
    "G": "CH",
    "H": "CGI",
    "I": "ANR",
    "J": "CMP",
    "K": "LM",
    "L": "FI",
    "M": "CJP",
    "N": "HI",
    "P": "JM",
    "Q": "MP",
    "R": "IN",
}
"""Sections of SNI, and those that usually buy from them or sell to them."""
_NORDIC = frozenset({"da", "nb", "nn", "no"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What we are ourselves: our industries by their share of our companies, and who exports where."""

    latitude: float
    longitude: float
    population: int
    languages: Sequence[str]
    industries: Mapping[str, float]
    exporters: Mapping[str, int]
    also_eligible: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a candidate."""

    country: str
    population: int | None
    languages: Sequence[str]
    industries: Sequence[str]
    latitude: float | None
    longitude: float | None
    contacts: int


def points(home: Home, town: Profile) -> dict[str, int]:
    """The points of each criterion, 0 to 100."""
    theirs = set(town.industries)
    exporters = home.exporters.get(town.country, 0)
    return {
        "overlap": round(100 * sum(part for letter, part in home.industries.items() if letter in theirs)),
        "complement": round(
            100
            * sum(
                part for letter, part in home.industries.items() if theirs & set(_COMPLEMENTS.get(letter, ""))
            )
        ),
        "size": _size(home.population, town.population),
        "language": _language(home.languages, town.languages),
        "distance": _distance(home, town),
        "contacts": min(100, 20 * (town.contacts + exporters)),
        "funding": _funding(town.country, home.also_eligible),
    }


def total(given: Mapping[str, int], weights: Mapping[str, int]) -> int:
    """The points of all criteria by their weights, of a hundred."""
    whole = sum(weights.get(name, 0) for name in CRITERIA)
    if whole == 0:
        return 0
    return round(sum(given[name] * weights.get(name, 0) for name in CRITERIA) / whole)


def kilometres(home: Home, town: Profile) -> int | None:
    """As the crow flies; None without coordinates."""
    if town.latitude is None or town.longitude is None:
        return None
    lat1, lat2 = radians(home.latitude), radians(town.latitude)
    part = (
        sin((lat2 - lat1) / 2) ** 2
        + cos(lat1) * cos(lat2) * sin(radians(town.longitude - home.longitude) / 2) ** 2
    )
    return round(2 * 6371 * asin(sqrt(part)))


def _size(ours: int, theirs: int | None) -> int:
    if not theirs:
        return 0
    return max(0, round(100 * (1 - abs(log(theirs / ours)) / log(20))))


def _language(ours: Sequence[str], theirs: Sequence[str]) -> int:
    if "sv" in theirs:
        return 100
    if _NORDIC & set(theirs):
        return 80
    return 60 if set(ours) & set(theirs) else 20 if theirs else 0


def _distance(home: Home, town: Profile) -> int:
    far = kilometres(home, town)
    return 0 if far is None else max(0, min(100, round(100 * (2500 - far) / 2200)))


def _funding(code: str, also: Sequence[str]) -> int:
    country = find_country(code)
    if country is None:
        return 0
    return 100 if country.in_eu or code in also else 40 if country.in_eea else 0
