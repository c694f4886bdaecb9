"""Questions about visits."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context
from utblick_visits.models import ConfirmedDeal, Visit


def coming(ctx: Context) -> Sequence[Visit]:
    """The planned visits by day."""
    return ctx.session.exec(
        select(Visit).where(Visit.state == "planned").order_by(col(Visit.arrives_on)).limit(10)
    ).all()


def confirmed_deals(ctx: Context, organisation_id: UUID | None = None) -> int:
    """How many deals were confirmed: with one company, or with all."""
    query = select(func.count()).select_from(ConfirmedDeal)
    if organisation_id is not None:
        query = query.where(ConfirmedDeal.organisation_id == organisation_id)
    return ctx.session.exec(query).one()
