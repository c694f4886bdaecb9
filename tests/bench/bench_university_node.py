"""The pages of the university node that look at most, among many assignments: the board, who fits, figures.

`BENCH_ASSIGNMENTS` is how many are held, 100,000 unless it says otherwise; a hundredth of that are students.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import load
from sqlalchemy import insert

from utblick.context import Context
from utblick.db.migrate import upgrade
from utblick.ids import new_id
from utblick.platform import Platform, assemble
from utblick.settings import Settings
from utblick_university_node import calendars, demo, panels
from utblick_university_node.models import Assignment, AssignmentState, Match, Student
from utblick_university_node.pages import board, matching, perspectives, public
from utblick_university_node.queries import institutions

ASSIGNMENTS = int(os.environ.get("BENCH_ASSIGNMENTS", "100000"))
ROUNDS = 15
_BATCH = 5000
_STATES = tuple(AssignmentState)
_FIELDS = ("building", "production", "energy", "business", "design")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(plugins=("university_node",), data_folder=Path(name), strict=True)
        platform = assemble(settings)
        upgrade(platform.database, platform.registry)
        with platform.write() as ctx:
            demo.load(ctx)
        open_one = _fill(platform)
        pages = {
            "season_board": board.season_board.perform,
            "candidates": lambda ctx: matching.candidates.perform(ctx, assignment_id=open_one),
            "perspective_business": lambda ctx: perspectives.perspective.perform(ctx, which="business"),
            "perspective_university": lambda ctx: perspectives.perspective.perform(ctx, which="university"),
            "perspective_municipality": lambda ctx: perspectives.perspective.perform(
                ctx, which="municipality"
            ),
            "public_list": public.open_list.perform,
            "overview_box": lambda ctx: panels.monday(ctx, None),
            "calendar_month": _month,
        }
        for what, perform in pages.items():
            load.say(f"university_{what}", _median(platform, perform), "ms", target=150, rows=ASSIGNMENTS)
        platform.close()


def _month(ctx: Context) -> list[Any]:
    first = ctx.today.replace(day=1)
    return [list(one.load(ctx, first, first + timedelta(days=31))) for one in calendars.CALENDARS]


def _fill(platform: Platform) -> UUID:
    """Assignments over all seasons and states, with their students and matches; gives one that is open."""
    with platform.read() as ctx:
        seasons = [(one.id, one.institution_id) for one in institutions.seasons(ctx)]
        hosts = [one.id for one in ctx.organisations.listed(kind="company")]
    rows = list(_assignments(seasons, hosts))
    students = list(_students(seasons, ASSIGNMENTS // 100))
    matches = list(_matches(rows, students))
    with platform.database.write() as session:
        for model, many in ((Assignment, rows), (Student, students), (Match, matches)):
            for start in range(0, len(many), _BATCH):
                session.connection().execute(insert(model), many[start : start + _BATCH])
    with platform.database.write() as session:
        session.connection().exec_driver_sql("ANALYZE")
    found: UUID = next(row["id"] for row in rows if row["state"] == AssignmentState.PUBLISHED)
    return found


def _assignments(seasons: list[tuple[UUID, UUID]], hosts: list[UUID]) -> Iterator[dict[str, Any]]:
    chance, today = Random(4), date.today()
    for number in range(ASSIGNMENTS):
        season, institution = chance.choice(seasons)
        state = chance.choice(_STATES)
        done = state in (AssignmentState.DELIVERED, AssignmentState.FOLLOWED_UP)
        row = Assignment(
            title=f"Exempeluppdrag {number}",
            organisation_id=chance.choice(hosts),
            institution_id=institution,
            season_id=season,
            state=state,
            state_since=datetime.now(UTC),
            visibility="public" if number % 3 else "node",
            field=chance.choice(_FIELDS),
            level="bachelor",
            interest_until=today + timedelta(days=chance.randrange(200)),
            next_on=today + timedelta(days=chance.randrange(400)),
            starts_on=today + timedelta(days=60),
            delivered_on=today - timedelta(days=chance.randrange(700)) if done else None,
            student_hours=400 if done else None,
        )
        yield row.model_dump()


def _students(seasons: list[tuple[UUID, UUID]], count: int) -> Iterator[dict[str, Any]]:
    chance = Random(5)
    for number in range(count):
        _season, institution = chance.choice(seasons)
        fields = [chance.choice(_FIELDS)]
        yield Student(title=f"Student {number}", institution_id=institution, fields=fields).model_dump()


def _matches(rows: list[dict[str, Any]], students: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    chance = Random(6)
    for row in rows[: len(rows) // 4]:
        yield {
            **Match(
                title=row["title"],
                assignment_id=row["id"],
                student_id=chance.choice(students)["id"],
                organisation_id=row["organisation_id"],
                state=chance.choice(("proposed", "declined", "expired", "approved_school")),
                answer_by=date.today() + timedelta(days=chance.randrange(30)),
            ).model_dump(),
            "id": new_id(),
        }


def _median(platform: Platform, perform: Any) -> float:
    took = []
    for _round in range(ROUNDS):
        with platform.read() as ctx:
            began = time.perf_counter()
            perform(ctx)
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


if __name__ == "__main__":
    main()
