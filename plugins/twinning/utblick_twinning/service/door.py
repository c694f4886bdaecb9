"""Counting at the door: each person once, mistakes undone and kept, late corrections told."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Gone, Invalid, NotFound, _, link_key, link_nonce, token_hash
from utblick_twinning.models import AHEAD, Arrival, Delegate, DelegateState, Exchange, ExchangeState, How
from utblick_twinning.queries import exchanges as queries
from utblick_twinning.queries import towns as town_queries
from utblick_twinning.service import counting, exchanges

OPENS_BEFORE = timedelta(days=1)
CLOSES_AFTER = timedelta(days=2)
"""How long before the first day and after the last one visitors can register themselves."""


def check_in(ctx: Context, delegate_id: UUID, *, how: How = How.LIST, reason: str = "") -> Arrival:
    """Count somebody on the list; the same person twice is once."""
    delegate = queries.delegate(ctx, delegate_id)
    exchange = _countable(ctx, delegate.exchange_id, reason)
    held = queries.arrival_of(ctx, delegate.id)
    if held is not None:
        return held
    delegate.state = DelegateState.ATTENDED
    return _arrive(
        ctx,
        exchange,
        country=delegate.country,
        how=how,
        reason=reason,
        delegate_id=delegate.id,
        organisation_id=delegate.organisation_id,
    )


def count_one(ctx: Context, exchange_id: UUID, *, international: bool, reason: str = "") -> Arrival:
    """Count somebody without a name."""
    exchange = _countable(ctx, exchange_id, reason)
    here = host_country(ctx, exchange)
    town = town_queries.town(ctx, exchange.town_id)
    abroad = "SE" if here == town.country else town.country
    return _arrive(ctx, exchange, country=abroad if international else here, how=How.QUICK, reason=reason)


def register_visitor(
    ctx: Context, exchange: Exchange, *, name: str, country: str, firm: str, consent: bool
) -> Arrival:
    """Count a visitor who registers at the door; a name is kept only with consent."""
    problems = {}
    if not country:
        problems["country"] = _("Choose the country that you come from.")
    if name and not consent:
        problems["consent"] = _("Tick the box, or leave the name empty: you are counted without it too.")
    if problems:
        raise Invalid(problems)
    exchange = _countable(ctx, exchange.id, "")
    organisation = ctx.organisations.find(name=firm) if firm else None
    delegate_id = None
    if name:
        delegate = Delegate(
            title=name,
            exchange_id=exchange.id,
            organisation_id=organisation.id if organisation else None,
            organisation_name="" if organisation else firm,
            country=country,
            state=DelegateState.ATTENDED,
            basis="consent",
            consented_at=ctx.now,
            created_at=ctx.now,
            updated_at=ctx.now,
        )
        ctx.session.add(delegate)
        ctx.session.flush()
        delegate_id = delegate.id
    return _arrive(
        ctx,
        exchange,
        country=country,
        how=How.SELF,
        delegate_id=delegate_id,
        organisation_id=organisation.id if organisation else None,
    )


def undo(ctx: Context, arrival_id: UUID, *, reason: str = "") -> Arrival:
    """Take a count back; that it was there, and when it went, is kept."""
    arrival = ctx.session.get(Arrival, arrival_id)
    if arrival is None:
        raise NotFound
    exchange = _countable(ctx, arrival.exchange_id, reason)
    if arrival.undone_at is not None:
        return arrival
    arrival.undone_at = ctx.now
    arrival.reason = reason
    if arrival.delegate_id:
        queries.delegate(ctx, arrival.delegate_id).state = DelegateState.CONFIRMED
    tell_again(ctx, exchange)
    return arrival


def undo_last(ctx: Context, exchange_id: UUID, *, reason: str = "") -> Arrival | None:
    """Take the latest count back."""
    latest = queries.arrivals(ctx, exchange_id, limit=1)
    return undo(ctx, latest[0].id, reason=reason) if latest else None


def open_door(ctx: Context, key: str) -> Exchange:
    """The exchange whose door a key opens, while visitors may register."""
    exchange = queries.exchange_of_door(ctx, key)
    if exchange is None:
        raise NotFound(_("The code is not known, or registration is closed. Ask the staff at the door."))
    _within(ctx, exchange)
    return exchange


def open_invitation(ctx: Context, key: str) -> tuple[Delegate, Exchange]:
    """The invited person and the exchange that a personal link stands for."""
    delegate = queries.delegate_of_key(ctx, key)
    if delegate is None:
        raise NotFound(_("The link is not known. Check that the whole address was copied from the mail."))
    exchange = queries.exchange(ctx, delegate.exchange_id)
    if exchange.state == ExchangeState.CANCELLED:
        raise Gone(_("The exchange has been cancelled."))
    if exchange.state not in AHEAD or ctx.now > last_moment(ctx, exchange):
        raise Gone(_("The exchange is over. Thank you for taking part."))
    return delegate, exchange


def answer_invitation(ctx: Context, key: str, *, answer: str) -> tuple[Delegate, Exchange]:
    """Take what an invited person says by the own link: comes, does not come, or is here."""
    delegate, exchange = open_invitation(ctx, key)
    if answer == "here":
        _within(ctx, exchange)
        check_in(ctx, delegate.id, how=How.LINK)
    elif delegate.state != DelegateState.ATTENDED:
        delegate.state = DelegateState.CONFIRMED if answer == "yes" else DelegateState.DECLINED
    return delegate, exchange


def door_key(ctx: Context, exchange: Exchange) -> str:
    """The key of the door's page; empty while the door has none."""
    return link_key(ctx, "twinning.door", exchange.id, exchange.door_nonce) if exchange.door_nonce else ""


def make_door(ctx: Context, exchange_id: UUID) -> Exchange:
    """Give the door a new key; codes that were shown before stop working."""
    exchange = exchanges.move(ctx, exchange_id, None, *AHEAD)
    exchange.door_nonce = link_nonce(ctx)
    exchange.door_hash = token_hash(door_key(ctx, exchange))
    return exchange


def first_moment(ctx: Context, exchange: Exchange) -> datetime:
    """From when people can check in by themselves."""
    zone = ctx.settings.municipality.zone
    return datetime.combine(exchange.starts_on, time(), zone) - OPENS_BEFORE


def last_moment(ctx: Context, exchange: Exchange) -> datetime:
    """Until when links and codes of an exchange work."""
    zone = ctx.settings.municipality.zone
    return datetime.combine(exchange.ends_on, time(), zone) + CLOSES_AFTER


def host_country(ctx: Context, exchange: Exchange) -> str:
    """Where the exchange takes place: whoever comes from elsewhere is international."""
    return "SE" if exchange.direction == "here" else town_queries.town(ctx, exchange.town_id).country


def tell_again(ctx: Context, exchange: Exchange) -> None:
    """After a correction of a closed list, tell the new figures and let the town be counted anew."""
    if exchange.state in exchanges.DONE:
        ctx.session.flush()
        exchanges.tell_held(ctx, exchange)
        counting.reckon(ctx, town_queries.town(ctx, exchange.town_id))


def _within(ctx: Context, exchange: Exchange) -> None:
    if exchange.state not in AHEAD or ctx.now > last_moment(ctx, exchange):
        raise Gone(_("Registration is closed."))
    if ctx.now < first_moment(ctx, exchange):
        raise Conflict(_("Registration opens when the exchange begins. Come back then."))


def _countable(ctx: Context, exchange_id: UUID, reason: str) -> Exchange:
    exchange = queries.exchange(ctx, exchange_id, lock=True)
    if exchange.state == ExchangeState.CANCELLED:
        raise Conflict(_("The exchange has been cancelled, so nobody is counted."))
    if exchange.state in exchanges.DONE and not reason:
        raise Invalid({"reason": _("The list is closed. Say why it is corrected afterwards.")})
    return exchange


def _arrive(
    ctx: Context, exchange: Exchange, *, country: str, how: How, reason: str = "", **values: Any
) -> Arrival:
    arrival = Arrival(
        exchange_id=exchange.id,
        title=exchange.title,
        country=country,
        international=country != host_country(ctx, exchange),
        how=how,
        at=ctx.now,
        late=exchange.state in exchanges.DONE,
        reason=reason,
        created_at=ctx.now,
        updated_at=ctx.now,
        **values,
    )
    ctx.session.add(arrival)
    ctx.session.flush()
    tell_again(ctx, exchange)
    return arrival
