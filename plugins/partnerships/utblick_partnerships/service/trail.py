"""Moving records from state to state, and telling it so that every event points at what led to it."""

from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from utblick.api import Conflict, Context, Event, NotFound, _
from utblick_partnerships.models import Trail

T = TypeVar("T")


def tell(ctx: Context, record_id: UUID, event: Event, *, retracts: UUID | None = None) -> UUID:
    """Publish an event about a record, caused by what was told of it before."""
    trail = trail_of(ctx, record_id)
    because = trail.last_event_id or ctx.cause
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


def led_from(ctx: Context, record_id: UUID, *sources: UUID | None) -> None:
    """Say that what is told of a new record is caused by what was last told of one of these."""
    for source in sources:
        last = ctx.session.get(Trail, source) if source else None
        if last is not None and last.last_event_id is not None:
            trail_of(ctx, record_id).last_event_id = last.last_event_id
            return


def move(ctx: Context, row: Any, target: str, *sources: str, field: str = "state") -> None:
    """Set the state of a record; refused when it stands elsewhere than the mover believed."""
    if getattr(row, field) not in sources:
        raise Conflict(_("This has already moved on. Load the page again to see where it stands."))
    setattr(row, field, target)
    if hasattr(row, "state_since"):
        row.state_since = ctx.now


def kept(ctx: Context, row: T) -> T:
    """Put a new row into the session, with its number in place."""
    ctx.session.add(row)
    ctx.session.flush()
    return row


def found(ctx: Context, model: type[T], record_id: UUID | None) -> T:
    """The row of that id, or `NotFound`."""
    row = ctx.session.get(model, record_id) if record_id else None
    if row is None:
        raise NotFound
    return row


def stamped(ctx: Context) -> dict[str, Any]:
    """The times of a new row, and who answers for it."""
    return {"created_at": ctx.now, "updated_at": ctx.now}


def given(values: Any) -> dict[str, Any]:
    """What was really said of the values of a form."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}
