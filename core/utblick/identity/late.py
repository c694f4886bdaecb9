"""Merges that were made and undone while a plugin was off reach its rows when it is enabled again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import structlog
from sqlalchemy import Column, String, cast
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from utblick.context import Context
from utblick.identity.models import Merge
from utblick.identity.moving import move, move_back, references
from utblick.registry import CORE

if TYPE_CHECKING:
    from utblick.platform import Platform

log = structlog.get_logger("utblick.identity")
ENTITIES = ("organisation", "person")


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """How many rows were pointed at another party, and the merges that the database did not allow."""

    rows: int = 0
    refused: tuple[UUID, ...] = ()


def catch_up(platform: "Platform") -> CaughtUp:
    """Let the rows of enabled plugins follow the merges that stand, and go back by those that were undone.

    Quick when there is nothing to do, and safe to repeat. One process at a time, under the lock of
    migrations; one transaction for each merge. What moves late is noted in the merge, so that undoing it
    takes that back with the rest. A merge that the database refuses is left for the next time, and told in
    the log.
    """
    with platform.read() as ctx:
        if not _undone(ctx) and not _standing(ctx):
            return CaughtUp()
    from utblick.db.alone import alone

    with alone(platform.database):
        back = _each(platform, _undone, _go_back)
        on = _each(platform, _standing, _follow)
    done = CaughtUp(back.rows + on.rows, back.refused + on.refused)
    log.info("merges_caught_up", rows=done.rows, refused=len(done.refused))
    return done


def _each(
    platform: "Platform", find: Callable[[Context], list[UUID]], work: Callable[[Context, Merge], int]
) -> CaughtUp:
    rows, refused = 0, []
    with platform.read() as ctx:
        merges = find(ctx)
    for merge_id in merges:
        try:
            with platform.write() as ctx:
                record = ctx.session.get(Merge, merge_id, with_for_update=True)
                rows += work(ctx, record) if record is not None else 0
        except IntegrityError as error:
            # The whole error names values of rows, which are no matter of a log.
            log.error("merge_not_caught_up", merge=str(merge_id), kind=type(error.orig).__name__)  # noqa: TRY400
            refused.append(merge_id)
    return CaughtUp(rows, tuple(refused))


def _go_back(ctx: Context, record: Merge) -> int:
    before = len(record.moved)
    if record.undone_at is not None:
        record.moved = move_back(ctx, record)
        ctx.session.add(record)
    return before - len(record.moved)


def _follow(ctx: Context, record: Merge) -> int:
    before = len(record.moved)
    if record.undone_at is None:
        for column in _columns(ctx, record.entity):
            record.moved = [*record.moved, *move(ctx, column, record.merged_id, record.kept_id)]
        ctx.session.add(record)
    return len(record.moved) - before


def _undone(ctx: Context) -> list[UUID]:
    """Undone merges with rows that have not gone back and can now, in the order in which they were undone."""
    query = select(Merge).where(col(Merge.undone_at).is_not(None), cast(col(Merge.moved), String) != "[]")
    waiting = ctx.session.exec(query.order_by(col(Merge.undone_at), col(Merge.id).desc())).all()
    if not waiting:
        return []
    here = {column.table.name for entity in ENTITIES for column in _columns(ctx, entity)}
    return [one.id for one in waiting if any(moved["table"] in here for moved in one.moved)]


def _standing(ctx: Context) -> list[UUID]:
    """Merges that stand and have rows left behind, or get some from one before them; the earliest first."""
    return [
        one.id
        for entity in ENTITIES
        for one in sorted(_left_behind(ctx, entity), key=lambda merge: (merge.at, merge.id))
    ]


def _left_behind(ctx: Context, entity: str) -> list[Any]:
    stand = (Merge.entity == entity, col(Merge.undone_at).is_(None))
    query = select(Merge.id, Merge.merged_id, Merge.kept_id, Merge.at).where(*stand)
    merges: Sequence[Any] = ctx.session.exec(query).all()
    by_merged = {merge.merged_id: merge for merge in merges}
    if not by_merged:
        return []
    away = select(Merge.merged_id).where(*stand)
    concerned = {}
    for column in _columns(ctx, entity):
        for left in ctx.session.scalars(select(column).where(column.in_(away)).distinct()):
            party = left
            while party in by_merged:
                concerned[party] = by_merged[party]
                party = by_merged[party].kept_id
    return list(concerned.values())


def _columns(ctx: Context, entity: str) -> Iterator[Column[Any]]:
    """What points at a party in tables of plugins; the core is never off."""
    return (one for one in references(ctx, entity) if not one.table.name.startswith(f"{CORE}_"))
