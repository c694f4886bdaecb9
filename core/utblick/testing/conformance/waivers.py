"""`conformance.toml` in the plugin's package: rules that it may break, each with the reason in a sentence."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from utblick.testing.conformance.rule import Finding, Outcome
from utblick.testing.conformance.subject.sources import place

FILE = "conformance.toml"
WORDS = 5
"""A reason with fewer words is none."""


@dataclass(frozen=True)
class Waivers:
    """The reasons by rule, those that hold, and what is wrong with the file."""

    file: Path
    reasons: dict[str, str]
    faults: tuple[Finding, ...] = ()

    def unused(self, outcomes: Iterable[Outcome]) -> Iterator[Finding]:
        """Waivers of rules that are kept anyway."""
        for outcome in outcomes:
            if outcome.rule.id in self.reasons and outcome.state == "ok":
                yield Finding(
                    _place(self.file, outcome.rule.id),
                    f"{outcome.rule.id} is waived, but the plugin keeps it.",
                    "Remove the line.",
                )


def read_waivers(folder: Path, known: Iterable[str]) -> Waivers:
    """The waivers of the package in this folder; none when there is no file."""
    file = folder / FILE
    if not file.is_file():
        return Waivers(file, {})
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        mend = 'Write one line for each rule: C08 = "Why it cannot be kept here."'
        return Waivers(file, {}, (Finding(place(file, 1), f"This is not valid TOML: {error}.", mend),))
    faults = tuple(_faults(file, written, set(known)))
    wrong = {fault.where for fault in faults}
    return Waivers(
        file, {id_: text for id_, text in written.items() if _place(file, id_) not in wrong}, faults
    )


def _faults(file: Path, written: dict[str, object], known: set[str]) -> Iterator[Finding]:
    for id_, reason in written.items():
        if id_ not in known:
            yield Finding(
                _place(file, id_), f"There is no rule {id_}.", f"The rules are {min(known)} to {max(known)}."
            )
        elif not isinstance(reason, str) or len(reason.split()) < WORDS:
            yield Finding(
                _place(file, id_),
                f"The waiver of {id_} gives no reason.",
                f"Say in a sentence of at least {WORDS} words why the rule cannot be kept, and until when.",
            )


def _place(file: Path, id_: str) -> str:
    lines = file.read_text(encoding="utf-8").splitlines()
    return place(file, next((n for n, line in enumerate(lines, 1) if line.strip().startswith(id_)), 1))
