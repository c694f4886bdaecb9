"""What the rules say of a consortium: line by line in words, now and if everybody who is asked says yes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from utblick.api import Msg, _, find_country, ngettext
from utblick_partnerships.eligibility.facts import Facts, Party
from utblick_partnerships.eligibility.rules import Rule, RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One requirement: whether it is met, what there is, and what is missing in words."""

    test: str
    met: bool
    hoped: bool
    text: Msg
    missing: Msg | None
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All lines of a set of rules. `hoped` is whether it is met when everybody who is asked says yes."""

    rules: RuleSet
    lines: tuple[Line, ...]

    @property
    def met(self) -> bool:
        """Whether every requirement is met by those who have said yes."""
        return all(line.met for line in self.lines)

    @property
    def hoped(self) -> bool:
        """Whether every requirement would be met if all who are thought of said yes."""
        return all(line.hoped for line in self.lines)

    @property
    def missing(self) -> tuple[Msg, ...]:
        """What is missing, in words."""
        return tuple(line.missing for line in self.lines if line.missing is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a test answers: whether it is met, the requirement, and what is missing."""

    met: bool
    text: Msg
    missing: Msg


def judge(rules: RuleSet, facts: Facts) -> Verdict:
    """Hold a consortium against the rules."""
    sure = replace(facts, parties=tuple(party for party in facts.parties if party.sure))
    lines = []
    for rule in rules.rules:
        test = _TESTS[rule.test]
        now, hoped = test(rules, rule, sure), test(rules, rule, facts)
        lines.append(
            Line(
                test=rule.test,
                met=now.met,
                hoped=hoped.met,
                text=now.text,
                missing=None if now.met else now.missing,
                says=rule.says,
            )
        )
    return Verdict(rules=rules, lines=tuple(lines))


def _counted(rules: RuleSet, rule: Rule, facts: Facts) -> list[Party]:
    """The parties that a rule counts: applicants of the right kind in eligible countries."""
    return [
        party
        for party in facts.parties
        if party.role != "associated"
        and (not rule.kinds or party.kind in rule.kinds)
        and _is_eligible(rules, party.country)
    ]


def _is_eligible(rules: RuleSet, country: str) -> bool:
    if rules.countries:
        return country in rules.countries
    return _in_eu(country) or country in rules.also


def _in_eu(code: str) -> bool:
    known = find_country(code)
    return code == "AX" or (known is not None and known.in_eu)


def _lead(rules: RuleSet, rule: Rule, facts: Facts) -> _Said:
    leads = [party for party in facts.parties if party.role == "lead"]
    fitting = [
        one
        for one in leads
        if (not rule.kinds or one.kind in rule.kinds) and _is_eligible(rules, one.country)
    ]
    missing = _("a lead partner")
    if leads and not fitting:
        missing = _("a lead partner of the right kind: public or non-profit, in an eligible country")
    return _Said(met=len(fitting) == 1, text=_("One lead partner that may lead"), missing=missing)


def _organisations(rules: RuleSet, rule: Rule, facts: Facts) -> _Said:
    lack = rule.least - len(_counted(rules, rule, facts))
    if rule.kinds == ("municipality",):
        return _Said(
            met=lack <= 0,
            text=_("At least {n} municipalities in eligible countries", n=rule.least),
            missing=ngettext("{n} municipality", "{n} municipalities", n=lack),
        )
    return _Said(
        met=lack <= 0,
        text=_("At least {n} partners in eligible countries", n=rule.least),
        missing=ngettext("{n} partner", "{n} partners", n=lack),
    )


def _countries(rules: RuleSet, rule: Rule, facts: Facts) -> _Said:
    found = {_state(party.country) for party in _counted(rules, rule, facts)}
    lack = rule.least - len(found)
    return _Said(
        met=lack <= 0,
        text=_("From at least {n} eligible countries", n=rule.least),
        missing=ngettext("a partner from {n} more country", "partners from {n} more countries", n=lack),
    )


def _eu(rules: RuleSet, rule: Rule, facts: Facts) -> _Said:
    found = {_state(party.country) for party in _counted(rules, rule, facts) if _in_eu(party.country)}
    lack = rule.least - len(found)
    missing = ngettext("{n} EU country", "{n} EU countries", n=lack)
    if rule.kinds == ("municipality",):
        missing = ngettext("{n} EU municipality", "{n} EU municipalities", n=lack)
    return _Said(
        met=lack <= 0,
        text=ngettext(
            "At least {n} of them a member of the EU", "At least {n} of them members of the EU", n=rule.least
        ),
        missing=missing,
    )


def _participants(rules: RuleSet, rule: Rule, facts: Facts) -> _Said:
    lack = rule.least - (facts.participants or 0)
    return _Said(
        met=lack <= 0,
        text=_("At least {n} direct participants", n=rule.least),
        missing=ngettext("{n} participant", "{n} participants", n=lack),
    )


def _international(rules: RuleSet, rule: Rule, facts: Facts) -> _Said:
    lack = rule.least - (facts.international or 0)
    return _Said(
        met=lack <= 0,
        text=_("At least {n} of them invited from other countries", n=rule.least),
        missing=ngettext("{n} international participant", "{n} international participants", n=lack),
    )


def _months(rules: RuleSet, rule: Rule, facts: Facts) -> _Said:
    text = _("Between {least} and {most} months", least=rule.least, most=rule.most)
    if facts.months is None:
        return _Said(met=False, text=text, missing=_("how many months it lasts"))
    if facts.months < rule.least:
        lack = rule.least - facts.months
        return _Said(met=False, text=text, missing=ngettext("{n} month more", "{n} months more", n=lack))
    over = facts.months - (rule.most or facts.months)
    return _Said(
        met=over <= 0,
        text=text,
        missing=ngettext("it is {n} month too long", "it is {n} months too long", n=over),
    )


def _event_countries(rules: RuleSet, rule: Rule, facts: Facts) -> _Said:
    lack = rule.least - len({one for one in facts.event_countries if _is_eligible(rules, one)})
    return _Said(
        met=lack <= 0,
        text=_("Activities in at least {n} eligible countries", n=rule.least),
        missing=ngettext("activities in {n} more country", "activities in {n} more countries", n=lack),
    )


def _grant(rules: RuleSet, rule: Rule, facts: Facts) -> _Said:
    most = _euro(rule.most or 0)
    text = _("A grant of at most {most} euro", most=most)
    if rule.least:
        text = _("A grant between {least} and {most} euro", least=_euro(rule.least), most=most)
    if facts.grant is None:
        return _Said(met=False, text=text, missing=_("how much is applied for"))
    if facts.grant < rule.least:
        lack = _euro(int(rule.least - facts.grant))
        return _Said(met=False, text=text, missing=_("a grant that is {amount} euro larger", amount=lack))
    over = facts.grant - (rule.most if rule.most is not None else facts.grant)
    return _Said(
        met=over <= 0, text=text, missing=_("a grant that is {amount} euro smaller", amount=_euro(int(over)))
    )


def _grant_share(rules: RuleSet, rule: Rule, facts: Facts) -> _Said:
    most = rule.most or 100
    text = _("The grant is at most {n} percent of the budget", n=most)
    if facts.budget is None or facts.grant is None or facts.budget <= 0:
        return _Said(met=False, text=text, missing=_("the budget, and how much is applied for"))
    need = facts.grant - facts.budget * Decimal(most) / 100
    missing = _("{amount} euro more of own money", amount=_euro(int(need)))
    return _Said(met=need <= 0, text=text, missing=missing)


def _cooperation(rules: RuleSet, rule: Rule, facts: Facts) -> _Said:
    development, implementation, staffing, financing = facts.cooperation
    met = development and implementation and (staffing or financing)
    missing = _("joint staffing or joint financing")
    if not (development and implementation):
        missing = _("joint development and joint implementation")
    text = _("Joint development and implementation, and joint staffing or financing")
    return _Said(met=met, text=text, missing=missing)


def _state(country: str) -> str:
    """Åland is a region of Finland."""
    return "FI" if country == "AX" else country


def _euro(amount: int) -> Decimal:
    """An amount that each reader's language writes as it writes numbers."""
    return Decimal(amount)


_TESTS: Mapping[str, Callable[[RuleSet, Rule, Facts], _Said]] = {
    "lead": _lead,
    "organisations": _organisations,
    "countries": _countries,
    "eu": _eu,
    "participants": _participants,
    "international": _international,
    "months": _months,
    "event_countries": _event_countries,
    "grant": _grant,
    "grant_share": _grant_share,
    "cooperation": _cooperation,
}
