"""Which lots fit which companies, and why."""

from utblick_tendering.matching.matcher import Match, Matcher
from utblick_tendering.matching.profile import Profile, drafted
from utblick_tendering.matching.states import ALERTING, states

__all__ = ["ALERTING", "Match", "Matcher", "Profile", "drafted", "states"]
