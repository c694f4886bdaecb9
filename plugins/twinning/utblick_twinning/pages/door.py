"""The page of the door, made for a telephone: big buttons, search by name, counts, and the code to scan."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from utblick.api import Context, Invalid, Page, Redirect, _, country_name, get, page, post, redirect
from utblick_twinning.choices import DELEGATE_STATES, HOWS
from utblick_twinning.models import AHEAD, Delegate, DelegateState
from utblick_twinning.permissions import WRITE
from utblick_twinning.queries import exchanges as queries
from utblick_twinning.queries import towns
from utblick_twinning.service import door as service
from utblick_twinning.service import invitations

_DOOR = "/twinning/exchanges/{exchange_id:uuid}/door"
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody on the printed list, with the own link."""

    delegate: Delegate
    link: str


@get(_DOOR, permission=WRITE)
def door(ctx: Context, *, exchange_id: UUID) -> Page:
    """Who is expected and who has come, with buttons to count; or the figures alone, asked for again."""
    alone = ctx.request is not None and ctx.request.fragment_target == "door-counts"
    return _door(ctx, exchange_id, block="counts" if alone else "")


@post(f"{_DOOR}/count", permission=WRITE)
def count(ctx: Context, *, exchange_id: UUID) -> Page | Redirect:
    """Count somebody without a name."""
    international = _form(ctx, "who") == "international"
    return _done(
        ctx,
        exchange_id,
        lambda: service.count_one(ctx, exchange_id, international=international, reason=_form(ctx, "reason")),
    )


@post(f"{_DOOR}/arrive/{{delegate_id:uuid}}", permission=WRITE)
def arrive(ctx: Context, *, exchange_id: UUID, delegate_id: UUID) -> Page | Redirect:
    """Count somebody on the list."""
    return _done(ctx, exchange_id, lambda: service.check_in(ctx, delegate_id, reason=_form(ctx, "reason")))


@post(f"{_DOOR}/undo", permission=WRITE)
def undo(ctx: Context, *, exchange_id: UUID) -> Page | Redirect:
    """Take the latest count back, or the one that is named."""
    assert ctx.request is not None
    arrival_id, reason = ctx.request.form.uuid("arrival"), _form(ctx, "reason")
    if arrival_id is not None:
        return _done(ctx, exchange_id, lambda: service.undo(ctx, arrival_id, reason=reason))
    return _done(ctx, exchange_id, lambda: service.undo_last(ctx, exchange_id, reason=reason))


@post(f"{_DOOR}/code", permission=WRITE)
def code(ctx: Context, *, exchange_id: UUID) -> Redirect:
    """Make the code that visitors scan, or another one in its place."""
    service.make_door(ctx, exchange_id)
    return redirect(
        f"/twinning/exchanges/{exchange_id}/door/code", _("The code is ready. Put it up at the door.")
    )


@get(f"{_DOOR}/code", permission=WRITE)
def code_page(ctx: Context, *, exchange_id: UUID) -> Page:
    """The code at the size of a poster."""
    exchange = queries.exchange(ctx, exchange_id)
    key = service.door_key(ctx, exchange)
    return page(
        "twinning/door/code.html",
        exchange=exchange,
        address=ctx.url(f"/twinning/door/{key}") if key else "",
        open=exchange.state in AHEAD,
    )


@get("/twinning/exchanges/{exchange_id:uuid}/links", permission=WRITE)
def links(ctx: Context, *, exchange_id: UUID) -> Page:
    """Everybody's own code, to print as badges or to show."""
    exchange = queries.exchange(ctx, exchange_id)
    return page(
        "twinning/door/links.html",
        exchange=exchange,
        open=exchange.state in AHEAD,
        country=partial(country_name, language=ctx.language),
        invited=[
            Invited(one, invitations.link_of(ctx, one))
            for one in queries.delegates(ctx, exchange_id, limit=200)
            if one.nonce and one.state != DelegateState.DECLINED
        ],
    )


def _done(ctx: Context, exchange_id: UUID, act: Callable[[], object]) -> Page | Redirect:
    try:
        act()
    except Invalid as refused:
        return _door(ctx, exchange_id, refused=refused)
    if ctx.request and ctx.request.is_fragment:
        ctx.session.flush()
        return _door(ctx, exchange_id, block="door")
    return redirect(f"/twinning/exchanges/{exchange_id}/door")


def _form(ctx: Context, name: str) -> str:
    return ctx.request.form.get(name, "").strip() if ctx.request else ""


def _door(ctx: Context, exchange_id: UUID, *, block: str = "", refused: Invalid | None = None) -> Page:
    exchange = queries.exchange(ctx, exchange_id)
    request = ctx.request
    named = (request.query.get("q", "") or request.form.get("q", "")).strip()[:100] if request else ""
    counts = queries.counted(ctx, [exchange_id]).get(exchange_id, queries.Counted())
    latest = queries.arrivals(ctx, exchange_id, limit=8)
    expected = queries.delegates(ctx, exchange_id, named=named, limit=_SHOWN)
    of = [one.organisation_id for one in expected if one.organisation_id]
    states = queries.delegates_by_state(ctx, exchange_id)
    return page(
        "twinning/door/door.html",
        block=block,
        status=422 if refused else 200,
        exchange=exchange,
        town=towns.town(ctx, exchange.town_id),
        counts=counts,
        expected=expected,
        country=partial(country_name, language=ctx.language),
        firms=ctx.organisations.names(of),
        states={choice.value: choice for choice in DELEGATE_STATES},
        hows={choice.value: choice.label for choice in HOWS},
        waiting=sum(n for state, n in states.items() if state in ("invited", "confirmed")),
        latest=latest,
        who=queries.names(ctx, [one.delegate_id for one in latest if one.delegate_id]),
        named=named,
        open=exchange.state in AHEAD,
        problems=refused.by_field if refused else {},
        reason=_form(ctx, "reason"),
    )


ROUTES = (door, count, arrive, undo, code, code_page, links)
