"""Telling what happened, so that every event of a record points at the one that led to it."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context, Event
from utblick_export_deals.models import Trail


def tell(
    ctx: Context, record_id: UUID, event: Event, *, cause: UUID | None = None, retracts: UUID | None = None
) -> UUID:
    """Publish an event about a record, caused by `cause`, else by what was told of the record before."""
    trail = trail_of(ctx, record_id)
    because = cause or trail.last_event_id or ctx.cause
    told = replace(ctx, cause=because).publish(event, retracts=retracts)
    trail.last_event_id = told
    return told


def tell_all(ctx: Context, told: Sequence[tuple[UUID, Event]]) -> None:
    """Publish one event about each of many records, caused by what was told of it before."""
    ids = [record_id for record_id, _event in told]
    trails = {
        one.record_id: one for one in ctx.session.exec(select(Trail).where(col(Trail.record_id).in_(ids)))
    }
    for record_id in ids:
        if record_id not in trails:
            trails[record_id] = Trail(record_id=record_id)
            ctx.session.add(trails[record_id])
    causes = [trails[record_id].last_event_id or ctx.cause for record_id in ids]
    published = ctx.publish_all([event for _record_id, event in told], causes=causes)
    for record_id, event_id in zip(ids, published, strict=True):
        trails[record_id].last_event_id = event_id


def trail_of(ctx: Context, record_id: UUID) -> Trail:
    """What has been told of a record so far."""
    trail = ctx.session.get(Trail, record_id)
    if trail is None:
        trail = Trail(record_id=record_id)
        ctx.session.add(trail)
    return trail
