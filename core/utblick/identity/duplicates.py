"""Which organisations are the same one, written differently, and by what one can tell."""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

import msgspec
from rapidfuzz.distance import OSA

from utblick.i18n import Msg, _
from utblick.identity.blocks import Blocks
from utblick.identity.orgnr import digits_of
from utblick.identity.resembling import Known, Traits

LIKELY = 0.8
"""From here on two are taken for one."""
CERTAIN = 0.95
"""From here on nobody needs to look."""
_CROWD = 60
"""A telephone number or domain that more than so many share tells nothing."""
_LONGEST = 255
_PACKER, _UNPACKER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Traits)

Pair = tuple[float, int, int, tuple[Msg, ...]]
"""How surely two are one, their places, and why."""


@dataclass(frozen=True, slots=True)
class Match:
    """Another one that is probably the same, how sure that is (0–1), and why."""

    key: Hashable
    score: float
    reasons: tuple[Msg, ...]

    @property
    def is_certain(self) -> bool:
        return self.score >= CERTAIN


@dataclass(frozen=True, slots=True)
class Group:
    """Several that are one organisation, in the order in which they came, and why."""

    keys: tuple[Hashable, ...]
    reasons: tuple[Msg, ...]


def find_duplicates(organisations: Iterable[Known]) -> list[Group]:
    """The groups among the organisations; two with different valid numbers never share a group."""
    finder = DuplicateFinder()
    pairs: list[Pair] = []
    for organisation in organisations:
        place = len(finder.keys)
        pairs += [(match.score, other, place, match.reasons) for other, match in finder.add(organisation)]
    return grouped(finder, pairs)


class DuplicateFinder:
    """An index of organisations that finds those like another without comparing all with all.

    Each takes some four hundred bytes and its key: what is compared of it lies packed, one after the other.
    """

    def __init__(self, organisations: Iterable[Known] = ()) -> None:
        self.keys: list[Hashable] = []
        self.numbers = array("q")
        """What stands for each one's organisation number, 0 for none."""
        self._lengths = array("B")
        self._packed = bytearray()
        self._ends = array("Q", (0,))
        self._blocks = Blocks(_CROWD)
        for organisation in organisations:
            self._put(organisation.key, Traits.of(organisation))

    def traits(self, place: int) -> Traits:
        """What is compared of the one that was added so many-th, counted from 0."""
        return _UNPACKER.decode(self._packed[self._ends[place] : self._ends[place + 1]])

    def add(self, organisation: Known, traits: Traits | None = None) -> list[tuple[int, Match]]:
        """Put one more into the index; returns those before it that are like it, with their places."""
        traits = traits or Traits.of(organisation)
        return self._like(traits, self._put(organisation.key, traits))

    def matches(self, organisation: Known | Traits) -> list[Match]:
        """All that are likely the same, the surest first; of equals the first one added."""
        if not self.keys:
            return []
        traits = organisation if isinstance(organisation, Traits) else Traits.of(organisation)
        return [match for _place, match in self._like(traits, self._blocks.sharing(traits.blocks()))]

    def _put(self, key: Hashable, traits: Traits) -> set[int]:
        """Keep one; returns the places of those that share a block with it."""
        place = len(self.keys)
        self.keys.append(key)
        self.numbers.append(number_of(traits.orgnr))
        self._lengths.append(min(len(traits.letters), _LONGEST))
        self._packed += _PACKER.encode(traits)
        self._ends.append(len(self._packed))
        return self._blocks.put(place, traits.blocks())

    def _like(self, traits: Traits, places: Iterable[int]) -> list[tuple[int, Match]]:
        likely = []
        for place in self._comparable(traits, places):
            found = compare(self.traits(place), traits)
            if found and found[0] >= LIKELY:
                likely.append((place, Match(self.keys[place], *found)))
        return sorted(likely, key=lambda pair: (-pair[1].score, pair[0]))

    def _comparable(self, traits: Traits, places: Iterable[int]) -> Iterator[int]:
        """Without those that are certainly another: most of them are, and unpacking costs."""
        numbers, lengths = self.numbers, self._lengths
        ours, length = number_of(traits.orgnr), min(len(traits.letters), _LONGEST)
        for place in places:
            theirs = numbers[place]
            if ours and theirs:
                if ours == theirs:
                    yield place
            elif -3 < lengths[place] - length < 3:
                yield place


def number_of(orgnr: str | None) -> int:
    """What stands for an organisation number where many are kept; 0 for none."""
    return hash(orgnr) if orgnr else 0


def compare(one: Traits, other: Traits) -> tuple[float, tuple[Msg, ...]] | None:
    """How likely the two are one, and why: None when they are two, or when nothing speaks for one."""
    if one.orgnr and other.orgnr:
        return (1.0, (_("the same organisation number"),)) if one.orgnr == other.orgnr else None
    if abs(len(one.letters) - len(other.letters)) > 2:
        return None
    if one.numbers != other.numbers or _differ(one.legal_form, other.legal_form):
        return None
    likeness = _likeness(one, other)
    if likeness < 0.85:
        return None
    reasons = [_same_name(likeness)]
    score = 0.6 if likeness == 1 else 0.5
    for weight, reason in _evidence(one, other):
        score += weight
        if reason:
            reasons.append(reason)
    return round(min(score, 0.99), 2), tuple(reasons)


def grouped(finder: DuplicateFinder, pairs: Iterable[Pair]) -> list[Group]:
    """Union of the pairs, the surest first, but never of two different organisation numbers."""
    root: dict[int, int] = {}
    numbers: dict[int, set[int]] = {}
    reasons: dict[int, list[Msg]] = defaultdict(list)

    def top(place: int) -> int:
        if place not in root:
            root[place], numbers[place] = place, {finder.numbers[place]} - {0}
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for _score, one, other, why in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        low, high = sorted((top(one), top(other)))
        if low == high or len(numbers[low] | numbers[high]) > 1:
            continue
        root[high] = low
        numbers[low] |= numbers[high]
        reasons[low] += [*why, *reasons.pop(high, [])]
    members: dict[int, list[Hashable]] = defaultdict(list)
    for place in sorted(root):
        members[top(place)].append(finder.keys[place])
    return [
        Group(tuple(keys), tuple(dict.fromkeys(reasons[place])))
        for place, keys in members.items() if len(keys) > 1
    ]  # fmt: skip


def _evidence(one: Traits, other: Traits) -> Iterable[tuple[float, Msg | None]]:
    """What speaks for and against, beside the name; every kind of fact counts once."""
    if set(one.emails) & set(other.emails):
        yield 0.4, _("the same e-mail address")
    elif shared := set(one.domains) & set(other.domains):
        yield 0.35, _("the same domain, {domain}", domain=min(shared))
    elif one.domains and other.domains:
        yield -0.2, None
    if set(one.phones) & set(other.phones):
        yield 0.3, _("the same telephone number")
    if one.street and one.street == other.street and _agree(one.postcode, other.postcode):
        yield 0.3, _("the same street address")
    elif one.town and one.town == other.town:
        yield 0.2, _("the same town")
    elif _differ(one.town, other.town) and _differ(one.postcode, other.postcode):
        yield -0.1, None
    if one.contact and one.contact == other.contact:
        yield 0.1, _("the same contact person")
    yield _numbers(one.orgnr or one.unverified, other.orgnr or other.unverified)


def _numbers(one: str, other: str) -> tuple[float, Msg | None]:
    """Of two numbers at least one is mistyped: nearly the same speaks for, quite different against."""
    one, other = digits_of(one), digits_of(other)
    if min(len(one), len(other)) < 8:
        return 0.0, None
    distance = OSA.distance(one, other)
    if distance <= 2:
        return 0.2, _("nearly the same organisation number")
    return (-0.3, None) if distance >= 4 else (0.0, None)


def _likeness(one: Traits, other: Traits) -> float:
    """1 for the same letters in the same order; less for a typing error; 0 when a word is another word."""
    if one.letters == other.letters:
        return 1.0 if one.letters else 0.0
    left, right = _leftovers(one.name.split(), other.name.split())
    if not left or not right:
        return 0.0
    allowed = 2 if len(left) >= 8 else 1 if len(left) >= 5 else 0
    if OSA.distance(left, right, score_cutoff=allowed) > allowed:
        return 0.0
    return float(OSA.normalized_similarity(one.letters, other.letters))


def _leftovers(one: list[str], other: list[str]) -> tuple[str, str]:
    """The words that the two names do not share, joined."""
    common = set(one) & set(other)
    return ("".join(word for word in one if word not in common),
            "".join(word for word in other if word not in common))  # fmt: skip


def _same_name(likeness: float) -> Msg:
    if likeness == 1:
        return _("the same name")
    return _("a name that is {percent} % alike", percent=round(likeness * 100))


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)
