"""What came of an examination, told: as lines for people, as JSON for programs, as the page of all rules."""

from collections.abc import Iterable, Iterator
from typing import Any

from utblick.testing.conformance.rule import Outcome
from utblick.testing.conformance.rules.all import RULES


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


def plain(name: str, outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The examination as plain values."""
    return {
        "plugin": name,
        "rules": [
            {
                "id": outcome.rule.id,
                "level": outcome.level,
                "title": outcome.rule.title,
                "state": outcome.state,
                "reason": outcome.reason,
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
