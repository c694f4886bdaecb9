"""Turning the second factor on and off."""

from markupsafe import Markup

from utblick.access import users
from utblick.access.credentials import second_factor
from utblick.access.pages.reading import value
from utblick.context import Context
from utblick.errors import Invalid, TooMany
from utblick.i18n import Msg, _
from utblick.web.routing import Page, Redirect, get, page, post, redirect

_PLACE = "/me/second-factor"


@get(_PLACE)
def show(ctx: Context) -> Page:
    """How it stands, and what to do next."""
    return _page(ctx)


@post(f"{_PLACE}/begin")
def begin(ctx: Context) -> Page | Redirect:
    """Make a key, after the password."""
    refused = _proved(ctx)
    if refused is not None:
        return refused
    second_factor.begin(ctx, users.own(ctx))
    return redirect(_PLACE)


@post(f"{_PLACE}/confirm")
def confirm(ctx: Context) -> Page:
    """Turn it on by a first code; the recovery codes are shown this once."""
    try:
        codes = second_factor.confirm(ctx, users.own(ctx), value(ctx, "code"))
    except Invalid as error:
        return _page(ctx, wrong=error.by_field, status=422)
    return page("access/recovery_codes.html", codes=codes)


@post(f"{_PLACE}/disable")
def disable(ctx: Context) -> Page | Redirect:
    """Turn it off, after the password."""
    refused = _proved(ctx)
    if refused is not None:
        return refused
    second_factor.disable(ctx, users.own(ctx))
    return redirect("/me", _("You sign in without a second factor from now on."), tone="warn")


def _proved(ctx: Context) -> Page | None:
    try:
        users.prove(ctx, value(ctx, "password"))
    except Invalid as error:
        return _page(ctx, wrong=error.by_field, status=422)
    except TooMany as error:
        return _page(ctx, wrong={"password": error.message}, status=429)
    return None


def _page(ctx: Context, *, wrong: dict[str, Msg] | None = None, status: int = 200) -> Page:
    user = users.own(ctx)
    enrolment = second_factor.enrolment(ctx, user)
    return page(
        "access/second_factor.html",
        status=status,
        keep=True,
        user=user,
        enrolment=enrolment,
        picture=Markup(enrolment.qr_svg) if enrolment else "",  # noqa: S704 - drawn by us, from digits
        codes_left=len(user.recovery_codes),
        problems=wrong or {},
    )
