"""What a rule of conformance is, and what it finds: where, what is wrong there, and how to mend it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from utblick.testing.conformance.subject import Subject

Level = Literal["error", "advice", "note"]
"""An error must be mended, an advice should be; a note tells what could not be looked at here."""
State = Literal["ok", "failed", "waived", "not run"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `where` is a file with its line, an address or a name; no level means the rule's."""

    where: str
    what: str
    mend: str
    level: Level | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.mend}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One promise that every plugin keeps. `after` are rules without which this one cannot be tried."""

    id: str
    title: str
    check: "Callable[[Subject], Iterable[Finding]]"
    level: Level = "error"
    after: tuple[str, ...] = ("C01",)


class NotTried(Exception):
    """Raised by a rule that has nothing to look at here, or lacks what it needs; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one rule. `reason` is that of the waiver, or why the rule was not run.

    `seconds` are those of the rule itself, by the clock: rules that it builds on are not counted, but what
    several rules look at is made by the first of them.
    """

    rule: Rule
    state: State
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    blocked: bool = False
    seconds: float = 0.0

    @property
    def level(self) -> Level:
        """The gravest level of what was found; the rule's own when nothing was."""
        found = {finding.level or self.rule.level for finding in self.findings}
        return next((level for level in ("error", "advice") if level in found), self.rule.level)

    @property
    def is_fatal(self) -> bool:
        return self.state == "failed" and self.level == "error"
