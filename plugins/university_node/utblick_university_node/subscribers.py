"""What the university node does when something happens elsewhere: needs are heard, placements suggested."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from utblick.api import Context, NotFound, Subscriber
from utblick_university_node.queries import abroad
from utblick_university_node.queries import needs as queries
from utblick_university_node.service import needs, placements


class NeedHeard(BaseModel):
    """A need that was stated in another activity area, as far as it is told."""

    need_id: UUID
    organisation_id: UUID | None = None
    title: str = ""
    kind: str = ""


class MarketChosen(BaseModel):
    """A company that has decided to go for a country."""

    market_id: UUID
    organisation_id: UUID
    country: str


class ExchangePlanned(BaseModel):
    """An exchange with a twin town that was planned, as far as it is told."""

    exchange_id: UUID
    country: str = ""
    starts_on: date | None = None


def hear_need(ctx: Context, event: NeedHeard) -> None:
    """Take up a need that others have heard, once, with what it was called for its problem."""
    if event.organisation_id is None or not event.title or queries.need_of_origin(ctx, event.need_id):
        return
    values = {
        "organisation_id": event.organisation_id,
        "problem": event.title,
        "help_wanted": event.kind,
        "origin_id": event.need_id,
        "source": "event",
    }
    with suppress(NotFound):  # an organisation that is not in our register is nobody's host here
        needs.state_need(ctx, values)


def suggest_for_market(ctx: Context, event: MarketChosen) -> None:
    """Suggest a placement abroad in the country that a firm has chosen."""
    if event.country in ("", "SE") or abroad.placement_of_origin(ctx, event.market_id):
        return
    values = {
        "direction": "out",
        "country": event.country,
        "organisation_id": event.organisation_id,
        "source": "market",
        "origin_id": event.market_id,
    }
    with suppress(NotFound):
        placements.wish_placement(ctx, values)


def suggest_for_exchange(ctx: Context, event: ExchangePlanned) -> None:
    """Suggest a placement abroad in the country of a planned exchange; the firm is found later."""
    if event.country in ("", "SE") or abroad.placement_of_origin(ctx, event.exchange_id):
        return
    values = {
        "direction": "out",
        "country": event.country,
        "source": "exchange",
        "origin_id": event.exchange_id,
        "starts_on": event.starts_on,
    }
    placements.wish_placement(ctx, values)


SUBSCRIBERS = (
    Subscriber(event="contacts.need.stated", name="hear_need", reads=NeedHeard, handle=hear_need),
    Subscriber(
        event="export_deals.market.chosen",
        name="suggest_for_market",
        reads=MarketChosen,
        handle=suggest_for_market,
    ),
    Subscriber(
        event="twinning.exchange.planned",
        name="suggest_for_exchange",
        reads=ExchangePlanned,
        handle=suggest_for_exchange,
    ),
)
