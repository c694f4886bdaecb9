"""What visits learn from others, by a reading model of their own: nothing of export deals is imported."""

from uuid import UUID

from pydantic import BaseModel

from utblick.api import Context, Subscriber
from utblick_visits import service


class Confirmed(BaseModel):
    """What visits read of a confirmed agreement."""

    agreement_id: UUID
    organisation_id: UUID
    country: str


def note(ctx: Context, event: Confirmed) -> None:
    """Keep the deal."""
    service.keep_deal(ctx, event.agreement_id, event.organisation_id, event.country)


SUBSCRIBERS = (
    Subscriber(
        event="export_deals.agreement.confirmed",
        name="confirmed_deals",
        reads=Confirmed,
        handle=note,
        reset=service.forget_deals,
    ),
)
