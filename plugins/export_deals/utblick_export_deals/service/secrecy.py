"""Keeping the name of a secret foreign partner away from everything that shows records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from utblick.api import Context
from utblick_export_deals.models import Agreement, Confidentiality, Lead, SecretPartner

MAY_KNOW = "export_deals.secret"


@dataclass(frozen=True, slots=True)
class Partner:
    """The foreign partner: a name, and the organisation when it is in the register."""

    name: str = ""
    organisation_id: UUID | None = None


def partner_of(ctx: Context, row: Lead | Agreement) -> Partner:
    """Who the partner is, whatever the row's confidentiality; ask for the permission before showing it."""
    if row.confidentiality != Confidentiality.SECRET:
        return Partner(row.partner_name, row.partner_id)
    kept = ctx.session.get(SecretPartner, row.id)
    return Partner(kept.partner_name, kept.partner_id) if kept else Partner()


def put_partner(ctx: Context, row: Lead | Agreement, values: Mapping[str, Any]) -> None:
    """Set confidentiality and partner from the values, with a secret name kept apart from the row.

    A form that is sent without a name keeps a secret name that is there. To open a secret takes the
    permission to see it.
    """
    kept = ctx.session.get(SecretPartner, row.id)
    hidden = Partner(kept.partner_name, kept.partner_id) if kept else Partner()
    given = Partner(
        values.get("partner_name", row.partner_name) or "", values.get("partner_id", row.partner_id)
    )
    partner = hidden if given == Partner() else given
    row.confidentiality = values.get("confidentiality") or row.confidentiality
    if row.confidentiality == Confidentiality.SECRET:
        row.partner_name, row.partner_id = "", None
        kept = kept or SecretPartner(record_id=row.id)
        kept.partner_name, kept.partner_id = partner.name, partner.organisation_id
        ctx.session.add(kept)
        return
    row.partner_name, row.partner_id = partner.name, partner.organisation_id
    if kept:
        ctx.require(MAY_KNOW)
        ctx.session.delete(kept)
