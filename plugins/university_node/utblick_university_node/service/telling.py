"""Telling what happened, so that every event of a row points at the one that led to it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Event, Msg
from utblick_university_node.models import Assignment
from utblick_university_node.queries import institutions


def tell(
    ctx: Context, row: Any, event: Event, *, cause: UUID | None = None, retracts: UUID | None = None
) -> UUID:
    """Publish an event about a row, caused by `cause`, else by what was told of the row before."""
    because = cause or row.last_event_id or ctx.cause
    told = replace(ctx, cause=because).publish(event, retracts=retracts)
    row.last_event_id = told
    return told


def move(row: Any, target: str, *sources: str, otherwise: Msg) -> None:
    """Set the state of a row; refused when it stands elsewhere than the mover believed."""
    if row.state not in sources:
        raise Conflict(otherwise)
    row.state = target


def facts(ctx: Context, assignment: Assignment) -> dict[str, Any]:
    """What every event about an assignment tells."""
    host = ctx.organisations.get(assignment.organisation_id)
    return {
        "assignment_id": assignment.id,
        "organisation_id": host.id,
        "university_id": university_of(ctx, assignment.institution_id),
        "kind": assignment.kind,
        "host_kind": host_kind(ctx, assignment),
        "municipality": host.municipality,
        "small_firm": ctx.organisations.is_small(host),
        "country": assignment.country,
    }


def host_kind(ctx: Context, assignment: Assignment) -> str:
    """Whether the host is a company, or a unit of the municipality or what it owns."""
    host = ctx.organisations.get(assignment.organisation_id)
    return "unit" if host.kind == "municipality" or assignment.unit else "company"


def university_of(ctx: Context, institution_id: UUID | None) -> UUID | None:
    """The university as the register knows it."""
    return institutions.institution(ctx, institution_id).organisation_id if institution_id else None
