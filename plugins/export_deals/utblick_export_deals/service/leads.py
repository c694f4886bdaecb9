"""The verbs of leads: opened, judged, negotiated, stalled, lost, and taken up again."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, _, in_steps
from utblick_export_deals import queries
from utblick_export_deals.events import LeadLost, LeadOpened, LeadQualified, LeadStalled
from utblick_export_deals.models import OPEN_STAGES, Lead, LeadStage
from utblick_export_deals.service.secrecy import put_partner
from utblick_export_deals.service.trail import tell, tell_all
from utblick_export_deals.settings import ExportDealsSettings

_PARTNER = {"confidentiality", "partner_name", "partner_id"}


def open_lead(ctx: Context, values: Mapping[str, Any]) -> Lead:
    """Note a possible export deal and tell the rest of the house."""
    plain = {name: value for name, value in values.items() if name not in _PARTNER}
    lead = Lead(**plain, stage_since=ctx.now, created_at=ctx.now, updated_at=ctx.now)
    ctx.organisations.get(lead.organisation_id)
    put_partner(ctx, lead, values)
    ctx.session.add(lead)
    tell(ctx, lead.id, LeadOpened(**_facts(lead), source=lead.source))
    return lead


def update_lead(ctx: Context, lead: Lead, changes: Mapping[str, Any]) -> Lead:
    """Correct a lead; its stage moves only by the verbs below."""
    for name, value in changes.items():
        if name not in _PARTNER:
            setattr(lead, name, value)
    put_partner(ctx, lead, changes)
    return lead


def qualify_lead(ctx: Context, lead_id: UUID, answers: Mapping[str, Any]) -> Lead:
    """Record that company and customer both want to go on."""
    lead = move_lead(ctx, lead_id, LeadStage.QUALIFIED, LeadStage.OPENED)
    tell(ctx, lead.id, LeadQualified(**_facts(lead)))
    return lead


def negotiate_lead(ctx: Context, lead_id: UUID, answers: Mapping[str, Any]) -> Lead:
    """Record that the parties negotiate."""
    return move_lead(ctx, lead_id, LeadStage.NEGOTIATING, LeadStage.QUALIFIED)


def lose_lead(ctx: Context, lead_id: UUID, answers: Mapping[str, Any]) -> Lead:
    """Close a lead that came to nothing, with the reason that teaches something."""
    lead = move_lead(ctx, lead_id, LeadStage.LOST, *OPEN_STAGES, LeadStage.STALLED)
    lead.lost_reason = answers["lost_reason"]
    lead.note = "\n\n".join(part for part in (lead.note, answers.get("comment")) if part)
    tell(ctx, lead.id, LeadLost(**_facts(lead), reason=lead.lost_reason))
    return lead


def stall_lead(ctx: Context, lead_id: UUID, answers: Mapping[str, Any]) -> Lead:
    """Mark that nothing happens with a lead any more."""
    days = (ctx.now - queries.lead(ctx, lead_id).updated_at).days
    lead = move_lead(ctx, lead_id, LeadStage.STALLED, *OPEN_STAGES)
    tell(ctx, lead.id, LeadStalled(**_facts(lead), days=days))
    return lead


def reopen_lead(ctx: Context, lead_id: UUID, answers: Mapping[str, Any]) -> Lead:
    """Take up a stalled or lost lead where it was left."""
    lead = queries.lead(ctx, lead_id)
    back = LeadStage(lead.stage_before or LeadStage.OPENED)
    lead = move_lead(ctx, lead_id, back, LeadStage.STALLED, LeadStage.LOST)
    lead.lost_reason = ""
    return lead


def stall_quiet_leads(ctx: Context) -> int:
    """Mark every open lead that nobody has touched for the set time; gives how many."""
    since = ctx.now - timedelta(days=ctx.plugin_settings(ExportDealsSettings).stall_after_days)

    def stall(writing: Context, lead_ids: Sequence[UUID]) -> int:
        leads = queries.still_quiet(writing, lead_ids, since=since)
        days = {lead.id: (writing.now - lead.updated_at).days for lead in leads}
        for lead in leads:
            _move(writing, lead, LeadStage.STALLED)
        writing.session.flush()
        tell_all(writing, [(lead.id, LeadStalled(**_facts(lead), days=days[lead.id])) for lead in leads])
        return len(leads)

    return in_steps(ctx, lambda looking: queries.quiet_leads(looking, since=since), stall)


def move_lead(ctx: Context, lead_id: UUID, target: LeadStage, *sources: LeadStage) -> Lead:
    """Set the stage of a lead; refused when it stands elsewhere than the mover believed."""
    lead = queries.lead(ctx, lead_id)
    if lead.stage not in sources:
        raise Conflict(_("The lead has already moved on. Load the page again to see where it stands."))
    _move(ctx, lead, target)
    return lead


def _move(ctx: Context, lead: Lead, target: LeadStage) -> None:
    if lead.stage in OPEN_STAGES:
        lead.stage_before = lead.stage
    lead.stage, lead.stage_since = target, ctx.now


def _facts(lead: Lead) -> dict[str, Any]:
    return {
        "lead_id": lead.id,
        "organisation_id": lead.organisation_id,
        "country": lead.country,
        "partner_id": lead.partner_id,
    }
