"""The verbs of experts: listed with their consent, hidden when it is withdrawn."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Context, Invalid, _
from utblick_university_node.events import ExpertHidden, ExpertListed
from utblick_university_node.models import Expert, ExpertState
from utblick_university_node.queries import abroad as queries
from utblick_university_node.service.telling import move, university_of

_MOVED = _("This has changed meanwhile. Load the page again to see where it stands.")


def list_expert(ctx: Context, values: Mapping[str, Any]) -> Expert:
    """List somebody who has agreed to be found by what they know."""
    given = {name: value for name, value in values.items() if value is not None}
    row = Expert(**{"title": "", **given}, created_at=ctx.now, updated_at=ctx.now)
    if row.consent_on is None or row.consent_on > ctx.today:
        raise Invalid(
            {"consent_on": _("Nobody is listed before they have agreed. Write the day of the consent.")}
        )
    row.title = row.title or ", ".join(row.competence)[:200]
    ctx.session.add(row)
    ctx.session.flush()
    _tell_listed(ctx, row)
    return row


def update_expert(ctx: Context, row: Expert, changes: Mapping[str, Any]) -> Expert:
    """Correct what an expert knows."""
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def hide_expert(ctx: Context, expert_id: UUID, answers: Mapping[str, Any]) -> Expert:
    """Stop showing an expert; a withdrawn consent is told as such."""
    row = queries.expert(ctx, expert_id)
    move(row, ExpertState.HIDDEN, ExpertState.LISTED, otherwise=_MOVED)
    row.hidden_on, row.hidden_reason = ctx.today, answers.get("hidden_reason") or ""
    withdrawn = bool(answers.get("consent_withdrawn"))
    if withdrawn:
        row.consent_on = None
    university = university_of(ctx, row.institution_id)
    assert university is not None
    ctx.publish(ExpertHidden(expert_id=row.id, university_id=university, consent_withdrawn=withdrawn))
    return row


def show_expert(ctx: Context, expert_id: UUID, answers: Mapping[str, Any]) -> Expert:
    """List an expert again, with a consent that holds."""
    row = queries.expert(ctx, expert_id)
    move(row, ExpertState.LISTED, ExpertState.HIDDEN, otherwise=_MOVED)
    row.consent_on, row.hidden_on, row.hidden_reason = answers["consent_on"], None, ""
    _tell_listed(ctx, row)
    return row


def _tell_listed(ctx: Context, row: Expert) -> None:
    university = university_of(ctx, row.institution_id)
    assert university is not None
    ctx.publish(ExpertListed(expert_id=row.id, university_id=university))
