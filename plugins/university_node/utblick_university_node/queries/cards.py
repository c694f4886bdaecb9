"""The cards of the board by season: a few of each column, all in one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, union_all

from utblick.api import Context
from utblick_university_node.models import Assignment, AssignmentState

COLUMNS = (
    AssignmentState.IDEA,
    AssignmentState.PUBLISHED,
    AssignmentState.MATCHED,
    AssignmentState.AGREED,
    AssignmentState.UNDER_WAY,
    AssignmentState.DELIVERED,
    AssignmentState.FOLLOWED_UP,
)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card of the board says."""

    id: UUID
    season_id: UUID | None
    state: str
    title: str
    title_en: str
    kind: str
    organisation_id: UUID
    unit: str
    next_on: date | None
    owner_id: UUID | None


def of_seasons(ctx: Context, seasons: Sequence[UUID], *, kind: str, each: int, with_none: bool) -> list[Card]:
    """The latest changed assignments of each state in each season; `with_none` adds those without one."""
    table = Assignment.__table__  # type: ignore[attr-defined]
    wanted: list[UUID | None] = [*seasons, *([None] if with_none else [])]
    parts = [_column(table, season, state, kind, each) for season in wanted for state in COLUMNS]
    if not parts:
        return []
    return [Card(*row) for row in ctx.session.execute(union_all(*parts))]


def _column(table: Any, season: UUID | None, state: str, kind: str, each: int) -> Select[Any]:
    c = table.c
    query = select(*(c[name] for name in Card.__slots__)).where(
        c.season_id == season if season else c.season_id.is_(None), c.state == state
    )
    if kind:
        query = query.where(c.kind == kind)
    return select(query.order_by(c.updated_at.desc(), c.id).limit(each).subquery())
