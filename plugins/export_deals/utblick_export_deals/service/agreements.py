"""The verbs of agreements: signed, corrected, disputed, annulled. Only a company's answer confirms one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, FieldProblem, Invalid, _, industry_section
from utblick_export_deals import queries
from utblick_export_deals.events import (
    AgreementAnnulled,
    AgreementDisputed,
    AgreementSigned,
)
from utblick_export_deals.models import (
    OPEN_STAGES,
    Agreement,
    AgreementState,
    Confidentiality,
    ConfirmationState,
    Lead,
    LeadStage,
)
from utblick_export_deals.service.leads import move_lead
from utblick_export_deals.service.secrecy import partner_of, put_partner
from utblick_export_deals.service.trail import tell, trail_of
from utblick_export_deals.service.values import put_value

_PARTNER = {"confidentiality", "partner_name", "partner_id"}
_CONFIRMED_FACTS = ("organisation_id", "kind", "country", "signed_on", "value", "currency", "value_band")
_FROM_LEAD = (
    "title",
    "organisation_id",
    "country",
    "cn_code",
    "currency",
    "value",
    "owner_id",
    "confidentiality",
)


def sign_agreement(ctx: Context, values: Mapping[str, Any]) -> Agreement:
    """Register a signed agreement and tell the rest of the house; a lead that it came from is agreed."""
    lead = _lead_of(ctx, values)
    plain = {name: value for name, value in values.items() if name not in _PARTNER}
    agreement = Agreement(**plain, created_at=ctx.now, updated_at=ctx.now)
    ctx.organisations.get(agreement.organisation_id)
    _check(ctx, agreement)
    put_partner(ctx, agreement, values)
    put_value(ctx, agreement)
    ctx.session.add(agreement)
    signed = AgreementSigned(**facts(ctx, agreement))
    cause = trail_of(ctx, lead.id).last_event_id if lead else None
    trail_of(ctx, agreement.id).signed_event_id = tell(ctx, agreement.id, signed, cause=cause)
    if lead:
        _conclude(ctx, lead, agreement)
    return agreement


def sign_lead(ctx: Context, lead_id: UUID, answers: Mapping[str, Any]) -> Agreement:
    """Turn a negotiated lead into a signed agreement; what the answers leave out comes from the lead."""
    lead = queries.lead(ctx, lead_id)
    if lead.stage != LeadStage.NEGOTIATING:
        raise Conflict(_("Only a lead under negotiation can be signed. Load the page again."))
    known = {name: getattr(lead, name) for name in _FROM_LEAD if name not in answers}
    given = {name: value for name, value in answers.items() if value is not None}
    values = known | given | {"lead_id": lead.id}
    if not values.get("partner_name") and not values.get("partner_id"):
        values |= _partner_known(ctx, lead, asked="partner_name" in answers)
    return sign_agreement(ctx, values)


def update_agreement(ctx: Context, agreement: Agreement, changes: Mapping[str, Any]) -> Agreement:
    """Correct an agreement; what the company has confirmed stays as the company confirmed it."""
    moved = [
        name for name in _CONFIRMED_FACTS if name in changes and changes[name] != getattr(agreement, name)
    ]
    if moved and agreement.state == AgreementState.CONFIRMED:
        said = _(
            "The company has confirmed this. Note the dispute first, correct it, and ask the company again."
        )
        raise Invalid([FieldProblem(name, said) for name in moved])
    for name, value in changes.items():
        if name not in _PARTNER:
            setattr(agreement, name, value)
    _lead_of(ctx, {"lead_id": agreement.lead_id, "organisation_id": agreement.organisation_id})
    _check(ctx, agreement)
    put_partner(ctx, agreement, changes)
    if {"value", "currency", "signed_on"} & set(moved):
        put_value(ctx, agreement)
    return agreement


def dispute_agreement(ctx: Context, agreement_id: UUID, answers: Mapping[str, Any]) -> Agreement:
    """Note that the company takes its confirmation back, or says in another way that it does not agree."""
    agreement = queries.agreement(ctx, agreement_id)
    if agreement.state not in (AgreementState.SIGNED, AgreementState.ASKED, AgreementState.CONFIRMED):
        raise Conflict(_("This agreement cannot be disputed as it stands. Load the page again."))
    return mark_disputed(ctx, agreement, reason=answers["reason"])


def annul_agreement(ctx: Context, agreement_id: UUID, answers: Mapping[str, Any]) -> Agreement:
    """Take an agreement out of the count for good, because it was a mistake or never came into force."""
    agreement = queries.agreement(ctx, agreement_id)
    if agreement.state == AgreementState.ANNULLED:
        raise Conflict(_("The agreement is already annulled."))
    replace_open_questions(ctx, agreement)
    agreement.state = AgreementState.ANNULLED
    agreement.reason = answers["reason"]
    _take_back(ctx, agreement, AgreementAnnulled(**facts(ctx, agreement)))
    return agreement


def mark_disputed(ctx: Context, agreement: Agreement, *, reason: str) -> Agreement:
    """Set an agreement as disputed and tell it, taking back a confirmation that was there."""
    replace_open_questions(ctx, agreement)
    agreement.state = AgreementState.DISPUTED
    agreement.reason = reason
    _take_back(ctx, agreement, AgreementDisputed(**facts(ctx, agreement)))
    return agreement


def replace_open_questions(ctx: Context, agreement: Agreement) -> None:
    """Make every link that is still out for the agreement worthless."""
    for question in queries.open_questions(ctx, agreement.id):
        question.state = ConfirmationState.REPLACED


def facts(ctx: Context, agreement: Agreement) -> dict[str, Any]:
    """What events tell about an agreement: no partner and no value when it is secret."""
    company = ctx.organisations.get(agreement.organisation_id)
    told: dict[str, Any] = {
        "agreement_id": agreement.id,
        "organisation_id": company.id,
        "lead_id": agreement.lead_id,
        "country": agreement.country,
        "kind": agreement.kind,
        "signed_on": agreement.signed_on,
        "municipality": company.municipality if company.country == "SE" else "",
        "small_firm": ctx.organisations.is_small(company),
        "first_time": agreement.first_time,
        "section": section.letter if (section := industry_section(company.sni)) else "",
    }
    if agreement.confidentiality != Confidentiality.SECRET:
        told |= {
            "partner_id": agreement.partner_id,
            "value_sek": agreement.value_sek,
            "value_eur": agreement.value_eur,
        }
    return told


def _take_back(ctx: Context, agreement: Agreement, event: AgreementDisputed | AgreementAnnulled) -> None:
    trail = trail_of(ctx, agreement.id)
    tell(ctx, agreement.id, event, retracts=trail.confirmed_event_id)
    trail.confirmed_event_id = None


def _partner_known(ctx: Context, lead: Lead, *, asked: bool) -> dict[str, Any]:
    """The lead's partner, unless somebody saw the name in the form and took it away."""
    if asked and lead.confidentiality != Confidentiality.SECRET:
        return {}
    partner = partner_of(ctx, lead)
    return {"partner_name": partner.name, "partner_id": partner.organisation_id}


def _lead_of(ctx: Context, values: Mapping[str, Any]) -> Lead | None:
    if not values.get("lead_id"):
        return None
    lead = queries.lead(ctx, values["lead_id"])
    if lead.organisation_id != values["organisation_id"]:
        raise Invalid({"lead_id": _("This lead belongs to another company.")})
    return lead


def _conclude(ctx: Context, lead: Lead, agreement: Agreement) -> None:
    if lead.stage in (*OPEN_STAGES, LeadStage.STALLED):
        move_lead(ctx, lead.id, LeadStage.AGREED, LeadStage(lead.stage))
    if agreement.confidentiality == Confidentiality.SECRET:
        put_partner(ctx, lead, {"confidentiality": Confidentiality.SECRET})


def _check(ctx: Context, agreement: Agreement) -> None:
    problems = {}
    if agreement.signed_on > ctx.today:
        problems["signed_on"] = _("The day of signing lies in the future.")
    if agreement.value is not None and agreement.value <= 0:
        problems["value"] = _("The value must be more than zero. Leave it empty when it is not known.")
    if agreement.value is not None and agreement.value_band:
        problems["value_band"] = _("Give either the value or a band, not both.")
    if problems:
        raise Invalid(problems)
