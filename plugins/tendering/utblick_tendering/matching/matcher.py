"""Finds the companies that a notice fits: by trade first, then by words, place, size and time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from utblick.api import Msg
from utblick_tendering.matching.lots import Asked, asked_lots
from utblick_tendering.matching.nearness import Found, Index
from utblick_tendering.matching.points import Counted, points, time_left
from utblick_tendering.matching.profile import Profile
from utblick_tendering.matching.reasons import Reason
from utblick_tendering.reading import Notice
from utblick_tendering.vocabulary.cpv import WEAK


@dataclass(frozen=True, slots=True)
class Match:
    """A company and the lot that fits it best: 0 to 100 points, with the reasons in words."""

    profile: Profile
    lot: str | None
    nearness: int
    score: int
    why: tuple[Reason, ...]

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
        best: dict[int, Match] = {}
        for lot in asked_lots(notice, as_of):
            time = time_left(lot, as_of)
            for number, found in self._index.near(lot.cpv).items():
                made = _match(self.profiles[number], lot, found, time)
                if number not in best or _rank(made) < _rank(best[number]):
                    best[number] = made
        return sorted(best.values(), key=_rank)


def _match(profile: Profile, lot: Asked, found: Found, time: Counted) -> Match:
    """A country that the company does not sell to makes the nearest trade a distant one."""
    if lot.country not in {"", "SE"} and lot.country not in profile.export_countries:
        found = replace(found, nearness=min(found.nearness, WEAK))
    score, why = points(profile, lot, found, time)
    return Match(profile, lot.id, found.nearness, score, why)


def _rank(match: Match) -> tuple[int, int, str]:
    return (-match.nearness, -match.score, match.profile.name)
