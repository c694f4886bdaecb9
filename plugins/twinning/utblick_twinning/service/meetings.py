"""The verbs of business meetings: arranged, held, or noted by mistake."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Ref, _, add_task, finish_tasks
from utblick_twinning.events import BusinessMeetingHeld, BusinessMeetingWithdrawn
from utblick_twinning.models import Meeting, MeetingState
from utblick_twinning.queries import exchanges as queries
from utblick_twinning.queries import towns as town_queries
from utblick_twinning.service import counting


def arrange_meeting(ctx: Context, values: Mapping[str, Any]) -> Meeting:
    """Write down who is to meet whom; with what came of it, it has been held."""
    given = dict(values)
    if given.get("exchange_id"):
        exchange = queries.exchange(ctx, given["exchange_id"])
        given["town_id"] = exchange.town_id
        given["held_on"] = given.get("held_on") or exchange.starts_on
    if given.get("town_id") is None:
        raise Invalid({"town_id": _("Choose the town, or the exchange at which they meet.")})
    given["held_on"] = given.get("held_on") or ctx.today
    outcome = given.get("outcome") or ""
    meeting = Meeting(**given, created_at=ctx.now, updated_at=ctx.now)
    _check(ctx, meeting)
    ctx.session.add(meeting)
    ctx.session.flush()
    if outcome:
        hold_meeting(ctx, meeting.id, {"outcome": outcome, "follow_up_on": meeting.follow_up_on})
    return meeting


def update_meeting(ctx: Context, meeting: Meeting, changes: Mapping[str, Any]) -> Meeting:
    """Correct a meeting; one that counts is told again as it is now."""
    facts = ("town_id", "exchange_id", "organisation_id", "partner_id", "held_on", "outcome")
    moved = any(name in changes and changes[name] != getattr(meeting, name) for name in facts)
    before = meeting.town_id
    for name, value in changes.items():
        if name != "held_on" or value is not None:
            setattr(meeting, name, value)
    _check(ctx, meeting)
    if moved and meeting.state == MeetingState.HELD:
        _tell(ctx, meeting)
    for town_id in {before, meeting.town_id}:
        counting.reckon(ctx, town_queries.town(ctx, town_id))
    return meeting


def hold_meeting(ctx: Context, meeting_id: UUID, answers: Mapping[str, Any]) -> Meeting:
    """Note that they met, and what came of it; a follow-up is a task."""
    meeting = _meeting(ctx, meeting_id, MeetingState.PLANNED)
    meeting.held_on = answers.get("held_on") or meeting.held_on
    if meeting.held_on > ctx.today:
        raise Invalid({"held_on": _("The meeting lies in the future.")})
    meeting.state, meeting.outcome = MeetingState.HELD, answers["outcome"]
    meeting.follow_up_on = answers.get("follow_up_on") or meeting.follow_up_on
    _tell(ctx, meeting)
    if meeting.follow_up_on:
        title = ctx.translate(_("Follow up: {title}", title=meeting.title))[:200]
        add_task(ctx, title, about=_ref(meeting), due_on=meeting.follow_up_on, owner_id=meeting.owner_id)
    counting.reckon(ctx, town_queries.town(ctx, meeting.town_id))
    return meeting


def withdraw_meeting(ctx: Context, meeting_id: UUID, answers: Mapping[str, Any]) -> Meeting:
    """Take back a meeting that did not happen; it no longer counts."""
    meeting = _meeting(ctx, meeting_id, MeetingState.HELD, MeetingState.PLANNED)
    if meeting.state == MeetingState.HELD:
        ctx.publish(BusinessMeetingWithdrawn(**_facts(meeting)), retracts=meeting.held_event_id)
    meeting.state, meeting.held_event_id = MeetingState.WITHDRAWN, None
    meeting.note = "\n\n".join(part for part in (meeting.note, answers["reason"]) if part)
    finish_tasks(ctx, _ref(meeting))
    counting.reckon(ctx, town_queries.town(ctx, meeting.town_id))
    return meeting


def _tell(ctx: Context, meeting: Meeting) -> None:
    cause = queries.exchange(ctx, meeting.exchange_id).held_event_id if meeting.exchange_id else None
    told = BusinessMeetingHeld(**_facts(meeting), outcome=meeting.outcome)
    because = replace(ctx, cause=cause or ctx.cause)
    meeting.held_event_id = because.publish(told, retracts=meeting.held_event_id)


def _meeting(ctx: Context, meeting_id: UUID, *states: MeetingState) -> Meeting:
    meeting = ctx.session.get(Meeting, meeting_id)
    if meeting is None or meeting.state not in states:
        raise Conflict(_("The meeting has already moved on. Load the page again."))
    return meeting


def _facts(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting_id": meeting.id,
        "town_id": meeting.town_id,
        "exchange_id": meeting.exchange_id,
        "organisation_id": meeting.organisation_id,
        "partner_id": meeting.partner_id,
        "held_on": meeting.held_on,
    }


def _ref(meeting: Meeting) -> Ref:
    return Ref("twinning", "meeting", meeting.id)


def _check(ctx: Context, meeting: Meeting) -> None:
    town_queries.town(ctx, meeting.town_id)
    problems = {}
    if not ctx.organisations.is_local(ctx.organisations.get(meeting.organisation_id)):
        problems["organisation_id"] = _("Choose a firm of our own municipality.")
    if meeting.partner_id is None and not meeting.partner_name:
        problems["partner_name"] = _("Say whom the firm met.")
    if problems:
        raise Invalid(problems)
