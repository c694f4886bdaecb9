"""The foreign partner as fields of a form, and as a fact for those who may know it."""

from utblick.api import Context, Field, Kind, Msg, _
from utblick_export_deals.choices import CONFIDENTIALITIES
from utblick_export_deals.models import Agreement, Confidentiality, Lead
from utblick_export_deals.service.secrecy import MAY_KNOW, partner_of

PARTNER_FIELDS = (
    Field(
        name="confidentiality",
        label=_("Who may know the partner"),
        kind=Kind.CHOICE,
        choices=CONFIDENTIALITIES,
        help=_("The name of a secret partner is kept apart: it is in no list, export, search or event."),
    ),
    Field(
        name="partner_name",
        label=_("Foreign partner"),
        help=_("Leave it empty to keep a secret name. Do not write a secret name anywhere else."),
    ),
    Field(
        name="partner_id",
        label=_("Foreign partner in the register"),
        kind=Kind.ORGANISATION,
    ),
)


def partner_fact(ctx: Context, row: Lead | Agreement) -> list[tuple[Msg, object]]:
    """The secret partner's name for those with the permission; the others read that it is secret."""
    if row.confidentiality != Confidentiality.SECRET:
        return []
    label = _("Foreign partner (secret)")
    if not ctx.actor.may(MAY_KNOW):
        return [(label, _("You lack the permission to see the name."))]
    partner = partner_of(ctx, row)
    registered = ctx.organisations.get(partner.organisation_id).name if partner.organisation_id else ""
    return [(label, partner.name or registered or _("Not given"))]
