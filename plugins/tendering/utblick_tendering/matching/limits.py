"""What a company has said no to beforehand: words, distance, size. Such a lot is listed, and never alerts."""

from utblick.api import _
from utblick_tendering.matching.lots import Asked
from utblick_tendering.matching.points import Part
from utblick_tendering.matching.profile import Profile
from utblick_tendering.matching.reasons import Kronor, Reason, SharedWords

COUNTY, NUTS2, COUNTRY, ABROAD = "county", "nuts2", "country", "abroad"

_UNWANTED = _("The notice speaks of what the company will not do: {words}.")
_TOO_FAR = Reason(_("The work is farther away than the company goes."))
_TOO_LARGE = _("The lot is larger than what the company takes on alone ({most}).")
_PLACES = {COUNTY: 5, NUTS2: 4}
"""How many signs of a NUTS code must agree."""


def limits(profile: Profile, lot: Asked) -> tuple[Part, ...]:
    """The limits of the company that the lot lies beyond; empty for nearly all."""
    found = []
    unwanted = [phrase for phrase in profile.unwanted if phrase and phrase <= lot.stems]
    if unwanted:
        shared = SharedWords(lot.text, frozenset().union(*unwanted))
        found.append(Part("limit", -20, Reason(_UNWANTED, {"words": shared})))
    if is_too_far(profile, lot):
        found.append(Part("limit", -15, _TOO_FAR))
    if profile.most and lot.kronor is not None and lot.kronor > profile.most:
        found.append(Part("limit", -10, Reason(_TOO_LARGE, {"most": Kronor(profile.most)})))
    return tuple(found)


def is_too_far(profile: Profile, lot: Asked) -> bool:
    """Whether every place of the lot lies beyond the reach of the company; what is not known is not far.

    A country that it sells to, and work that can be done from anywhere, are never too far.
    """
    signs = _PLACES.get(profile.reach)
    if signs is None or not profile.nuts or lot.anywhere or lot.country in profile.export_countries:
        return False
    if lot.country not in {"", "SE"}:
        return True
    exact = [code for code in lot.nuts if len(code) >= signs]
    return (
        bool(exact)
        and len(exact) == len(lot.nuts)
        and all(code[:signs] != profile.nuts[:signs] for code in exact)
    )
