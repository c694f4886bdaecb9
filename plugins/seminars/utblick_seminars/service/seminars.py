"""The verbs of seminars: planned, published, changed, held, evaluated or cancelled."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Msg, _, link_key, link_nonce, token_hash
from utblick_seminars import queries, surveys
from utblick_seminars.events import (
    AttendanceRecorded,
    SeminarCancelled,
    SeminarEvaluated,
    SeminarHeld,
    SeminarPublished,
)
from utblick_seminars.models import (
    AHEAD,
    PUBLISHED,
    Moment,
    RegistrationState,
    Seminar,
    SeminarState,
    Share,
)
from utblick_seminars.service import letters
from utblick_seminars.service.seats import free, settle
from utblick_seminars.service.telling import facts, tell, tell_card

_WHERE_AND_WHEN = {"starts_at", "ends_at", "place", "online_url"}


def plan_seminar(ctx: Context, values: Mapping[str, Any]) -> Seminar:
    """Plan a seminar; nobody but staff sees it until it is published."""
    given = {name: value for name, value in values.items() if value is not None}
    row = Seminar(**given, before_hash="", after_hash="", created_at=ctx.now, updated_at=ctx.now)
    _check(row)
    row.survey_nonce = link_nonce(ctx)
    row.before_hash, row.after_hash = (
        token_hash(link_key(ctx, f"seminars.{moment}", row.id, row.survey_nonce)) for moment in Moment
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def update_seminar(ctx: Context, row: Seminar, changes: Mapping[str, Any]) -> Seminar:
    """Correct a seminar; those who have signed up are told when its time or place is another."""
    moved = any(name in changes and changes[name] != getattr(row, name) for name in _WHERE_AND_WHEN)
    was_shared = row.share == Share.COUNTY
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row)
    if row.state not in PUBLISHED:
        return row
    if was_shared and row.share != Share.COUNTY:
        raise Invalid({"share": _("The county has been told of it already. Cancel it, or leave it shared.")})
    if moved:
        _require_place(row)
        _owe(ctx, row, letters.MOVED)
    settle(ctx, row)
    return row


def publish_seminar(ctx: Context, seminar_id: UUID, answers: Mapping[str, Any]) -> Seminar:
    """Put a seminar into the public calendar and take registrations."""
    row = _move(ctx, seminar_id, SeminarState.OPEN, SeminarState.PLANNED)
    _require_place(row)
    if row.starts_at <= ctx.now:
        raise Conflict(_("The seminar would have begun already. Correct its time first."))
    row.state = SeminarState.OPEN if free(ctx, row) else SeminarState.FULL
    tell_card(ctx, row, SeminarPublished)
    return row


def hold_seminar(ctx: Context, seminar_id: UUID, answers: Mapping[str, Any]) -> Seminar:
    """Close the list: whoever had a seat and was not checked in did not come. Those who came are thanked."""
    row = _move(ctx, seminar_id, SeminarState.HELD, *PUBLISHED)
    if row.starts_at > ctx.now:
        raise Conflict(_("The seminar has not begun yet."))
    absent = [one for one in queries.expected(ctx, row.id) if one.state == RegistrationState.CONFIRMED]
    for one in absent:
        one.state = RegistrationState.NO_SHOW
    ctx.session.flush()
    ctx.publish_all(
        [AttendanceRecorded(**facts(one), held_on=one.seminar_on, attended=False) for one in absent]
    )
    for one in queries.attended(ctx, row.id):
        one.owed = letters.THANKS if one.email and row.topics else ""
    tell(ctx, row, _held(ctx, row))
    return row


def evaluate_seminar(ctx: Context, seminar_id: UUID, answers: Mapping[str, Any]) -> Seminar:
    """Note what was learnt, and tell how knowledge and attitudes moved where enough have answered."""
    row = _move(ctx, seminar_id, SeminarState.EVALUATED, SeminarState.HELD)
    row.lessons = answers.get("lessons") or ""
    result = surveys.result_of(ctx, row)
    evaluated = SeminarEvaluated(
        seminar_id=row.id,
        organisation_id=row.organisation_id,
        held_on=day_of(ctx, row),
        knowledge_delta=result.knowledge_delta,
        attitude_delta=result.attitude_delta,
        attitude_raised=(result.attitude_delta or 0) > 0,
    )
    tell(ctx, row, evaluated)
    return row


def cancel_seminar(ctx: Context, seminar_id: UUID, answers: Mapping[str, Any]) -> Seminar:
    """Call a seminar off; everybody who has signed up is told by mail."""
    published = queries.seminar(ctx, seminar_id).state in PUBLISHED
    row = _move(ctx, seminar_id, SeminarState.CANCELLED, *AHEAD)
    row.reason = answers["reason"]
    if published:
        _owe(ctx, row, letters.CANCELLED)
        tell(ctx, row, SeminarCancelled(seminar_id=row.id, organisation_id=row.organisation_id))
    return row


def day_of(ctx: Context, row: Seminar) -> Any:
    """The day on which a seminar begins, where the municipality lies."""
    return row.starts_at.astimezone(ctx.settings.municipality.zone).date()


def _move(ctx: Context, seminar_id: UUID, target: SeminarState, *sources: SeminarState) -> Seminar:
    row = queries.seminar(ctx, seminar_id, lock=True)
    if row.state not in sources:
        raise Conflict(_("The seminar has already moved on. Load the page again to see where it stands."))
    row.state = target
    return row


def _held(ctx: Context, row: Seminar) -> SeminarHeld:
    by_state = queries.counts(ctx, [row.id])[row.id]
    return SeminarHeld(
        seminar_id=row.id,
        municipality=ctx.settings.municipality.code,
        held_on=day_of(ctx, row),
        participants=by_state.get(RegistrationState.ATTENDED, 0),
        **row.model_dump(include={"organisation_id", "kind", "audiences", "work_forms", "country"}),
    )


def _owe(ctx: Context, row: Seminar, letter: str) -> None:
    for one in queries.expected(ctx, row.id):
        one.seminar_on = day_of(ctx, row)
        one.reminded_at = None if letter == letters.MOVED else one.reminded_at
        one.owed = letter if one.email else ""


def _require_place(row: Seminar) -> None:
    if not (row.place or row.online_url):
        said = _("Give a place, or a link for those who take part from elsewhere.")
        raise Invalid({"place": said}, said)


def _check(row: Seminar) -> None:
    problems: dict[str, Msg] = {}
    if row.ends_at <= row.starts_at:
        problems["ends_at"] = _("It ends before it begins.")
    if not row.audiences:
        problems["audiences"] = _("Choose at least one of the four audiences.")
    if row.sign_up_until and row.sign_up_until > row.ends_at.date():
        problems["sign_up_until"] = _("The last day to sign up lies after the seminar.")
    if problems:
        raise Invalid(problems)
