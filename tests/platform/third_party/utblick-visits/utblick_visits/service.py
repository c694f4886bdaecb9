"""What can be done with a visit, and what is kept of deals that are confirmed elsewhere."""

from uuid import UUID

from sqlmodel import delete

from utblick.api import Conflict, Context, NotFound, _
from utblick_visits.events import VisitHeld
from utblick_visits.models import ConfirmedDeal, Visit


def hold_visit(ctx: Context, visit_id: UUID) -> Visit:
    """Note that the delegation has been here."""
    visit = ctx.session.get(Visit, visit_id)
    if visit is None:
        raise NotFound
    if visit.state != "planned":
        raise Conflict(_("The visit has taken place already."))
    visit.state = "held"
    ctx.session.add(visit)
    ctx.publish(VisitHeld(visit_id=visit.id, organisation_id=visit.organisation_id))
    return visit


def keep_deal(ctx: Context, agreement_id: UUID, organisation_id: UUID, country: str) -> None:
    """Know of a confirmed deal; the same one again changes nothing."""
    ctx.session.merge(
        ConfirmedDeal(agreement_id=agreement_id, organisation_id=organisation_id, country=country)
    )


def forget_deals(ctx: Context) -> None:
    """Forget every confirmed deal: they are built again from the log."""
    ctx.session.exec(delete(ConfirmedDeal))
