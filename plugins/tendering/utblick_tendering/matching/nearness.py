"""Which profiles are near a lot's codes: an index by division, asked once per code."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from utblick_tendering.matching.profile import Profile
from utblick_tendering.vocabulary.cpv import NONE, relation


@dataclass(frozen=True, slots=True)
class Found:
    """How near a company is, by which code of the lot and which of its own."""

    nearness: int
    asked: str
    own: str


class Index:
    """The codes of many profiles, by their division: only there can two codes have anything in common."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._by_division: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, profile in enumerate(profiles):
            for code in profile.cpv:
                self._by_division[code[:2]][code].append(number)

    def near(self, codes: Iterable[str]) -> dict[int, Found]:
        """The numbers of the profiles within reach of the codes, each with its nearest pair."""
        best: dict[int, Found] = {}
        for asked in codes:
            for own, numbers in self._by_division.get(asked[:2], {}).items():
                found = Found(relation(asked, own), asked, own)
                for number in numbers:
                    known = best.get(number)
                    if known is None or known.nearness < found.nearness:
                        best[number] = found
        return {number: found for number, found in best.items() if found.nearness > NONE}
