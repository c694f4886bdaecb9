"""Telling what happened, so that every event of a record points at the one that led to it."""

from dataclasses import replace
from uuid import UUID

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


def trail_of(ctx: Context, record_id: UUID) -> Trail:
    """What has been told of a record so far."""
    trail = ctx.session.get(Trail, record_id)
    if trail is None:
        trail = Trail(record_id=record_id)
        ctx.session.add(trail)
    return trail
