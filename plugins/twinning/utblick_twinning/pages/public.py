"""What visitors and invited people open without signing in: the door's form, and the own link."""

from dataclasses import replace

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import (
    Conflict,
    Context,
    Gone,
    Invalid,
    Msg,
    NotFound,
    Page,
    Redirect,
    closed_link,
    country_name,
    get,
    page,
    post,
    redirect,
    unseen,
)
from utblick_twinning.models import Delegate, DelegateState, Exchange
from utblick_twinning.queries import towns
from utblick_twinning.service import door as service
from utblick_twinning.settings import TwinningSettings


class Visitor(BaseModel):
    """What a visitor tells at the door; only the country is needed."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    country: str = Field(default="", max_length=2, pattern=r"^([A-Z]{2})?$")
    name: str = Field(default="", max_length=200)
    firm: str = Field(default="", max_length=200)
    consent: str = Field(default="", max_length=1)


class Answer(BaseModel):
    """What an invited person answers by the own link."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    answer: str = Field(default="", pattern=r"^(yes|no|here)$")


@get("/twinning/door/{key:str}", public=True)
def register(ctx: Context, *, key: str) -> Page:
    """The form that visitors fill in after scanning the code at the door."""
    try:
        exchange = service.open_door(ctx, key)
    except (NotFound, Gone, Conflict) as closed:
        return closed_link(closed)
    return _form(ctx, exchange, {})


@post("/twinning/door/{key:str}", public=True, max_body=20_000)
def registered(ctx: Context, *, key: str) -> Page | Redirect:
    """Count the visitor, or say what is missing; nothing that was typed is lost."""
    assert ctx.request is not None
    try:
        exchange = service.open_door(ctx, key)
        given = ctx.request.bind(Visitor)
        service.register_visitor(
            ctx,
            exchange,
            name=given.name,
            country=given.country,
            firm=given.firm,
            consent=bool(given.consent),
        )
    except (NotFound, Gone, Conflict) as closed:
        return closed_link(closed)
    except Invalid as refused:
        return _form(ctx, exchange, dict(ctx.request.form), refused.by_field)
    return redirect(f"/twinning/welcome?language={ctx.language}")


@get("/twinning/welcome", public=True)
def welcome(ctx: Context) -> Page:
    """After registering: welcome."""
    return unseen(page("twinning/door/welcome.html"))


@get("/twinning/invitation/{key:str}", public=True)
def invitation(ctx: Context, *, key: str) -> Page:
    """What an invited person sees by the own link: the exchange, and the answers that can be given."""
    try:
        delegate, exchange = service.open_invitation(ctx, key)
    except (NotFound, Gone, Conflict) as closed:
        return closed_link(closed)
    return _invitation(ctx, delegate, exchange)


@post("/twinning/invitation/{key:str}", public=True, max_body=20_000)
def answer(ctx: Context, *, key: str) -> Page | Redirect:
    """Take the answer; it can be changed until the person is here."""
    assert ctx.request is not None
    try:
        given = ctx.request.bind(Answer)
        service.answer_invitation(ctx, key, answer=given.answer)
    except (NotFound, Gone, Conflict) as closed:
        return closed_link(closed)
    except Invalid:
        delegate, exchange = service.open_invitation(ctx, key)
        return replace(_invitation(ctx, delegate, exchange), status=422)
    return redirect(f"/twinning/invitation/{key}?language={ctx.language}")


def _form(
    ctx: Context, exchange: Exchange, values: dict[str, str], problems: dict[str, Msg] | None = None
) -> Page:
    town = towns.town(ctx, exchange.town_id)
    near = dict.fromkeys(["SE", town.country, *exchange.countries])
    made = page(
        "twinning/door/register.html",
        status=422 if problems else 200,
        exchange=exchange,
        town=town,
        values=values,
        problems=problems or {},
        countries=_countries(ctx, tuple(near)),
        days=ctx.plugin_settings(TwinningSettings).keep_delegates_days,
    )
    return unseen(made)


def _countries(ctx: Context, near: tuple[str, ...]) -> list[tuple[str, str]]:
    """Those of the exchange first, then the rest of Europe by name."""
    members = [code for code in _EUROPE if code not in near]
    named = sorted((country_name(code, ctx.language), code) for code in members)
    return [(code, country_name(code, ctx.language)) for code in near] + [
        (code, name) for name, code in named
    ]


_EUROPE = (
    *("AL", "AT", "BA", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FO", "FR", "GB", "GL"),
    *("GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MD", "ME", "MK", "MT", "NL", "NO", "PL"),
    *("PT", "RO", "RS", "SE", "SI", "SK", "TR", "UA", "US", "CA", "XK"),
)


def _invitation(ctx: Context, delegate: Delegate, exchange: Exchange) -> Page:
    made = page(
        "twinning/door/invitation.html",
        delegate=delegate,
        exchange=exchange,
        town=towns.town(ctx, exchange.town_id),
        here=delegate.state == DelegateState.ATTENDED,
        may_arrive=ctx.now >= service.first_moment(ctx, exchange),
        days=ctx.plugin_settings(TwinningSettings).keep_delegates_days,
    )
    return unseen(made)


ROUTES = (register, registered, welcome, invitation, answer)
