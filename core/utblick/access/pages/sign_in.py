"""The pages by which one comes in and goes out."""

from collections.abc import Callable

from utblick.access import sign_in as service
from utblick.access.elsewhere.farewell import remember
from utblick.access.pages.reading import query, value
from utblick.access.sessions import CODE_MINUTES
from utblick.access.sign_in import Outcome, Step
from utblick.context import Context
from utblick.errors import TooMany
from utblick.i18n import Msg, _
from utblick.web.routing import Page, Redirect, get, on_the_way, page, post, redirect

_REFUSED = 422
_WAIT = 429


@get("/sign-in", public=True)
def show(ctx: Context) -> Page | Redirect:
    """The form for address and password, or the step to which this browser has come."""
    if ctx.actor.kind == "user":
        return redirect(_target(ctx))
    return form(ctx)


@post("/sign-in", public=True)
def submit(ctx: Context) -> Page | Redirect:
    """Try an address and a password."""
    if not ctx.settings.sign_in.passwords:
        return form(ctx, _("Passwords are not used here. Sign in with the button."), status=_REFUSED)
    email = value(ctx, "email")
    try:
        outcome = service.sign_in(ctx, email, value(ctx, "password"))
    except TooMany as error:
        return form(ctx, error.message, status=_WAIT, email=email)
    if outcome.step is Step.CODE:
        return redirect(on_the_way("/sign-in/code", _target(ctx)))
    return _led(ctx, outcome, lambda said: form(ctx, said, status=_REFUSED, email=email))


@get("/sign-in/code", public=True)
def show_code(ctx: Context) -> Page | Redirect:
    """The form for the code, once the password was right."""
    if service.awaiting(ctx) is None:
        return redirect("/sign-in")
    return _code_form(ctx)


@post("/sign-in/code", public=True)
def submit_code(ctx: Context) -> Page | Redirect:
    """Try a code."""
    try:
        outcome = service.enter_code(ctx, value(ctx, "code"))
    except TooMany as error:
        return _code_form(ctx, error.message, status=_WAIT)
    if outcome.step is Step.REFUSED and service.awaiting(ctx) is None:
        return redirect("/sign-in", outcome.message, tone="warn")
    return _led(ctx, outcome, lambda said: _code_form(ctx, said, status=_REFUSED))


@post("/sign-out", public=True)
def leave(ctx: Context) -> Redirect:
    """End this browser's session and forget its cookie."""
    ended = service.sign_out(ctx)
    if ended is not None and ended.way in ctx.settings.sign_in.providers:
        remember(ctx, ended)
        return redirect(f"/signed-out?way={ended.way}")
    return redirect("/sign-in", _("You are signed out."))


def safe_next(target: str) -> str:
    """Where to go after signing in: an address of this host, else the start page."""
    ours = target.startswith("/") and not target.startswith(("//", "/sign-"))
    return target if ours and "\\" not in target and target.isprintable() else "/"


def _led(ctx: Context, outcome: Outcome, refuse: Callable[[Msg | None], Page]) -> Page | Redirect:
    if outcome.step is Step.REFUSED:
        return refuse(outcome.message)
    return redirect(_target(ctx))


def form(ctx: Context, problem: Msg | None = None, *, status: int = 200, email: str = "") -> Page:
    """The sign-in page, with what went wrong."""
    return page(
        "access/sign_in.html",
        status=status,
        keep=True,
        problem=problem,
        email=email,
        next=_target(ctx),
        passwords=ctx.settings.sign_in.passwords,
        providers=ctx.settings.sign_in.providers,
    )


def _code_form(ctx: Context, problem: Msg | None = None, *, status: int = 200) -> Page:
    return page(
        "access/code.html",
        status=status,
        keep=True,
        problem=problem,
        next=_target(ctx),
        minutes=CODE_MINUTES,
    )


def _target(ctx: Context) -> str:
    return safe_next(value(ctx, "next") or query(ctx, "next"))
