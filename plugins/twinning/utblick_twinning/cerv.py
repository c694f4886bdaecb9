"""The check against the EU's town-twinning calls (CERV): rules as dated data, a verdict, what is missing."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from utblick.api import Msg, _, find_country

_RULES = Path(__file__).parent / "data/cerv.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the calls of some years ask for, and where that was read."""

    topic: str
    first_year: int
    last_year: int
    checked_on: date
    source: str
    min_participants: int
    min_international: int
    min_countries: int
    min_eu_members: int
    min_months: int
    max_months: int
    leads: tuple[str, ...]
    min_eur: int
    max_eur: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An exchange as the check sees it: numbers planned, or counted at the door."""

    year: int
    participants: int | None
    international: int | None
    countries: frozenset[str]
    months: int | None
    lead: str


@dataclass(frozen=True, slots=True)
class Line:
    """One condition: what it asks for, what we have, whether that does, and what to do when it does not."""

    label: Msg
    have: str
    met: bool
    missing: Msg


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every condition, the rules they come from, and whether the rules are of another year."""

    rules: Rules
    lines: tuple[Line, ...]
    outdated: bool

    @property
    def met(self) -> bool:
        return all(line.met for line in self.lines)

    @property
    def missing(self) -> int:
        return sum(not line.met for line in self.lines)


def check(case: Case, *, also_eligible: Sequence[str] = (), named: Callable[[str], str] = str) -> Verdict:
    """Hold an exchange against the rules of its year, or the nearest that are known.

    `named` gives the name of a country by its code, for the reader.
    """
    rules = rules_for(case.year)
    eligible = {code for code in case.countries if _in_eu(code) or code in also_eligible}
    members = {code for code in case.countries if _in_eu(code)}
    lines = (
        _count(
            _("Participants, at least {n}", n=rules.min_participants),
            case.participants,
            rules.min_participants,
        ),
        _count(
            _("Invited from other countries, at least {n}", n=rules.min_international),
            case.international,
            rules.min_international,
        ),
        Line(
            _("Municipalities of eligible countries, at least {n}", n=rules.min_countries),
            ", ".join(sorted(map(named, eligible))) or "0",
            len(eligible) >= rules.min_countries,
            _("Add a municipality of another eligible country. EU members are; others stand in the call."),
        ),
        Line(
            _("Members of the EU, at least {n}", n=rules.min_eu_members),
            ", ".join(sorted(map(named, members))) or "0",
            len(members) >= rules.min_eu_members,
            _("Add a municipality of the EU."),
        ),
        Line(
            _(
                "Length of the project, {least} to {most} months",
                least=rules.min_months,
                most=rules.max_months,
            ),
            str(case.months or 0),
            case.months is not None and rules.min_months <= case.months <= rules.max_months,
            _("Give the project a length within these months; preparation and report count."),
        ),
        Line(
            _("The applicant is a public body or a non-profit association"),
            "",
            case.lead in rules.leads,
            _("Let the municipality or a twinning committee apply."),
        ),
    )
    return Verdict(rules, lines, not rules.first_year <= case.year <= rules.last_year)


def rules_for(year: int) -> Rules:
    """The rules of a year; without any, those of the nearest year."""
    return min(known(), key=lambda one: max(one.first_year - year, year - one.last_year, 0))


@cache
def known() -> tuple[Rules, ...]:
    """All rules that the plugin knows."""
    return tuple(
        Rules(**one | {"checked_on": date.fromisoformat(one["checked_on"]), "leads": tuple(one["leads"])})
        for one in json.loads(_RULES.read_text("utf-8"))["rules"]
    )


def _count(label: Msg, have: int | None, needed: int) -> Line:
    missing = needed - (have or 0)
    return Line(label, str(have or 0), missing <= 0, _("{n} more are needed.", n=missing))


def _in_eu(code: str) -> bool:
    known_country = find_country(code)
    return known_country is not None and known_country.in_eu
