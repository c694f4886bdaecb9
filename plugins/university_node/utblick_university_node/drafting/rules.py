"""From the words of a need to two or three subjects: field by words, programme by field, season by day.

Every suggestion says which rules led to it, so that whoever chooses can see that it is a machine's guess.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from utblick.api import fold

_DATA = Path(__file__).with_name("data")
_MOST = 3
_PATIENCE = {"soon": 92, "half_year": 184, "year": 366}
_RESEARCH = ("forskning", "doktorand", "forskare", "research", "doctoral")
_PRACTICE = ("praktik", "extrahjälp", "internship", "trainee", "placement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A need in its three fields, and the country that it is about where one was named."""

    problem: str
    help_wanted: str = ""
    wanted_when: str = "open"
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSeason:
    """A season that can still be advertised in, and whose it is."""

    id: UUID
    institution_id: UUID
    ror: str
    level: str
    advertise_until: date
    starts_on: date
    weeks: int
    credits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A subject that the need could become; `reasons` name the rules, with the words they are told with."""

    institution_id: UUID
    season_id: UUID
    kind: str
    field: str
    programme: str
    programme_en: str
    level: str
    credits: int
    weeks: int
    apply_by: date
    title: str
    title_en: str
    description: str
    description_en: str
    reasons: tuple[dict[str, Any], ...]
    rank: tuple[Any, ...] = column(default=(), compare=False)


def suggest(asked: Asked, seasons: Sequence[OpenSeason], today: date) -> list[Suggestion]:
    """Two or three subjects where the calendar allows, from as many universities as there are."""
    found = sorted(_all(asked, seasons, today), key=lambda one: one.rank)
    by_school = groupby(
        sorted(found, key=lambda one: str(one.institution_id)), lambda one: one.institution_id
    )
    first = sorted((next(iter(group)) for _school, group in by_school), key=lambda one: one.rank)[:_MOST]
    for one in found:
        known = {(other.institution_id, other.programme, other.level) for other in first}
        if len(first) < _MOST and (one.institution_id, one.programme, one.level) not in known:
            first.append(one)
    return first


def fields_of(text: str) -> list[tuple[str, list[str]]]:
    """The fields that a text speaks of, with the words that say so; most words first."""
    said = fold(text)
    found = [
        (rule["field"], [word for word in rule["words"] if _speaks(said, fold(word))]) for rule in _fields()
    ]
    return sorted(((one, words) for one, words in found if words), key=lambda pair: -len(pair[1]))


def field_names(language: str) -> dict[str, str]:
    """What each field is called."""
    said = language if language in ("sv", "en") else "en"
    return {rule["field"]: rule[said]["name"] for rule in _fields()}


def _speaks(text: str, word: str) -> bool:
    """Short words must stand alone or begin a word; longer ones may stand within one, as Swedish does."""
    if len(word) >= 5:
        return word in text
    end = r"\b" if len(word) < 3 else ""
    return re.search(rf"\b{re.escape(word)}{end}", text) is not None


def _all(asked: Asked, seasons: Sequence[OpenSeason], today: date) -> Iterator[Suggestion]:
    text = f"{asked.problem} {asked.help_wanted}"
    fields = fields_of(text)[:2] or [("business", [])]
    limit = today + timedelta(days=_PATIENCE.get(asked.wanted_when, 3660))
    for place, (chosen, words) in enumerate(fields):
        for ror in sorted({season.ror for season in seasons}):
            for level, *programme in [*_programmes(ror, chosen), *_course(ror, chosen)]:
                season = _next(seasons, ror, level, today)
                if season is not None:
                    late = season.starts_on > limit
                    rank = (late, level == "course" and asked.wanted_when != "soon", place, season.starts_on)
                    yield _subject(asked, chosen, words, programme, season, late=late, rank=(*rank, ror))


def _next(seasons: Sequence[OpenSeason], ror: str, level: str, today: date) -> OpenSeason | None:
    fitting = (
        one for one in seasons if (one.ror, one.level) == (ror, level) and one.advertise_until >= today
    )
    return min(fitting, key=lambda one: one.starts_on, default=None)


def _programmes(ror: str, chosen: str) -> list[list[str]]:
    found: list[list[str]] = _known()["programmes"].get(ror, {}).get(chosen, [])
    return found


def _course(ror: str, chosen: str) -> list[list[str]]:
    """A course within the first programme of the field: smaller, and often sooner."""
    return [["course", *one[1:]] for one in _programmes(ror, chosen)[:1]]


def _subject(
    asked: Asked,
    chosen: str,
    words: list[str],
    programme: Sequence[str],
    season: OpenSeason,
    *,
    late: bool,
    rank: tuple[Any, ...],
) -> Suggestion:
    rule = next(one for one in _fields() if one["field"] == chosen)
    about = _about(asked.problem)
    return Suggestion(
        institution_id=season.institution_id,
        season_id=season.id,
        kind=_kind(asked, season.level),
        field=chosen,
        programme=programme[0],
        programme_en=programme[1],
        level=season.level,
        credits=season.credits,
        weeks=season.weeks,
        apply_by=season.advertise_until,
        title=rule["sv"]["title"].format(about=about)[:200],
        title_en=rule["en"]["title"].format(about=about)[:200],
        description=_TEXT_SV.format(
            problem=asked.problem, help=asked.help_wanted or "–", method=rule["sv"]["method"]
        ),
        description_en=_TEXT_EN.format(
            problem=asked.problem, help=asked.help_wanted or "–", method=rule["en"]["method"]
        ),
        reasons=tuple(_reasons(chosen, words, season, late=late)),
        rank=rank,
    )


def _kind(asked: Asked, level: str) -> str:
    said = fold(f"{asked.problem} {asked.help_wanted}")
    if any(fold(word) in said for word in _RESEARCH):
        return "research_need"
    if any(fold(word) in said for word in _PRACTICE):
        return "placement_abroad" if asked.country not in ("", "SE") else "internship"
    return "course_project" if level == "course" else "degree_project"


def _reasons(chosen: str, words: list[str], season: OpenSeason, *, late: bool) -> Iterator[dict[str, Any]]:
    if words:
        yield {"rule": "words", "with": {"field": chosen, "words": ", ".join(words[:4])}}
    else:
        yield {"rule": "no_words", "with": {}}
    yield {"rule": "programme", "with": {"field": chosen}}
    yield {"rule": "late" if late else "season", "with": {"day": season.starts_on.isoformat()}}


def _about(problem: str) -> str:
    """The first sentence of the problem, short enough for a title."""
    first = re.split(r"[.!?\n]", problem.strip(), maxsplit=1)[0].strip()
    return first if len(first) <= 90 else first[:90].rsplit(" ", 1)[0] + " …"


_TEXT_SV = """Bakgrund: {problem}

Hjälp som önskas: {help}

Så kan det gå till: {method}

Värden bidrar med handledare, uppgifter och tid för samtal. Lärosätet utser handledare och examinator."""
_TEXT_EN = """Background: {problem}

Help wanted: {help}

How it can be done: {method}

The host gives a supervisor, data and time to talk. The university appoints a supervisor and an examiner."""


@cache
def _fields() -> Any:
    return json.loads((_DATA / "fields.json").read_text("utf-8"))


@cache
def _known() -> Any:
    return json.loads((_DATA / "programmes.json").read_text("utf-8"))
