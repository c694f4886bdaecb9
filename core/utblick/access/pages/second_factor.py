"""Turning the second factor on and off, and putting another in its place."""

from markupsafe import Markup

from utblick.access import users
from utblick.access.credentials import second_factor
from utblick.access.credentials.requirement import ENROLMENT, is_required
from utblick.access.pages.reading import query, value
from utblick.access.pages.sign_in import safe_next
from utblick.context import Context
from utblick.errors import Invalid, TooMany
from utblick.i18n import Msg, _
from utblick.web.routing import Page, Redirect, enrolling, get, on_the_way, page, post, redirect


@enrolling
@get(ENROLMENT)
def show(ctx: Context) -> Page:
    """How it stands, and what to do next."""
    return _page(ctx)


@enrolling
@post(f"{ENROLMENT}/begin")
def begin(ctx: Context) -> Page | Redirect:
    """Make a key, after the password."""
    refused = _proved(ctx)
    if refused is not None:
        return refused
    second_factor.begin(ctx, users.own(ctx))
    wanted = _wanted(ctx)
    return redirect(on_the_way(ENROLMENT, wanted) if wanted else ENROLMENT)


@enrolling
@post(f"{ENROLMENT}/confirm")
def confirm(ctx: Context) -> Page:
    """Turn it on by a first code; the recovery codes are shown this once."""
    try:
        codes = second_factor.confirm(ctx, users.own(ctx), value(ctx, "code"))
    except Invalid as error:
        return _page(ctx, wrong=error.by_field, status=422)
    return _codes_page(ctx, codes)


@post(f"{ENROLMENT}/replace")
def replace(ctx: Context) -> Page:
    """Show another key, after the password; then put it in the old one's place by a code of it."""
    sealed = value(ctx, "key")
    if not sealed:
        refused = _proved(ctx)
        return refused or _page(ctx, sealed=second_factor.begin_again(ctx, users.own(ctx)))
    try:
        codes = second_factor.replace(ctx, users.own(ctx), sealed, value(ctx, "code"))
    except Invalid as error:
        wrong = error.by_field
        return _page(ctx, wrong=wrong, status=422, sealed="" if "key" in wrong else sealed)
    return _codes_page(ctx, codes)


@post(f"{ENROLMENT}/disable")
def disable(ctx: Context) -> Page | Redirect:
    """Turn it off, after the password."""
    refused = _proved(ctx)
    if refused is not None:
        return refused
    second_factor.turn_off(ctx, users.own(ctx))
    return redirect("/me", _("You sign in without a second factor from now on."), tone="warn")


def _proved(ctx: Context) -> Page | None:
    try:
        users.prove(ctx, value(ctx, "password"))
    except Invalid as error:
        return _page(ctx, wrong=error.by_field, status=422)
    except TooMany as error:
        return _page(ctx, wrong={"password": error.message}, status=429)
    return None


def _wanted(ctx: Context) -> str:
    """Where somebody was going when they were led here; empty when they came by themselves."""
    asked = value(ctx, "next") or query(ctx, "next")
    return safe_next(asked) if asked else ""


def _must_enrol(ctx: Context) -> bool:
    return ctx.request is not None and ctx.request.must_enrol


def _codes_page(ctx: Context, codes: list[str]) -> Page:
    onward = _wanted(ctx) or "/me"
    return page("access/recovery_codes.html", codes=codes, onward=onward, must_enrol=_must_enrol(ctx))


def _page(ctx: Context, *, wrong: dict[str, Msg] | None = None, status: int = 200, sealed: str = "") -> Page:
    user = users.own(ctx)
    enrolment = second_factor.enrolment(ctx, user, sealed)
    return page(
        "access/second_factor.html",
        status=status,
        keep=True,
        user=user,
        enrolment=enrolment,
        picture=Markup(enrolment.qr_svg) if enrolment else "",  # noqa: S704 - drawn by us, from digits
        sealed=sealed,
        codes_left=len(user.recovery_codes),
        wanted=_wanted(ctx),
        must_enrol=_must_enrol(ctx),
        is_required=is_required(ctx.settings, ctx.actor.permissions),
        problems=wrong or {},
    )
