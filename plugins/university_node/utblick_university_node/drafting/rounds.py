"""When assignments are advertised and begin, level by level, by the calendar that universities follow."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).with_name("data") / "seasons.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One season of a year, as the calendar has it; `source` is the page that says so."""

    key: str
    level: str
    title: str
    title_en: str
    advertise_from: date
    advertise_until: date
    starts_on: date
    ends_on: date
    weeks: int
    credits: int
    source: str


def rounds(year: int) -> Sequence[Round]:
    """The seasons in which students begin in a year; they are advertised in that year or the one before."""
    rules = _rules()
    return [_round(one, year, rules["sources"]) for one in rules["seasons"]]


def _round(rule: dict[str, Any], year: int, sources: dict[str, str]) -> Round:
    starts = _day(year, rule["starts"])
    return Round(
        key=rule["key"],
        level=rule["level"],
        title=f"{rule['sv']} {year}",
        title_en=f"{rule['en']} {year}",
        advertise_from=_day(year, rule["advertise_from"]),
        advertise_until=_day(year, rule["advertise_until"]),
        starts_on=starts,
        ends_on=starts + timedelta(weeks=rule["weeks"]),
        weeks=rule["weeks"],
        credits=rule["credits"],
        source=sources[rule["source"]],
    )


def _day(year: int, rule: Sequence[int]) -> date:
    """A day as the rules write it: years from the one of the start, month, day."""
    return date(year + rule[0], rule[1], rule[2])


@cache
def _rules() -> Any:
    return json.loads(_DATA.read_text("utf-8"))
