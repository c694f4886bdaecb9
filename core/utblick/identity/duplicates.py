"""Which organisations are the same one, written differently, and by what one can tell."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from utblick.i18n import Msg, _
from utblick.identity.orgnr import digits_of
from utblick.identity.registers.values.contacts import domain_of, host_of, phone_key
from utblick.identity.registers.values.names import bare_name, fold

LIKELY = 0.8
"""From here on two are taken for one."""
CERTAIN = 0.95
"""From here on nobody needs to look."""
_CROWD = 60
"""A telephone number or domain that more than so many share tells nothing."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an organisation, as far as it helps to recognise it; `key` is the caller's."""

    key: Hashable
    name: str
    orgnr: str | None = None
    unverified: str = ""
    """An organisation number that is not valid as it was written."""
    legal_form: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    website: str = ""
    contact: str = ""


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
    pairs: list[tuple[float, int, int, tuple[Msg, ...]]] = []
    for organisation in organisations:
        place = len(finder.traits)
        pairs += [(match.score, other, place, match.reasons) for other, match in finder.add(organisation)]
    return grouped(finder.traits, pairs)


class DuplicateFinder:
    """An index of organisations that finds those like another without comparing all with all."""

    def __init__(self, organisations: Iterable[Known] = ()) -> None:
        self.traits: list[Traits] = []
        self._blocks: dict[int, list[int]] = {}
        for organisation in organisations:
            traits = Traits.of(organisation)
            self._put(traits, traits.blocks())

    def add(self, organisation: "Known | Traits") -> list[tuple[int, Match]]:
        """Put one more into the index; returns those before it that are like it, with their places."""
        traits = organisation if isinstance(organisation, Traits) else Traits.of(organisation)
        blocks = traits.blocks()
        found = self._like(traits, blocks)
        self._put(traits, blocks)
        return found

    def matches(self, organisation: "Known | Traits") -> list[Match]:
        """All that are likely the same, the surest first; of equals the first one added."""
        if not self.traits:
            return []
        traits = organisation if isinstance(organisation, Traits) else Traits.of(organisation)
        return [match for _place, match in self._like(traits, traits.blocks())]

    def _put(self, traits: "Traits", blocks: set[int]) -> None:
        place = len(self.traits)
        self.traits.append(traits)
        for block in blocks:
            self._blocks.setdefault(block, []).append(place)

    def _like(self, traits: "Traits", blocks: set[int]) -> list[tuple[int, Match]]:
        places: set[int] = set()
        for block in blocks:
            members = self._blocks.get(block, ())
            if len(members) <= _CROWD:
                places.update(members)
        likely = []
        for place in places:
            other = self.traits[place]
            if not _differ(
                other.orgnr, traits.orgnr
            ):  # most of them differ, and are two without a comparison
                match = compare(other, traits)
                if match and match.score >= LIKELY:
                    likely.append((place, match))
        return sorted(likely, key=lambda pair: (-pair[1].score, pair[0]))


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of an organisation, prepared once."""

    key: Hashable
    name: str
    letters: str
    numbers: tuple[str, ...]
    orgnr: str | None
    unverified: str
    legal_form: str
    street: str
    postcode: str
    town: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    domains: tuple[str, ...]
    contact: str

    @classmethod
    def of(cls, known: Known) -> "Traits":
        name = bare_name(known.name)
        domains = {domain_of(email) for email in known.emails} | {host_of(known.website)}
        return cls(
            key=known.key,
            name=name,
            letters=name.replace(" ", ""),
            numbers=tuple(sorted(word for word in name.split() if any(map(str.isdigit, word)))),
            orgnr=known.orgnr,
            unverified=digits_of(known.unverified),
            legal_form=known.legal_form,
            street=fold(known.street),
            postcode=digits_of(known.postcode),
            town=fold(known.town),
            phones=tuple(phone_key(phone) for phone in known.phones if phone),
            emails=tuple(email for email in known.emails if email),
            domains=tuple(domain for domain in domains if domain),
            contact=fold(known.contact),
        )

    def blocks(self) -> set[int]:
        """Keys that two of the same organisation share at least one of, however they were mistyped."""
        place, start = self.postcode or self.town, self.letters[:2]
        keys: list[tuple[str, ...]] = [
            ("name", self.letters, self.town),
            ("mixed", "".join(sorted(self.letters)), place),
            ("start", place, self.letters[:5]),
            ("end", place, self.letters[-6:], start[:1]),
        ]
        keys += [("orgnr", self.orgnr)] if self.orgnr else []
        keys += [("name", self.letters)] if len(self.letters) > 3 else []
        keys += [("phone", phone, start) for phone in self.phones]
        keys += [("domain", domain) for domain in self.domains]
        return {hash(key) for key in keys}


def compare(one: Traits, other: Traits) -> Match | None:
    """How likely the second is the first: None when they are two, or when nothing speaks for one."""
    if one.orgnr and other.orgnr:
        return Match(one.key, 1.0, (_("the same organisation number"),)) if one.orgnr == other.orgnr else None
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
    return Match(one.key, round(min(score, 0.99), 2), tuple(reasons))


def grouped(
    traits: Sequence[Traits], pairs: Iterable[tuple[float, int, int, tuple[Msg, ...]]]
) -> list[Group]:
    """Union of the pairs, the surest first, but never of two different organisation numbers."""
    root = list(range(len(traits)))
    numbers = [{trait.orgnr} - {None} for trait in traits]
    reasons: dict[int, list[Msg]] = defaultdict(list)

    def top(place: int) -> int:
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
    for place, trait in enumerate(traits):
        members[top(place)].append(trait.key)
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
