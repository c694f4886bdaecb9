"""The verbs of applications: their states mirror the programme's own system."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Context, Invalid, Ref, _, add_task, finish_tasks
from utblick_partnerships.events import ApplicationDecided, ApplicationSubmitted
from utblick_partnerships.models import Application, ApplicationState, IdeaStage, SeatRole
from utblick_partnerships.queries import calls as call_queries
from utblick_partnerships.queries import consortia as consortium_queries
from utblick_partnerships.queries import projects as queries
from utblick_partnerships.service.trail import given, kept, led_from, move, stamped, tell

_S = ApplicationState
_HAND_IN = _("Hand the application in")
_IN_PLAY = (_S.SUBMITTED, _S.ELIGIBLE, _S.RETURNED)
_MOVES: Mapping[ApplicationState, tuple[ApplicationState, ...]] = {
    _S.RETURNED: (_S.SUBMITTED, _S.ELIGIBLE),
    _S.ELIGIBLE: (_S.SUBMITTED,),
    _S.INELIGIBLE: (_S.SUBMITTED,),
    _S.CONTRACTED: (_S.APPROVED, _S.CONDITIONS, _S.MODIFICATION),
    _S.MODIFICATION: (_S.CONTRACTED,),
    _S.CLOSED: (_S.CONTRACTED, _S.NOT_APPROVED, _S.INELIGIBLE),
}
"""From which states the programme comes to each of these, where nothing more is told of it."""


def draft_application(ctx: Context, values: Mapping[str, Any]) -> Application:
    """Begin an application; what is left out is filled in from its consortium and call."""
    known = given(values)
    known = _of_consortium(ctx, known) | known
    known = _of_call(ctx, known) | known
    known.setdefault("owner_id", ctx.actor.user_id)
    row = kept(ctx, Application(**known, state_since=ctx.now, **stamped(ctx)))
    _check(row)
    led_from(ctx, row.id, row.consortium_id, row.call_id)
    if row.deadline is not None and row.deadline > ctx.now:
        add_task(
            ctx,
            ctx.translate(_HAND_IN),
            about=Ref("partnerships", "application", row.id),
            due_on=row.deadline.astimezone(ctx.settings.municipality.zone).date(),
            owner_id=row.owner_id,
        )
    _take_idea_along(ctx, row)
    return row


def update_application(ctx: Context, row: Application, changes: Mapping[str, Any]) -> Application:
    """Correct an application; its state moves only by the verbs below."""
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row)
    return row


def submit_application(ctx: Context, application_id: UUID, answers: Mapping[str, Any]) -> Application:
    """Note that an application was handed in to the programme."""
    row = queries.application(ctx, application_id)
    move(ctx, row, _S.SUBMITTED, _S.DRAFT, _S.RETURNED)
    row.submitted_on = answers.get("submitted_on") or ctx.today
    row.requested = answers.get("requested") or row.requested
    row.reference = answers.get("reference") or row.reference
    if row.submitted_on > ctx.today:
        raise Invalid({"submitted_on": _("This day lies in the future.")})
    finish_tasks(ctx, Ref("partnerships", "application", row.id))
    tell(ctx, row.id, ApplicationSubmitted(**_facts(row), submitted_on=row.submitted_on))
    return row


def approve_application(ctx: Context, application_id: UUID, answers: Mapping[str, Any]) -> Application:
    """Note that the programme has said yes, with or without conditions."""
    conditions = bool(answers.get("conditions"))
    return _decide(ctx, application_id, answers, target=_S.CONDITIONS if conditions else _S.APPROVED)


def reject_application(ctx: Context, application_id: UUID, answers: Mapping[str, Any]) -> Application:
    """Note that the programme has said no, and what can be learnt."""
    return _decide(ctx, application_id, answers, target=_S.NOT_APPROVED)


def mirror_state(ctx: Context, application_id: UUID, target: ApplicationState) -> Application:
    """Follow the programme's system to a state of which nothing more is told."""
    row = queries.application(ctx, application_id)
    move(ctx, row, target, *_MOVES[target])
    return row


def _decide(
    ctx: Context, application_id: UUID, answers: Mapping[str, Any], *, target: ApplicationState
) -> Application:
    row = queries.application(ctx, application_id)
    move(ctx, row, target, *_IN_PLAY)
    row.decided_on = answers.get("decided_on") or ctx.today
    row.decision = answers.get("decision") or row.decision
    row.lesson = answers.get("lesson") or row.lesson
    approved = target != _S.NOT_APPROVED
    row.granted = (answers.get("granted") or row.requested) if approved else None
    _check(row)
    decided = ApplicationDecided(
        **_facts(row), decided_on=row.decided_on, approved=approved, granted_eur=row.granted
    )
    tell(ctx, row.id, decided)
    return row


def _of_consortium(ctx: Context, known: Mapping[str, Any]) -> dict[str, Any]:
    if not known.get("consortium_id"):
        return {}
    consortium = consortium_queries.consortium(ctx, known["consortium_id"])
    seats = consortium_queries.seats(ctx, consortium.id)
    lead = next((one.organisation_id for one in seats if one.role == SeatRole.LEAD), None)
    found = {
        "title": consortium.title,
        "acronym": consortium.acronym,
        "call_id": consortium.call_id,
        "organisation_id": lead,
        "budget": consortium.budget,
        "requested": consortium.grant,
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def _of_call(ctx: Context, known: Mapping[str, Any]) -> dict[str, Any]:
    if not known.get("call_id"):
        return {}
    call = call_queries.call(ctx, known["call_id"])
    return {"programme": call.programme, "deadline": call.deadline}


def _take_idea_along(ctx: Context, row: Application) -> None:
    """The idea that the consortium was built for is in an application now."""
    if row.consortium_id is None:
        return
    consortium = consortium_queries.consortium(ctx, row.consortium_id)
    if consortium.idea_id is not None:
        idea = call_queries.idea(ctx, consortium.idea_id)
        if idea.stage in (IdeaStage.SEED, IdeaStage.CONCEPT, IdeaStage.CONSORTIUM):
            idea.stage = IdeaStage.APPLICATION


def _check(row: Application) -> None:
    if row.budget is not None and row.requested is not None and row.requested > row.budget:
        raise Invalid({"requested": _("More is applied for than the whole budget.")})


def _facts(row: Application) -> dict[str, Any]:
    return {
        "application_id": row.id,
        "consortium_id": row.consortium_id,
        "call_id": row.call_id,
        "organisation_id": row.organisation_id,
        "programme": row.programme,
        "requested_eur": row.requested,
    }
