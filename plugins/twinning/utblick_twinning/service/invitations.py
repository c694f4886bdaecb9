"""Inviting people to an exchange: each has an own link, which is also a code to be scanned."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Context, link_key, link_nonce, send_mail, token_hash
from utblick_twinning.models import AHEAD, Delegate, DelegateState, Exchange, Town
from utblick_twinning.queries import exchanges as queries
from utblick_twinning.queries import towns as town_queries
from utblick_twinning.service import door, exchanges


def add_delegate(ctx: Context, values: Mapping[str, Any]) -> Delegate:
    """Put somebody on the list, with a key of an own."""
    delegate = Delegate(**values, nonce=link_nonce(ctx), created_at=ctx.now, updated_at=ctx.now)
    queries.exchange(ctx, delegate.exchange_id)
    _fill(ctx, delegate)
    ctx.session.add(delegate)
    ctx.session.flush()
    delegate.key_hash = token_hash(own_key(ctx, delegate))
    return delegate


def update_delegate(ctx: Context, delegate: Delegate, changes: Mapping[str, Any]) -> Delegate:
    """Correct somebody on the list; a count that stands follows the firm and the country."""
    for name, value in changes.items():
        setattr(delegate, name, value)
    _fill(ctx, delegate)
    held = queries.arrival_of(ctx, delegate.id)
    if held is not None:
        exchange = queries.exchange(ctx, delegate.exchange_id)
        held.organisation_id, held.country = delegate.organisation_id, delegate.country
        held.international = delegate.country != door.host_country(ctx, exchange)
        door.tell_again(ctx, exchange)
    return delegate


def confirm(ctx: Context, delegate_id: UUID, answers: Mapping[str, Any]) -> Delegate:
    """Note that somebody comes."""
    return _moved(ctx, delegate_id, DelegateState.CONFIRMED)


def decline(ctx: Context, delegate_id: UUID, answers: Mapping[str, Any]) -> Delegate:
    """Note that somebody does not come."""
    return _moved(ctx, delegate_id, DelegateState.DECLINED)


def attend(ctx: Context, delegate_id: UUID, answers: Mapping[str, Any]) -> Delegate:
    """Count somebody who came."""
    door.check_in(ctx, delegate_id, reason=answers.get("reason") or "")
    return queries.delegate(ctx, delegate_id)


def invite_all(ctx: Context, exchange_id: UUID) -> int:
    """Write to everybody on the list who has an address and has had no letter; gives how many."""
    exchange = exchanges.move(ctx, exchange_id, None, *AHEAD)
    town = town_queries.town(ctx, exchange.town_id)
    waiting = queries.uninvited(ctx, exchange_id)
    for delegate in waiting:
        _write(ctx, exchange, town, delegate)
        delegate.invited_at = ctx.now
    return len(waiting)


def own_key(ctx: Context, delegate: Delegate) -> str:
    """The key of somebody's own link."""
    return link_key(ctx, "twinning.delegate", delegate.id, delegate.nonce)


def link_of(ctx: Context, delegate: Delegate) -> str:
    """The address of somebody's own link; empty for who registered at the door."""
    return ctx.url(f"/twinning/invitation/{own_key(ctx, delegate)}") if delegate.nonce else ""


def _write(ctx: Context, exchange: Exchange, town: Town, delegate: Delegate) -> None:
    key = own_key(ctx, delegate)
    send_mail(
        ctx,
        "twinning/mail/invitation",
        to=delegate.email,
        language=delegate.language,
        ref=exchanges.ref(exchange),
        title=exchange.title,
        town=town.title,
        day=exchange.starts_on,
        name=delegate.title,
        key=key,
        key_until=door.last_moment(ctx, exchange),
        link=f"{ctx.url(f'/twinning/invitation/{key}')}?language={delegate.language}",
    )


def _fill(ctx: Context, delegate: Delegate) -> None:
    """What the register knows of the person and the firm, where nothing was typed."""
    if delegate.person_id:
        person = ctx.people.get(delegate.person_id)
        delegate.title = delegate.title or person.name
        delegate.email = delegate.email or person.email
    if delegate.organisation_id:
        delegate.country = ctx.organisations.get(delegate.organisation_id).country or delegate.country
        delegate.organisation_name = ""


def _moved(ctx: Context, delegate_id: UUID, state: DelegateState) -> Delegate:
    delegate = queries.delegate(ctx, delegate_id)
    if delegate.state != DelegateState.ATTENDED:
        delegate.state = state
    return delegate
