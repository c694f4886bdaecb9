"""Points and reasons: trade up to 50, words 20, place 15, size 10, time 5."""

from datetime import datetime

from utblick.api import _
from utblick_tendering.matching.lots import Asked
from utblick_tendering.matching.nearness import Found
from utblick_tendering.matching.profile import Profile
from utblick_tendering.matching.reasons import CountryCode, CpvCode, Reason, SharedWords
from utblick_tendering.vocabulary.cpv import MEDIUM, STRONG, WEAK

_TRADE = {STRONG: 50, MEDIUM: 32, WEAK: 14}
_WORDS = (0, 9, 15, 20)
_DAYS = ((21, 5), (10, 3), (3, 1))

_SAID = _("Asks for {asked}, which the company has said that it sells.")
_OWN_TRADE = _("Asks for {asked}, which is the company's own trade ({sold}).")
_CLOSE = _("Asks for {asked}, close to what the company sells ({sold}).")
_BRANCH = _("Asks for {asked}, in the same branch as {sold}.")
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
_PASSED = Reason(_("The last day has passed."))
_CLOSES = _("Closes in {days} days.")

Counted = tuple[int, Reason | None]


def points(profile: Profile, lot: Asked, found: Found, time: Counted) -> tuple[int, tuple[Reason, ...]]:
    """The score of a company for a lot, and what explains it, weightiest first; `time` is `time_left`."""
    trade, words = _trade(profile, found), _words(profile, lot)
    place, size = _place(profile, lot), _size(profile, lot)
    given = (trade[1], words[1], place[1], size[1], time[1])
    return trade[0] + words[0] + place[0] + size[0] + time[0], tuple(
        [why for why in given if why is not None]
    )


def time_left(lot: Asked, as_of: datetime) -> Counted:
    """What the time until the lot closes is worth: the same for every company."""
    if lot.closes is None:
        return 5, None
    days = (lot.closes - as_of).days
    if days < 0:
        return 0, _PASSED
    return next((count for least, count in _DAYS if days >= least), 0), Reason(_CLOSES, {"days": days})


def _trade(profile: Profile, found: Found) -> Counted:
    names = {"asked": CpvCode(found.asked), "sold": CpvCode(found.own)}
    if found.nearness == STRONG:
        return _TRADE[STRONG], Reason(_SAID if found.own in profile.said else _OWN_TRADE, names)
    return _TRADE[found.nearness], Reason(_CLOSE if found.nearness == MEDIUM else _BRANCH, names)


def _words(profile: Profile, lot: Asked) -> Counted:
    shared = profile.stems & lot.stems
    if not shared:
        return 0, None
    count = _WORDS[len(shared) if len(shared) < len(_WORDS) else -1]
    return count, Reason(_SPEAKS, {"words": SharedWords(lot.text, shared)})


def _place(profile: Profile, lot: Asked) -> Counted:
    if lot.country not in {"", "SE"}:
        if lot.country in profile.export_countries:
            return 8, Reason(_SOLD_THERE, {"country": CountryCode(lot.country)})
        return 0, None
    if profile.nuts and profile.nuts in lot.nuts:
        return 15, _COUNTY
    if profile.nuts and any(len(code) >= 4 and code[:4] == profile.nuts[:4] for code in lot.nuts):
        return 11, _NEIGHBOUR
    if lot.country == "SE":
        return 7, _SWEDEN
    return (5, _ABROAD) if lot.anywhere else (0, None)


def _size(profile: Profile, lot: Asked) -> Counted:
    bonus = 2 if lot.suits_small_firms and profile.is_small else 0
    if lot.value is None or lot.value.currency != "SEK" or not profile.turnover:
        return 4 + bonus, _SMALL if bonus else None
    share = float(lot.value.amount) / profile.turnover
    percent = {"percent": round(share * 100)}
    if share <= 0.5:
        return 8 + bonus, Reason(_WITHIN, percent)
    return (5, Reason(_MOST, percent)) if share <= 1 else (0, _LARGER)
