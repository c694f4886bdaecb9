"""The sets of rules: for which calls, from when, and where they are known from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).parent / "rules.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One requirement: what is tested, how much is needed at least or allowed at most, and the source."""

    test: str
    says: str
    least: int = 0
    most: int | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a set of rules is known from."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules of a kind of call. Only `countries` count; where there are none, the EU's and `also` do."""

    id: str
    name: str
    calls: str
    looked_up_on: date
    known_from: tuple[str, ...]
    sources: tuple[Source, ...]
    rules: tuple[Rule, ...]
    countries: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def fits(self, identifier: str) -> bool:
        """Whether a call of this identifier is of the kind that the rules are for."""
        begins, _year, ends = self.calls.partition("{year}")
        return bool(begins) and identifier.startswith(begins) and identifier.endswith(ends)


@cache
def rule_sets() -> Mapping[str, RuleSet]:
    """Every set by its id."""
    written = tomllib.loads(_FILE.read_text("utf-8"))["set"]
    return MappingProxyType({one["id"]: _set(one) for one in written})


def rule_set(id_: str) -> RuleSet | None:
    """The set of that id; None where there is none."""
    return rule_sets().get(id_)


def _set(written: Mapping[str, object]) -> RuleSet:
    given: dict[str, object] = {name: value for name, value in written.items() if name != "note_also"}
    rules = given.pop("rule")
    sources = given.pop("sources")
    assert isinstance(rules, list)
    assert isinstance(sources, list)
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return RuleSet(
        **plain,  # type: ignore[arg-type]
        sources=tuple(Source(**one) for one in sources),
        rules=tuple(Rule(**{**one, "kinds": tuple(one.get("kinds", ()))}) for one in rules),
    )
