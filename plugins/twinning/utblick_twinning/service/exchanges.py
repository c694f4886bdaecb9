"""The verbs of exchanges: planned, funded, held, reported; or called off."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Ref, _, add_task, finish_tasks
from utblick_twinning.events import (
    BriefingRequested,
    ExchangeCancelled,
    ExchangeHeld,
    ExchangePlanned,
    ExchangeReopened,
    ExchangeReported,
    InterpreterRequested,
)
from utblick_twinning.models import AHEAD, Exchange, ExchangeState
from utblick_twinning.queries import exchanges as queries
from utblick_twinning.queries import towns as town_queries
from utblick_twinning.service import counting

DONE = (ExchangeState.HELD, ExchangeState.REPORTED)


def plan_exchange(ctx: Context, values: Mapping[str, Any]) -> Exchange:
    """Plan an exchange, and tell those who may prepare it."""
    given = dict(values)
    given["ends_on"] = given.get("ends_on") or given["starts_on"]
    exchange = Exchange(**given, created_at=ctx.now, updated_at=ctx.now)
    _check(exchange)
    town = town_queries.town(ctx, exchange.town_id)
    ctx.session.add(exchange)
    ctx.session.flush()
    ctx.publish(ExchangePlanned(**facts(ctx, exchange), country=town.country))
    counting.reckon(ctx, town)
    return exchange


def update_exchange(ctx: Context, exchange: Exchange, changes: Mapping[str, Any]) -> Exchange:
    """Correct an exchange; one that counts tells its new theme or days."""
    moved = {
        name
        for name in ("theme", "town_id", "starts_on", "ends_on", "direction")
        if name in changes and changes[name] != getattr(exchange, name)
    }
    if moved & {"town_id", "direction"} and exchange.state in DONE:
        raise Conflict(_("Open the list again before you change the town or the direction."))
    before = exchange.town_id
    for name, value in changes.items():
        setattr(exchange, name, value)
    exchange.ends_on = exchange.ends_on or exchange.starts_on
    _check(exchange)
    if moved and exchange.state in DONE:
        tell_held(ctx, exchange)
    for town_id in {before, exchange.town_id}:
        counting.reckon(ctx, town_queries.town(ctx, town_id))
    return exchange


def fund_exchange(ctx: Context, exchange_id: UUID, answers: Mapping[str, Any]) -> Exchange:
    """Note that the money is there."""
    exchange = move(ctx, exchange_id, ExchangeState.FUNDED, ExchangeState.PLANNED)
    exchange.funding = answers.get("funding") or exchange.funding
    exchange.funding_number = answers.get("funding_number") or exchange.funding_number
    return exchange


def ask_interpreters(ctx: Context, exchange_id: UUID) -> Exchange:
    """Ask for interpreters: others may take it up, and until then it is a task."""
    exchange = move(ctx, exchange_id, None, *AHEAD)
    if not exchange.interpreters:
        raise Conflict(_("Say first for which languages, in the form of the exchange."))
    exchange.interpreters_asked_on = ctx.today
    asked = InterpreterRequested(**facts(ctx, exchange), languages=tuple(exchange.interpreters))
    ctx.publish(asked)
    _prepare(ctx, exchange, ctx.translate(_("Book interpreters")), days=21)
    return exchange


def ask_briefing(ctx: Context, exchange_id: UUID) -> Exchange:
    """Ask for a briefing about the country's customs, in the same way."""
    exchange = move(ctx, exchange_id, None, *AHEAD)
    exchange.briefing_asked_on = ctx.today
    country = town_queries.town(ctx, exchange.town_id).country
    ctx.publish(BriefingRequested(**facts(ctx, exchange), country=country))
    _prepare(ctx, exchange, ctx.translate(_("Prepare a briefing about the country")), days=14)
    return exchange


def hold_exchange(ctx: Context, exchange_id: UUID, answers: Mapping[str, Any]) -> Exchange:
    """Close the list: the exchange was held, with those who were counted."""
    exchange = queries.exchange(ctx, exchange_id, lock=True)
    if exchange.starts_on > ctx.today:
        raise Conflict(_("The exchange has not begun yet. Correct its days if that is wrong."))
    if queries.counted(ctx, [exchange.id]).get(exchange.id, queries.Counted()).total == 0:
        raise Conflict(
            _("Nobody has been counted. Count those who came on the page of the door, also afterwards.")
        )
    move(ctx, exchange_id, ExchangeState.HELD, *AHEAD)
    close_door(exchange)
    tell_held(ctx, exchange)
    finish_tasks(ctx, ref(exchange))
    due = ctx.today + timedelta(days=30)
    title = ctx.translate(_("Write the report of the exchange"))
    add_task(ctx, title, about=ref(exchange), due_on=due, owner_id=exchange.owner_id)
    counting.reckon(ctx, town_queries.town(ctx, exchange.town_id))
    return exchange


def reopen_list(ctx: Context, exchange_id: UUID, answers: Mapping[str, Any]) -> Exchange:
    """Take the closing back, so that the exchange does not count until the list is closed again."""
    exchange = move(ctx, exchange_id, ExchangeState.FUNDED, *DONE)
    ctx.publish(ExchangeReopened(**facts(ctx, exchange)), retracts=exchange.held_event_id)
    exchange.held_event_id = None
    exchange.counted_local = exchange.counted_international = exchange.counted_firms = None
    exchange.reason = answers["reason"]
    counting.reckon(ctx, town_queries.town(ctx, exchange.town_id))
    return exchange


def report_exchange(ctx: Context, exchange_id: UUID, answers: Mapping[str, Any]) -> Exchange:
    """Keep the report; the clock for the names of the participants begins."""
    exchange = move(ctx, exchange_id, ExchangeState.REPORTED, ExchangeState.HELD)
    exchange.report, exchange.reported_on = answers["report"], ctx.today
    ctx.publish(ExchangeReported(**facts(ctx, exchange)))
    finish_tasks(ctx, ref(exchange))
    return exchange


def cancel_exchange(ctx: Context, exchange_id: UUID, answers: Mapping[str, Any]) -> Exchange:
    """Call an exchange off, and say why."""
    exchange = move(ctx, exchange_id, ExchangeState.CANCELLED, *AHEAD)
    exchange.reason = answers["reason"]
    close_door(exchange)
    ctx.publish(ExchangeCancelled(**facts(ctx, exchange)))
    finish_tasks(ctx, ref(exchange))
    counting.reckon(ctx, town_queries.town(ctx, exchange.town_id))
    return exchange


def close_door(exchange: Exchange) -> None:
    """Let nobody register at the door any more."""
    exchange.door_nonce, exchange.door_hash = "", None


def tell_held(ctx: Context, exchange: Exchange) -> None:
    """Tell how many came, taking back what was told before."""
    counts = queries.counted(ctx, [exchange.id]).get(exchange.id, queries.Counted())
    firms = len(queries.local_firms(ctx, counts.firms))
    exchange.counted_local, exchange.counted_international = counts.local, counts.international
    exchange.counted_firms = firms
    told = ExchangeHeld(
        **facts(ctx, exchange), participants=counts.total, international=counts.international, firms=firms
    )
    because = replace(ctx, cause=exchange.held_event_id or ctx.cause)
    exchange.held_event_id = because.publish(told, retracts=exchange.held_event_id)


def move(ctx: Context, exchange_id: UUID, target: ExchangeState | None, *sources: ExchangeState) -> Exchange:
    """Set the state of an exchange, or only see that it is as the mover believed."""
    exchange = queries.exchange(ctx, exchange_id)
    if exchange.state not in sources:
        raise Conflict(_("The exchange has already moved on. Load the page again to see where it stands."))
    exchange.state = target or exchange.state
    return exchange


def facts(ctx: Context, exchange: Exchange) -> dict[str, Any]:
    """What every event tells of an exchange."""
    return {
        "exchange_id": exchange.id,
        "town_id": exchange.town_id,
        "organisation_id": town_queries.town(ctx, exchange.town_id).organisation_id,
        "theme": exchange.theme,
        "starts_on": exchange.starts_on,
        "ends_on": exchange.ends_on,
    }


def ref(exchange: Exchange) -> Ref:
    """The pointer to an exchange, for tasks and mails."""
    return Ref("twinning", "exchange", exchange.id)


def _prepare(ctx: Context, exchange: Exchange, title: str, *, days: int) -> None:
    due = max(ctx.today, exchange.starts_on - timedelta(days=days))
    finish_tasks(ctx, ref(exchange), title)
    add_task(ctx, title, about=ref(exchange), due_on=due, owner_id=exchange.owner_id)


def _check(exchange: Exchange) -> None:
    problems = {}
    if exchange.ends_on < exchange.starts_on:
        problems["ends_on"] = _("The last day lies before the first.")
    if (exchange.ends_on - exchange.starts_on).days > 60:
        problems["ends_on"] = _("An exchange lasts at most sixty days. Make several of it.")
    if problems:
        raise Invalid(problems)
