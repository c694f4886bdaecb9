"""What links in mails open: an invitation, and the choice of a new password."""

from utblick.access import users
from utblick.access.pages.reading import require_same, value
from utblick.context import Context
from utblick.errors import Invalid, NotFound, TooMany
from utblick.i18n import _
from utblick.web.routing import Page, Redirect, get, page, post, redirect

_SENT = _(
    "If there is an account with that address, a message is on its way to it. Its link works for an hour."
)


@get("/invitation/{token:str}", public=True)
def show_invitation(ctx: Context, *, token: str) -> Page:
    """Welcome somebody, and let them choose a password."""
    user = users.invited(ctx, token)
    return page("access/invitation.html", user=user, name=user.name, token=token, problems={})


@post("/invitation/{token:str}", public=True)
def accept_invitation(ctx: Context, *, token: str) -> Page | Redirect:
    """Open the account and sign in."""
    user = users.invited(ctx, token)
    name = value(ctx, "name")
    try:
        require_same(ctx, "password")
        users.accept_invitation(ctx, token, name=name, password=value(ctx, "password"))
    except Invalid as error:
        wrong = error.by_field
        return page("access/invitation.html", status=422, user=user, name=name, token=token, problems=wrong)
    return redirect("/", _("Welcome to Utblick, {name}.", name=user.name))


@get("/forgotten", public=True)
def show_forgotten(ctx: Context) -> Page:
    """Ask for the address that a link is sent to."""
    _require_passwords(ctx)
    return page("access/forgotten.html", problem=None)


@post("/forgotten", public=True)
def ask_for_reset(ctx: Context) -> Page | Redirect:
    """Send the link; the answer is the same whether there is such an account."""
    _require_passwords(ctx)
    try:
        users.request_reset(ctx, value(ctx, "email"))
    except TooMany as error:
        return page("access/forgotten.html", status=429, problem=error.message)
    return redirect("/sign-in", _SENT, tone="info")


@get("/reset/{token:str}", public=True)
def show_reset(ctx: Context, *, token: str) -> Page:
    """Let somebody choose a new password."""
    return page("access/reset.html", user=users.resetting(ctx, token), token=token, problems={})


@post("/reset/{token:str}", public=True)
def reset(ctx: Context, *, token: str) -> Page | Redirect:
    """Keep the new password."""
    user = users.resetting(ctx, token)
    try:
        require_same(ctx, "password")
        users.reset_password(ctx, token, value(ctx, "password"))
    except Invalid as error:
        return page("access/reset.html", status=422, user=user, token=token, problems=error.by_field)
    return redirect("/sign-in", _("Your password has been changed. Sign in with the new one."))


def _require_passwords(ctx: Context) -> None:
    """There is nothing to forget where everybody signs in by the provider."""
    if not ctx.settings.sign_in.passwords:
        raise NotFound
