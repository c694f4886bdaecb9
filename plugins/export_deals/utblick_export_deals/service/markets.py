"""The verbs of markets: a company considers a country, chooses it, enters it, leaves it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, _
from utblick_export_deals import queries
from utblick_export_deals.events import MarketChosen
from utblick_export_deals.models import Market, MarketStage
from utblick_export_deals.service.trail import tell


def consider_market(ctx: Context, values: Mapping[str, Any]) -> Market:
    """Note that a company considers a country; one row per company and country."""
    market = Market(**values, title="", created_at=ctx.now, updated_at=ctx.now)
    _refuse_double(ctx, market)
    market.title = _title(ctx, market)
    ctx.session.add(market)
    ctx.session.flush()
    return market


def update_market(ctx: Context, market: Market, changes: Mapping[str, Any]) -> Market:
    """Correct a market; its stage moves only by the verbs below."""
    for name, value in changes.items():
        setattr(market, name, value)
    _refuse_double(ctx, market)
    market.title = _title(ctx, market)
    return market


def choose_market(ctx: Context, market_id: UUID, answers: Mapping[str, Any]) -> Market:
    """Record the company's decision to go for the country, and tell the rest of the house."""
    market = _moved(ctx, market_id, MarketStage.CHOSEN, MarketStage.CONSIDERED, MarketStage.LEFT)
    market.chosen_on = answers.get("chosen_on") or ctx.today
    market.reason = answers.get("reason") or market.reason
    tell(
        ctx,
        market.id,
        MarketChosen(market_id=market.id, organisation_id=market.organisation_id, country=market.country),
    )
    return market


def enter_market(ctx: Context, market_id: UUID, answers: Mapping[str, Any]) -> Market:
    """Record that the company now sells in the country."""
    market = _moved(ctx, market_id, MarketStage.ENTERED, MarketStage.CHOSEN)
    market.entered_on = answers.get("entered_on") or ctx.today
    return market


def leave_market(ctx: Context, market_id: UUID, answers: Mapping[str, Any]) -> Market:
    """Record that the company has given the country up, and why."""
    stages = (MarketStage.CONSIDERED, MarketStage.CHOSEN, MarketStage.ENTERED)
    market = _moved(ctx, market_id, MarketStage.LEFT, *stages)
    market.left_on = ctx.today
    market.reason = answers["reason"]
    return market


def _moved(ctx: Context, market_id: UUID, target: MarketStage, *sources: MarketStage) -> Market:
    market = queries.market(ctx, market_id)
    if market.stage not in sources:
        raise Conflict(_("The market has already moved on. Load the page again to see where it stands."))
    market.stage = target
    return market


def _refuse_double(ctx: Context, market: Market) -> None:
    other = queries.market_of(ctx, market.organisation_id, market.country)
    if other is not None and other.id != market.id:
        raise Invalid(
            {"country": _("The company already has a row for this country. Change that one instead.")}
        )


def _title(ctx: Context, market: Market) -> str:
    company = ctx.organisations.get(market.organisation_id).name
    return f"{company} – {queries.country(ctx, market.country)}"
