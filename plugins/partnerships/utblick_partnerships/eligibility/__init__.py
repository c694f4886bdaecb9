"""Rules of eligibility as data, and what they say of a consortium."""

from utblick_partnerships.eligibility.facts import Facts, Party
from utblick_partnerships.eligibility.rules import Rule, RuleSet, rule_set, rule_sets
from utblick_partnerships.eligibility.verdict import Line, Verdict, judge

__all__ = ["Facts", "Line", "Party", "Rule", "RuleSet", "Verdict", "judge", "rule_set", "rule_sets"]
