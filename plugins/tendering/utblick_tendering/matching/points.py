"""Points and reasons: trade 50 (60 for what is done gladly), words 20, place 15, size 10, language 5, time 5.

Together they are cut at 100.
"""

from dataclasses import dataclass
from datetime import datetime

from utblick.api import _
from utblick_tendering.matching.lots import SWEDISH, Asked
from utblick_tendering.matching.nearness import Found
from utblick_tendering.matching.profile import Profile
from utblick_tendering.matching.reasons import CountryCode, CpvCode, LanguageCode, Reason, SharedWords
from utblick_tendering.vocabulary.cpv import MEDIUM, STRONG, WEAK

MOST = {"trade": 50, "words": 20, "place": 15, "size": 10, "language": 5, "time": 5}
"""The parts of a score, and the most that each usually gives."""

_TRADE = {STRONG: 50, MEDIUM: 32, WEAK: 14}
_WORDS = (0, 9, 15, 20)
_DAYS = ((21, 5), (10, 3), (3, 1))
_GLADLY = 1.2

_SAID = _("Asks for {asked}, which the company has said that it sells.")
_OWN_TRADE = _("Asks for {asked}, which is the company's own trade ({sold}).")
_CLOSE = _("Asks for {asked}, close to what the company sells ({sold}).")
_BRANCH = _("Asks for {asked}, in the same branch as {sold}.")
_GLAD = _("Asks for {asked}, which the company does most gladly ({sold}).")
_LOWER = _("Asks for {asked}, which counts lower since the company turned such procurements down.")
_SPEAKS = _("The notice speaks of what the company does: {words}.")
_ABROAD = Reason(_("The work can be done anywhere in the EU or EEA."))
_SOLD_THERE = _("The work is in {country}, where the company sells already.")
_COUNTY = Reason(_("The work is in the company's own county."))
_NEIGHBOUR = Reason(_("The work is in a neighbouring county."))
_SWEDEN = Reason(_("The work is in Sweden."))
_SMALL = Reason(_("The buyer has marked the lot as fit for small firms."))
_WITHIN = _("The value is well within the company's turnover ({percent} %).")
_MOST = _("The value is most of a year's turnover ({percent} %).")
_LARGER = Reason(_("The lot is larger than the company's turnover: a joint bid may be needed."))
_IN_SWEDISH = Reason(_("The tender may be written in Swedish."))
_IN_ITS = _("The tender may be written in {language}, which the company knows.")
_IN_ANOTHER = _("The tender must be written in {language}, which the company has not said that it knows.")
_PASSED = Reason(_("The last day has passed."))
_TODAY = Reason(_("Closes within a day."))
_TOMORROW = Reason(_("Closes tomorrow."))
_CLOSES = _("Closes in {days} days.")
_SOON = (_TODAY, _TOMORROW)


@dataclass(frozen=True, slots=True)
class Part:
    """What one side of a lot is worth to a company, and the sentence that says so. A limit takes points."""

    name: str
    points: int
    why: Reason | None = None


class Points:
    """What one lot is worth to companies; what is the same for many of them is worked out once."""

    def __init__(self, lot: Asked, as_of: datetime) -> None:
        self._lot = lot
        self._time = time_left(lot.closes, as_of)
        self._trades: dict[tuple[int, bool], Part] = {}
        self._shared: dict[frozenset[str], Part] = {}
        self._places: dict[tuple[str, bool], Part] = {}
        self._sizes: dict[tuple[float | None, bool | None], Part] = {}
        self._languages: dict[frozenset[str], Part] = {}

    def of(self, profile: Profile, found: Found) -> tuple[Part, ...]:
        """Side by side, the weightiest first: trade, words, place, size, language, time."""
        lot = self._lot
        by_trade = (id(found), found.own in profile.said)
        trade = self._trades.get(by_trade)
        if trade is None:
            trade = self._trades[by_trade] = _trade(found, said=by_trade[1])
        shared = profile.stems & lot.stems
        words = self._shared.get(shared)
        if words is None:
            words = self._shared[shared] = _words(shared, lot)
        by_place = (profile.nuts, lot.country in profile.export_countries)
        place = self._places.get(by_place)
        if place is None:
            place = self._places[by_place] = _place(profile, lot)
        by_size = (profile.turnover, profile.is_small)
        size = self._sizes.get(by_size)
        if size is None:
            size = self._sizes[by_size] = _size(profile, lot)
        language = self._languages.get(profile.languages)
        if language is None:
            language = self._languages[profile.languages] = _language(profile, lot)
        return trade, words, place, size, language, self._time


def time_left(closes: datetime | None, as_of: datetime) -> Part:
    """What the time until the lot closes is worth: the same for every company."""
    if closes is None:
        return Part("time", 5)
    days = (closes - as_of).days
    if days < 0:
        return Part("time", 0, _PASSED)
    count = next((count for least, count in _DAYS if days >= least), 0)
    if days < len(_SOON):
        return Part("time", count, _SOON[days])
    return Part("time", count, Reason(_CLOSES, {"days": days}))


def _trade(found: Found, *, said: bool) -> Part:
    names = {"asked": CpvCode(found.asked), "sold": CpvCode(found.own)}
    count = round(_TRADE[found.nearness] * min(found.weight, _GLADLY))
    if found.weight < 1:
        return Part("trade", count, Reason(_LOWER, {"asked": names["asked"]}))
    if found.nearness == STRONG:
        usual = _SAID if said else _OWN_TRADE
        return Part("trade", count, Reason(_GLAD if found.weight > 1 else usual, names))
    return Part("trade", count, Reason(_CLOSE if found.nearness == MEDIUM else _BRANCH, names))


def _words(shared: frozenset[str], lot: Asked) -> Part:
    if not shared:
        return Part("words", 0)
    count = _WORDS[len(shared) if len(shared) < len(_WORDS) else -1]
    return Part("words", count, Reason(_SPEAKS, {"words": SharedWords(lot.text, shared)}))


def _place(profile: Profile, lot: Asked) -> Part:
    if lot.country not in {"", "SE"}:
        if lot.country in profile.export_countries:
            return Part("place", 8, Reason(_SOLD_THERE, {"country": CountryCode(lot.country)}))
        return Part("place", 0)
    if profile.nuts and profile.nuts in lot.nuts:
        return Part("place", 15, _COUNTY)
    if profile.nuts and any(len(code) >= 4 and code[:4] == profile.nuts[:4] for code in lot.nuts):
        return Part("place", 11, _NEIGHBOUR)
    if lot.country == "SE":
        return Part("place", 7, _SWEDEN)
    return Part("place", 5, _ABROAD) if lot.anywhere else Part("place", 0)


def _size(profile: Profile, lot: Asked) -> Part:
    bonus = 2 if lot.suits_small_firms and profile.is_small else 0
    if lot.kronor is None or not profile.turnover:
        return Part("size", 4 + bonus, _SMALL if bonus else None)
    share = lot.kronor / profile.turnover
    percent = {"percent": round(share * 100)}
    if share <= 0.5:
        return Part("size", 8 + bonus, Reason(_WITHIN, percent))
    return Part("size", 5, Reason(_MOST, percent)) if share <= 1 else Part("size", 0, _LARGER)


def _language(profile: Profile, lot: Asked) -> Part:
    """That a company here writes Swedish goes without saying."""
    if not lot.spoken:
        return Part("language", 3)
    if SWEDISH in lot.spoken:
        return Part("language", 5, _IN_SWEDISH)
    known = next((code for code in lot.spoken if code in profile.languages), None)
    if known is not None:
        return Part("language", 5, Reason(_IN_ITS, {"language": LanguageCode(known)}))
    return Part("language", 0, Reason(_IN_ANOTHER, {"language": LanguageCode(lot.spoken[0])}))
