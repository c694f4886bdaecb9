"""Which profiles are near a lot's codes: an index by division, asked once per code."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from utblick_tendering.matching.profile import Profile
from utblick_tendering.vocabulary.cpv import NONE, WEAK, relation, significant

_HARDLY = 0.5
"""Below this weight even its own trade is a distant one: it no longer alerts."""


@dataclass(frozen=True, slots=True)
class Found:
    """How near a company is, by which code of the lot and which of its own, and what that weighs to it."""

    nearness: int
    asked: str
    own: str
    weight: float = 1


class Index:
    """The codes of many profiles, by their division: only there can two codes have anything in common."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._by_division: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, profile in enumerate(profiles):
            for code in profile.cpv:
                self._by_division[code[:2]][code].append(number)
        self._weighted = frozenset(number for number, one in enumerate(profiles) if one.weights)

    def near(self, codes: Sequence[str]) -> dict[int, Found]:
        """The numbers of the profiles within reach of the codes, each with its nearest pair."""
        best: dict[int, Found] = {}
        for asked in codes:
            for own, numbers in self._by_division.get(asked[:2], {}).items():
                found = Found(relation(asked, own), asked, own)
                for number in numbers:
                    known = best.get(number)
                    if known is None or known.nearness < found.nearness:
                        best[number] = found
        for number in self._weighted & best.keys():
            best[number] = _weighed(self._profiles[number], codes)
        return {number: found for number, found in best.items() if found.nearness > NONE}


def weight_of(weights: Mapping[str, float], asked: str, own: str) -> float:
    """What a code of a lot weighs: by the narrowest branch with a weight that holds it, else by one's own."""
    above = [code for code in weights if asked.startswith(significant(code))]
    return weights[max(above, key=lambda code: len(significant(code)))] if above else weights.get(own, 1)


def _weighed(profile: Profile, codes: Iterable[str]) -> Found:
    pairs = [
        _weigh(Found(relation(asked, own), asked, own, weight_of(profile.weights, asked, own)))
        for asked in codes
        for own in profile.cpv
    ]
    return max(pairs, key=lambda found: (found.nearness, found.weight))


def _weigh(found: Found) -> Found:
    if found.weight <= 0:
        return Found(NONE, found.asked, found.own, 0)
    nearness = min(found.nearness, WEAK) if found.weight < _HARDLY else found.nearness
    return Found(nearness, found.asked, found.own, found.weight)
