"""The verbs of the pilot group: firms that try the network's method, step by step, with the days it took."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Context, Invalid, _
from utblick_partnerships.events import PilotCompleted, PilotJoined
from utblick_partnerships.models import Pilot, PilotState
from utblick_partnerships.queries import arena as queries
from utblick_partnerships.service.trail import given, kept, move, stamped, tell

_GOING = (PilotState.INVITED, PilotState.JOINED, PilotState.ACTIVE)


def invite_firm(ctx: Context, values: Mapping[str, Any]) -> Pilot:
    """Ask a firm to try the method."""
    known = {"owner_id": ctx.actor.user_id, "invited_on": ctx.today} | given(values)
    firm = ctx.organisations.get(known["organisation_id"])
    if any(one.state != PilotState.LEFT for one in queries.pilots_of(ctx, firm.id)):
        raise Invalid({"organisation_id": _("{name} is in the pilot already.", name=firm.name)})
    known |= {"organisation_id": firm.id, "title": firm.name}
    return kept(ctx, Pilot(**known, **stamped(ctx)))


def join_pilot(ctx: Context, pilot_id: UUID, answers: Mapping[str, Any]) -> Pilot:
    """Note that a firm takes part."""
    row = queries.pilot(ctx, pilot_id)
    move(ctx, row, PilotState.JOINED, PilotState.INVITED)
    row.joined_on = ctx.today
    tell(ctx, row.id, PilotJoined(pilot_id=row.id, organisation_id=row.organisation_id, joined_on=ctx.today))
    return row


def start_pilot(ctx: Context, pilot_id: UUID, answers: Mapping[str, Any]) -> Pilot:
    """Note that the firm's profile or search is under way."""
    row = queries.pilot(ctx, pilot_id)
    move(ctx, row, PilotState.ACTIVE, PilotState.JOINED)
    row.active_on = ctx.today
    return row


def finish_pilot(ctx: Context, pilot_id: UUID, answers: Mapping[str, Any]) -> Pilot:
    """Note that the firm has been through the method, and what was learnt."""
    row = queries.pilot(ctx, pilot_id)
    move(ctx, row, PilotState.DONE, PilotState.ACTIVE)
    row.done_on, row.learnt = ctx.today, answers.get("learnt") or row.learnt
    completed = PilotCompleted(
        pilot_id=row.id,
        organisation_id=row.organisation_id,
        completed_on=row.done_on,
        days=(row.done_on - row.invited_on).days,
    )
    tell(ctx, row.id, completed)
    return row


def leave_pilot(ctx: Context, pilot_id: UUID, answers: Mapping[str, Any]) -> Pilot:
    """Note that a firm does not go on, and why."""
    row = queries.pilot(ctx, pilot_id)
    move(ctx, row, PilotState.LEFT, *_GOING)
    row.left_on, row.learnt = ctx.today, answers.get("learnt") or row.learnt
    return row
