"""The verbs of assignments: from an idea to something that was delivered and followed up."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Ref, _, finish_tasks, in_steps
from utblick_university_node.events import (
    AssignmentAgreed,
    AssignmentDelivered,
    AssignmentExpired,
    AssignmentFollowedUp,
    AssignmentMatched,
    AssignmentPublished,
    AssignmentReopened,
    AssignmentStarted,
    AssignmentWithdrawn,
    FirstContactCorrected,
    FirstContactMade,
    ResearchStarted,
    StudentHired,
)
from utblick_university_node.models import Assignment, AssignmentState, Visibility
from utblick_university_node.queries import assignments as queries
from utblick_university_node.queries import institutions
from utblick_university_node.service.telling import facts, host_kind, move, tell

State = AssignmentState
_FOLLOW_UP_AFTER = 90
_MOVED = _("The assignment has already moved on. Load the page again to see where it stands.")


def note_idea(ctx: Context, values: Mapping[str, Any]) -> Assignment:
    """Write an assignment down; what its season says of days, weeks and credits is filled in."""
    given = {name: value for name, value in values.items() if value is not None}
    row = Assignment(**given, state_since=ctx.now, created_at=ctx.now, updated_at=ctx.now)
    ctx.organisations.get(row.organisation_id)
    _fill_from_season(ctx, row)
    _check(row)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def update_assignment(ctx: Context, row: Assignment, changes: Mapping[str, Any]) -> Assignment:
    """Correct an assignment. A first contact that was none is told of; the state moves by the verbs below."""
    was_first = row.first_contact
    for name, value in changes.items():
        setattr(row, name, value)
    if changes.keys() & {"season_id"}:
        _fill_from_season(ctx, row)
    _check(row)
    if was_first and not row.first_contact:
        corrected = FirstContactCorrected(assignment_id=row.id, organisation_id=row.organisation_id)
        tell(ctx, row, corrected, retracts=row.first_event_id)
        row.first_event_id = None
    elif row.first_contact and not was_first:
        _tell_first(ctx, row)
    return row


def publish_assignment(ctx: Context, assignment_id: UUID, answers: Mapping[str, Any]) -> Assignment:
    """Show an assignment to contacts at the universities, or to everybody."""
    row = queries.assignment(ctx, assignment_id)
    _move(ctx, row, State.PUBLISHED, State.IDEA)
    row.visibility = answers.get("visibility") or Visibility.PUBLIC
    row.interest_until = answers.get("interest_until") or row.interest_until
    if row.visibility == Visibility.INTERNAL:
        raise Invalid({"visibility": _("What only our own staff can see is not published.")})
    if row.interest_until is not None and row.interest_until < ctx.today:
        raise Invalid({"interest_until": _("The last day has passed already.")})
    row.published_on = ctx.today
    _put_next(row)
    told = AssignmentPublished(
        **facts(ctx, row), visibility=row.visibility, interest_until=row.interest_until
    )
    tell(ctx, row, told)
    return row


def match_assignment(ctx: Context, assignment_id: UUID, answers: Mapping[str, Any]) -> Assignment:
    """Note that host, university and whoever does the work have found one another."""
    row = queries.assignment(ctx, assignment_id)
    _move(ctx, row, State.MATCHED, State.PUBLISHED, State.IDEA)
    row.institution_id = answers.get("institution_id") or row.institution_id
    if row.institution_id is None:
        raise Invalid({"institution_id": _("Say which university it is.")})
    row.contact_id = row.contact_id or next(
        (one.id for one in institutions.contacts(ctx, row.institution_id)), None
    )
    days = (ctx.today - row.published_on).days if row.published_on else None
    tell(ctx, row, AssignmentMatched(**facts(ctx, row), days_to_match=days))
    if not row.first_contact and not queries.has_met_a_university(ctx, row.organisation_id, beside=row.id):
        row.first_contact = True
        _tell_first(ctx, row)
    return row


def agree_assignment(ctx: Context, assignment_id: UUID, answers: Mapping[str, Any]) -> Assignment:
    """Note that the parties have agreed in writing."""
    row = queries.assignment(ctx, assignment_id)
    _move(ctx, row, State.AGREED, State.MATCHED)
    row.starts_on = answers.get("starts_on") or row.starts_on
    row.ends_on = answers.get("ends_on") or row.ends_on
    _check(row)
    tell(ctx, row, AssignmentAgreed(**facts(ctx, row), starts_on=row.starts_on, ends_on=row.ends_on))
    return row


def start_assignment(ctx: Context, assignment_id: UUID, answers: Mapping[str, Any]) -> Assignment:
    """Note that the work has begun."""
    row = queries.assignment(ctx, assignment_id)
    _move(ctx, row, State.UNDER_WAY, State.AGREED)
    row.starts_on = row.starts_on or ctx.today
    tell(ctx, row, AssignmentStarted(**facts(ctx, row)))
    if row.kind == "research_need":
        tell(ctx, row, ResearchStarted(**facts(ctx, row)))
    return row


def deliver_assignment(ctx: Context, assignment_id: UUID, answers: Mapping[str, Any]) -> Assignment:
    """Note what was delivered, and how many hours the students gave."""
    row = queries.assignment(ctx, assignment_id)
    _move(ctx, row, State.DELIVERED, State.UNDER_WAY)
    row.delivered_on = answers.get("delivered_on") or ctx.today
    if row.delivered_on > ctx.today:
        raise Invalid({"delivered_on": _("The day has not come yet.")})
    row.result_url = answers.get("result_url") or ""
    row.student_hours = answers.get("student_hours")
    _put_next(row)
    delivered = AssignmentDelivered(
        **facts(ctx, row),
        delivered_on=row.delivered_on,
        student_hours=row.student_hours,
        students=row.students,
        repeat=queries.has_delivered(ctx, row.organisation_id, beside=row.id),
    )
    row.delivered_event_id = tell(ctx, row, delivered)
    finish_tasks(ctx, Ref("university_node", "assignment", row.id))
    return row


def reopen_assignment(ctx: Context, assignment_id: UUID, answers: Mapping[str, Any]) -> Assignment:
    """Take a delivery back that was noted by mistake; it no longer counts."""
    row = queries.assignment(ctx, assignment_id)
    _move(ctx, row, State.UNDER_WAY, State.DELIVERED)
    tell(ctx, row, AssignmentReopened(**facts(ctx, row)), retracts=row.delivered_event_id)
    row.delivered_event_id = row.delivered_on = None
    return row


def follow_up_assignment(ctx: Context, assignment_id: UUID, answers: Mapping[str, Any]) -> Assignment:
    """Note what came of a delivered assignment."""
    row = queries.assignment(ctx, assignment_id)
    _move(ctx, row, State.FOLLOWED_UP, State.DELIVERED)
    row.followed_up_on = ctx.today
    row.outcome = answers["outcome"]
    tell(ctx, row, AssignmentFollowedUp(**facts(ctx, row)))
    if answers.get("hired") and not row.hired:
        row.hired = True
        tell(ctx, row, StudentHired(**facts(ctx, row)))
    return row


def withdraw_assignment(ctx: Context, assignment_id: UUID, answers: Mapping[str, Any]) -> Assignment:
    """Take an assignment off, and say why."""
    row = queries.assignment(ctx, assignment_id)
    open_states = (State.IDEA, State.PUBLISHED, State.MATCHED, State.AGREED, State.UNDER_WAY)
    _move(ctx, row, State.WITHDRAWN, *open_states)
    row.closed_reason = answers["closed_reason"]
    tell(ctx, row, AssignmentWithdrawn(**facts(ctx, row)))
    return row


def take_up_assignment(ctx: Context, assignment_id: UUID, answers: Mapping[str, Any]) -> Assignment:
    """Begin anew with an assignment that expired or was taken off."""
    row = queries.assignment(ctx, assignment_id)
    _move(ctx, row, State.IDEA, State.EXPIRED, State.WITHDRAWN)
    row.closed_reason, row.interest_until, row.published_on = "", None, None
    row.visibility = Visibility.INTERNAL
    return row


def expire_assignments(ctx: Context) -> int:
    """Close published assignments whose last day has passed without a match; gives how many."""
    return in_steps(ctx, lambda looking: [row.id for row in queries.overdue(looking)], _expire)


def _expire(ctx: Context, assignment_ids: Sequence[UUID]) -> int:
    overdue = queries.overdue(ctx, assignment_ids)
    for row in overdue:
        _move(ctx, row, State.EXPIRED, State.PUBLISHED)
        tell(ctx, row, AssignmentExpired(**facts(ctx, row)))
    return len(overdue)


def hand_over(ctx: Context, assignment_id: UUID, contact_id: UUID) -> Assignment:
    """Give an assignment to another contact of its university."""
    row, contact = queries.assignment(ctx, assignment_id), institutions.contact(ctx, contact_id)
    if contact.state != "active":
        raise Conflict(_("The contact has left the role. Choose somebody who has it now."))
    if row.institution_id is not None and contact.institution_id != row.institution_id:
        raise Conflict(_("The contact is at another university than the assignment."))
    row.contact_id = contact.id
    return row


def _tell_first(ctx: Context, row: Assignment) -> None:
    told = facts(ctx, row)
    first = FirstContactMade(
        assignment_id=row.id,
        organisation_id=told["organisation_id"],
        university_id=told["university_id"],
        host_kind=host_kind(ctx, row),
        municipality=told["municipality"],
        made_on=ctx.today,
    )
    row.first_event_id = tell(ctx, row, first)


def _move(ctx: Context, row: Assignment, target: AssignmentState, *sources: AssignmentState) -> None:
    move(row, target, *sources, otherwise=_MOVED)
    row.state_since = ctx.now
    _put_next(row)


def _put_next(row: Assignment) -> None:
    """The day by which something is to be done, as the assignment stands."""
    if row.state in (State.IDEA, State.PUBLISHED):
        row.next_on = row.interest_until
    elif row.state in (State.MATCHED, State.AGREED, State.UNDER_WAY):
        row.next_on = row.ends_on
    elif row.state == State.DELIVERED and row.delivered_on is not None:
        row.next_on = row.delivered_on + timedelta(days=_FOLLOW_UP_AFTER)
    else:
        row.next_on = None


def _fill_from_season(ctx: Context, row: Assignment) -> None:
    if row.season_id is None:
        return
    season = institutions.season(ctx, row.season_id)
    if row.institution_id is not None and row.institution_id != season.institution_id:
        raise Invalid({"season_id": _("The season belongs to another university.")})
    row.institution_id = season.institution_id
    row.level = row.level or season.level
    row.weeks, row.credits = row.weeks or season.weeks, row.credits or season.credits
    row.interest_until = row.interest_until or season.advertise_until
    row.starts_on, row.ends_on = row.starts_on or season.starts_on, row.ends_on or season.ends_on


def _check(row: Assignment) -> None:
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        raise Invalid({"ends_on": _("The end lies before the start.")})
    _put_next(row)
