"""What came of an examination, told: as lines for people, as JSON for programs, as the page of all rules."""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from utblick.testing.conformance.rule import Outcome
from utblick.testing.conformance.rules.all import RULES


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of processors: of this process and those that it has waited for."""

    seconds: float
    processor: float

    @classmethod
    def so_far(cls) -> Self:
        """Since some moment of the past; the difference of two tells how long something took."""
        used = os.times()
        own, others = used.user + used.system, used.children_user + used.children_system
        return cls(time.perf_counter(), own + others)

    def __sub__(self, before: Self) -> "Spent":
        return Spent(self.seconds - before.seconds, self.processor - before.processor)


def lines(outcome: Outcome) -> Iterator[str]:
    """One line for the rule, and three for each thing to mend."""
    state = outcome.level if outcome.state == "failed" else outcome.state
    yield f"{outcome.rule.id}  {state:<8} {outcome.rule.title}"
    if outcome.reason:
        yield f"     {outcome.reason}"
    for finding in outcome.findings:
        yield f"     {finding.where}"
        yield f"       {finding.what}"
        yield f"       {finding.mend}"


def durations(outcomes: Sequence[Outcome], spent: Spent, slowest: int) -> Iterator[str]:
    """One line for the whole examination, and one for each of the slowest rules."""
    yield f"{len(outcomes)} rules, {spent.seconds:.1f} s, of which {spent.processor:.1f} s of processor time"
    for outcome in sorted(outcomes, key=lambda one: -one.seconds)[:slowest]:
        yield f"{outcome.seconds:6.1f} s  {outcome.rule.id}  {outcome.rule.title}"


def plain(name: str, outcomes: Iterable[Outcome], spent: Spent) -> dict[str, Any]:
    """The examination as plain values."""
    return {
        "plugin": name,
        "seconds": round(spent.seconds, 3),
        "processor_seconds": round(spent.processor, 3),
        "rules": [
            {
                "id": outcome.rule.id,
                "level": outcome.level,
                "title": outcome.rule.title,
                "state": outcome.state,
                "reason": outcome.reason,
                "seconds": round(outcome.seconds, 6),
                "findings": [
                    {"where": finding.where, "what": finding.what, "mend": finding.mend}
                    for finding in outcome.findings
                ],
            }
            for outcome in outcomes
        ],
    }


def table() -> str:
    """Every rule as a table of the documentation."""
    rows = [f"| {rule.id} | {rule.level} | {rule.title} |" for rule in RULES]
    return "\n".join(["| rule | level | what it asks |", "|---|---|---|", *rows])
