"""How well a student, a university or an expert fits, with the reasons in words: points by open rules."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from utblick.api import Context, fold
from utblick_university_node.drafting import fields_of
from utblick_university_node.models import Assignment, Expert, Season, Student

Reason = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fit:
    """Points, and the rules that gave them."""

    points: int
    reasons: list[Reason]


def reasons_for(ctx: Context, assignment: Assignment, student: Student) -> Fit:
    """How well a student fits an assignment."""
    return _fit(_student_rules(assignment, student))


def _student_rules(assignment: Assignment, student: Student) -> Iterator[tuple[int, Reason]]:
    if assignment.field and assignment.field in student.fields:
        yield 40, {"rule": "field", "with": {"field": assignment.field}}
    if assignment.level and assignment.level == student.level:
        yield 20, {"rule": "level", "with": {"level": assignment.level}}
    if assignment.institution_id and assignment.institution_id == student.institution_id:
        yield 15, {"rule": "school", "with": {}}
    if assignment.country and assignment.country in student.countries:
        yield 15, {"rule": "country", "with": {"country": assignment.country}}
    start = assignment.starts_on
    if start and student.available_from:
        if student.available_from <= start:
            yield 10, {"rule": "free", "with": {"day": student.available_from.isoformat()}}
        elif student.available_from > start + timedelta(days=31):
            yield -20, {"rule": "busy", "with": {"day": student.available_from.isoformat()}}


def rank_students(
    ctx: Context, assignment: Assignment, students: Iterable[Student]
) -> list[tuple[Student, Fit]]:
    """The students who fit an assignment at all, the best first."""
    rated = [(student, reasons_for(ctx, assignment, student)) for student in students]
    return sorted((pair for pair in rated if pair[1].points > 0), key=lambda pair: -pair[1].points)


def rank_schools(
    ctx: Context, assignment: Assignment, seasons: Sequence[Season], open_counts: dict[Any, int]
) -> list[tuple[Season, Fit]]:
    """For each university the season that fits an assignment best, the best first."""
    best: dict[Any, tuple[Season, Fit]] = {}
    for season in seasons:
        fit = _fit(_school_rules(assignment, season, open_counts.get(season.institution_id, 0), ctx))
        held = best.get(season.institution_id)
        if fit.points > 0 and (held is None or fit.points > held[1].points):
            best[season.institution_id] = (season, fit)
    return sorted(best.values(), key=lambda pair: -pair[1].points)


def _school_rules(
    assignment: Assignment, season: Season, open_count: int, ctx: Context
) -> Iterator[tuple[int, Reason]]:
    if season.advertise_until < ctx.today:
        return
    if assignment.level and season.level == assignment.level:
        yield 40, {"rule": "level", "with": {"level": season.level}}
    if assignment.starts_on and abs((season.starts_on - assignment.starts_on).days) <= 45:
        yield 20, {"rule": "season", "with": {"day": season.starts_on.isoformat()}}
    if season.advertise_from <= ctx.today:
        yield 10, {"rule": "advertise", "with": {"day": season.advertise_until.isoformat()}}
    if open_count == 0:
        yield 5, {"rule": "idle", "with": {}}


def rank_experts(ctx: Context, need: str, experts: Iterable[Expert]) -> list[tuple[Expert, Fit]]:
    """The experts who know something of what a need speaks of, the best first."""
    fields = [name for name, _words in fields_of(need)]
    said = fold(need)
    rated = [(expert, _fit(_expert_rules(said, fields, expert))) for expert in experts]
    return sorted((pair for pair in rated if pair[1].points > 0), key=lambda pair: -pair[1].points)


def _expert_rules(said: str, fields: list[str], expert: Expert) -> Iterator[tuple[int, Reason]]:
    known = [word for word in expert.competence if _mentions(said, fold(word))]
    if known:
        yield 30 * len(known), {"rule": "knows", "with": {"words": ", ".join(known)}}
    if expert.field and expert.field in fields:
        yield 25 - 5 * fields.index(expert.field), {"rule": "field", "with": {"field": expert.field}}


def _mentions(said: str, word: str) -> bool:
    """Whether a text speaks of a competence, also when its words are bent or put together."""
    stems = [part[: max(4, len(part) - 2)] for part in word.split() if len(part) > 2]
    return bool(stems) and all(stem in said for stem in stems)


def _fit(rules: Iterable[tuple[int, Reason]]) -> Fit:
    found = list(rules)
    return Fit(sum(points for points, _reason in found), [reason for _points, reason in found])
