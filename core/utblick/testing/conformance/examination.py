"""The examination of one plugin: each rule asked once, in the order in which they build on one another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from time import perf_counter

from utblick.errors import Misconfigured
from utblick.i18n import _
from utblick.testing.conformance.rule import Finding, NotTried, Outcome, Rule
from utblick.testing.conformance.rules.all import RULES, WAIVERS
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.sources import place_in, said
from utblick.testing.conformance.waivers import Waivers, read_waivers


@dataclass
class Examination:
    """What came of the rules that were asked so far."""

    subject: Subject
    _known: dict[str, Outcome] = field(default_factory=dict)

    def outcomes(self, ids: Iterable[str] = ()) -> Iterator[Outcome]:
        """The outcomes of these rules, of all when none is named, one by one as they come."""
        for id_ in tuple(ids) or tuple(rule.id for rule in RULES):
            yield self.outcome(id_)

    def outcome(self, id_: str) -> Outcome:
        """What comes of a rule, and of those that it builds on; raises `Misconfigured` for an unknown one."""
        if id_ not in self._known:
            rule = next((rule for rule in RULES if rule.id == id_), None)
            if rule is None:
                known = f"{RULES[0].id} – {RULES[-1].id}"
                raise Misconfigured(_("There is no rule {id}. The rules are {known}.", id=id_, known=known))
            self._known[id_] = self._of_waivers(rule) if rule is WAIVERS else self._asked(rule)
        return self._known[id_]

    @cached_property
    def waivers(self) -> Waivers:
        return read_waivers(self.subject.folder, (rule.id for rule in RULES if rule is not WAIVERS))

    def _asked(self, rule: Rule) -> Outcome:
        before = [self.outcome(id_) for id_ in rule.after]
        failed = next((one for one in before if one.is_fatal or one.blocked), None)
        if failed is not None:
            reason = f"{failed.reason or f'{failed.rule.id} has to be mended first.'}"
            return Outcome(rule, "not run", reason=reason, blocked=True)
        begun = perf_counter()
        outcome = _tried(rule, self.subject)
        outcome = replace(outcome, seconds=perf_counter() - begun)
        reason = self.waivers.reasons.get(rule.id, "")
        if reason and outcome.state == "failed":
            return replace(outcome, state="waived", reason=reason)
        return outcome

    def _of_waivers(self, rule: Rule) -> Outcome:
        others = [self.outcome(one.id) for one in RULES if one is not rule]
        found = (*self.waivers.faults, *self.waivers.unused(others))
        return Outcome(rule, "failed" if found else "ok", found)


def _tried(rule: Rule, subject: Subject) -> Outcome:
    try:
        found = tuple(rule.check(subject))
    except NotTried as reason:
        return Outcome(rule, "not run", reason=str(reason))
    except Exception as error:
        where = place_in(error, subject.folder)
        found = (Finding(where, f"The rule could not be tried: {said(error)}.", "Mend what raises here."),)
    failed = any((one.level or rule.level) != "note" for one in found)
    return Outcome(rule, "failed" if failed else "ok", found)
