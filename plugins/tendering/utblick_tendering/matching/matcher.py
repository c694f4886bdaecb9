"""Finds the companies that a notice fits: by trade first, then by words, place, size, language and time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from utblick.api import Msg
from utblick_tendering.matching.limits import ABROAD, limits
from utblick_tendering.matching.lots import Asked, asked_lots
from utblick_tendering.matching.nearness import Found, Index
from utblick_tendering.matching.points import Part, Points
from utblick_tendering.matching.profile import Profile
from utblick_tendering.matching.reasons import Reason
from utblick_tendering.reading import Notice
from utblick_tendering.vocabulary.cpv import WEAK


@dataclass(frozen=True, slots=True)
class Match:
    """A company and a lot: 0 to 100 points, and the parts that they are made of, the weightiest first.

    `nearness` is by trade, `trade` the same before the company's own limits made it a distant one.
    """

    profile: Profile
    lot: Asked
    nearness: int
    trade: int
    score: int
    parts: tuple[Part, ...]

    @property
    def why(self) -> tuple[Reason, ...]:
        return tuple(part.why for part in self.parts if part.why is not None)

    def reasons(self, language: str) -> tuple[Msg, ...]:
        """The sentences, weightiest first, with names in the language."""
        return tuple(reason.said(language) for reason in self.why)


class Matcher:
    """Holds the profiles of companies, and says for a notice which of them it is for."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self.profiles = tuple(profiles)
        self._index = Index(self.profiles)

    def matches(self, notice: Notice, as_of: datetime) -> list[Match]:
        """The companies with any relation to the notice, best first, each with its best lot.

        However well words and place fit, a nearer trade comes first.
        """
        best: dict[object, Match] = {}
        for made in self.lot_matches(notice, as_of):
            known = best.get(made.profile.key)
            if known is None or _rank(made) < _rank(known):
                best[made.profile.key] = made
        return sorted(best.values(), key=_rank)

    def lot_matches(self, notice: Notice, as_of: datetime) -> Iterator[Match]:
        """Every pair of a company and a lot that have anything in common, lot by lot."""
        for lot in asked_lots(notice, as_of):
            worth, near = Points(lot, as_of), self._index.near(lot.cpv)
            distant = {id(found): _distant(found) for found in near.values()}
            for number, found in near.items():
                yield _match(self.profiles[number], lot, worth, found, distant[id(found)])


def _match(profile: Profile, lot: Asked, worth: Points, found: Found, distant: Found) -> Match:
    """A country that it does not sell to, or a limit of its own, makes a company's trade a distant one."""
    beyond = limits(profile, lot) if profile.has_limits else ()
    if not _sells_there(profile, lot.country):
        found = distant
    trade = found.nearness
    if beyond:
        found = distant
    parts = worth.of(profile, found)
    score = sum([part.points for part in parts])
    if beyond:
        parts = (parts[0], *beyond, *parts[1:])
        score = max(0, score + sum(part.points for part in beyond))
    return Match(profile, lot, found.nearness, trade, min(100, score), parts)


def _distant(found: Found) -> Found:
    return found if found.nearness <= WEAK else replace(found, nearness=WEAK)


def _sells_there(profile: Profile, country: str) -> bool:
    return country in {"", "SE"} or country in profile.export_countries or profile.reach == ABROAD


def _rank(match: Match) -> tuple[int, int, str]:
    return (-match.nearness, -match.score, match.profile.name)
