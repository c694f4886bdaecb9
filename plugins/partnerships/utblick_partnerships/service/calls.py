"""The verbs of calls: taken in, written by hand, and moved by the day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from utblick.api import Context, Invalid, _, in_steps
from utblick_partnerships.eligibility import rule_sets
from utblick_partnerships.events import CallClosed, CallOpened
from utblick_partnerships.models import OPEN_CALLS, Call, CallState
from utblick_partnerships.portal import FoundCall
from utblick_partnerships.queries import calls as queries
from utblick_partnerships.service.fitting import Subject, fit_call, subjects_of
from utblick_partnerships.service.trail import given, kept, stamped, tell
from utblick_partnerships.settings import PartnershipsSettings

_TAKEN = (
    "title",
    "group",
    "programme",
    "period",
    "opens_on",
    "stages",
    "action",
    "summary",
    "budget",
    "grant_least",
    "grant_most",
    "web_url",
)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many calls of a file or an answer were new, changed and the same."""

    new: int = 0
    changed: int = 0
    same: int = 0


def add_call(ctx: Context, values: Mapping[str, Any]) -> Call:
    """Write a call down by hand; its state follows from its days."""
    known = {"owner_id": ctx.actor.user_id} | given(values)
    identifier = str(known.get("identifier", ""))
    if identifier and queries.by_identifier(ctx, identifier) is not None:
        raise Invalid({"identifier": _("This call is held already.")})
    row = Call(**known, state_since=ctx.now, **stamped(ctx))
    row.deadlines = row.deadlines or ([row.deadline.isoformat()] if row.deadline else [])
    row.rules = row.rules or rules_of(identifier)
    kept(ctx, row)
    settle(ctx, row)
    fit_call(ctx, row)
    return row


def update_call(ctx: Context, call: Call, changes: Mapping[str, Any]) -> Call:
    """Correct a call; its state follows."""
    for name, value in changes.items():
        setattr(call, name, value)
    if "deadline" in changes:
        call.deadlines = [call.deadline.isoformat()] if call.deadline else []
    settle(ctx, call)
    fit_call(ctx, call)
    return call


def take_in(ctx: Context, calls: Iterable[FoundCall], *, source: str) -> TakenIn:
    """Keep what a file or the portal tells of calls, one record each by its identifier."""
    new = changed = same = 0
    subjects: list[Subject] | None = None
    for found in calls:
        row = queries.by_identifier(ctx, found.identifier)
        is_new = row is None
        row = row or _begun(ctx, found, source)
        if not _fill(row, found) and not is_new:
            same += 1
            continue
        new, changed = new + is_new, changed + (not is_new)
        settle(ctx, row)
        subjects = subjects_of(ctx) if subjects is None else subjects
        fit_call(ctx, row, subjects)
    return TakenIn(new, changed, same)


def _begun(ctx: Context, found: FoundCall, source: str) -> Call:
    """The record of a call that is not held yet."""
    made = Call(
        identifier=found.identifier,
        title=found.title,
        source=source,
        state_since=ctx.now,
        rules=rules_of(found.identifier),
        **stamped(ctx),
    )
    return kept(ctx, made)


def settle(ctx: Context, call: Call) -> None:
    """Give a call the state that its days say, and tell when it opens or closes."""
    ahead = [moment for text in call.deadlines if (moment := datetime.fromisoformat(text)) > ctx.now]
    if ahead:
        call.deadline = min(ahead).astimezone(UTC)
    state = _state(ctx, call, has_ended=bool(call.deadlines) and not ahead)
    before = call.state
    if state == before:
        return
    call.state, call.state_since = state, ctx.now
    if state in OPEN_CALLS and before not in OPEN_CALLS:
        tell(
            ctx,
            call.id,
            CallOpened(
                call_id=call.id,
                identifier=call.identifier,
                title=call.title,
                programme=call.programme,
                rules=call.rules,
                deadline=call.deadline,
                keywords=call.keywords,
            ),
        )
    if state == CallState.CLOSED:
        tell(ctx, call.id, CallClosed(call_id=call.id, identifier=call.identifier))


def move_calls(ctx: Context) -> int:
    """Move the calls whose days say something new; gives how many."""
    days = ctx.plugin_settings(PartnershipsSettings).closing_days
    closing = ctx.now + timedelta(days=days)
    return in_steps(
        ctx,
        lambda looking: [call.id for call in queries.to_move(looking, closing)],
        lambda writing, some: _move_due(writing, queries.to_move(writing, closing, some)),
    )


def _move_due(ctx: Context, due: Sequence[Call]) -> int:
    before = {call.id: call.state for call in due}
    for call in due:
        settle(ctx, call)
    return sum(before[call.id] != call.state for call in due)


def rules_of(identifier: str) -> str:
    """The rules that a call is of, by its identifier; empty when none are known."""
    return next((one.id for one in rule_sets().values() if one.fits(identifier)), "")


def _state(ctx: Context, call: Call, *, has_ended: bool) -> str:
    if has_ended:
        return CallState.CLOSED
    if call.opens_on is not None and call.opens_on > ctx.today:
        return CallState.UPCOMING
    days = ctx.plugin_settings(PartnershipsSettings).closing_days
    if call.deadline is not None and call.deadline <= ctx.now + timedelta(days=days):
        return CallState.CLOSING
    return CallState.OPEN


def _fill(row: Call, found: FoundCall) -> bool:
    """Write what was found into the record; gives whether anything is new."""
    values = {name: getattr(found, name) for name in _TAKEN}
    values["deadlines"] = [moment.isoformat() for moment in found.deadlines]
    values["keywords"] = list(found.keywords)
    if found.state == "closed" and not found.deadlines:
        values["deadlines"] = row.deadlines
    if row.deadline is None and found.deadlines:
        values["deadline"] = min(found.deadlines).astimezone(UTC)
    is_new = False
    for name, value in values.items():
        if value not in (None, "", []) and getattr(row, name) != value:
            setattr(row, name, value)
            is_new = True
    return is_new
