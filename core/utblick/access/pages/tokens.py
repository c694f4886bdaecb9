"""Making and withdrawing tokens for programs."""

from uuid import UUID

from utblick.access import users
from utblick.access.credentials.tokens import create_token, revoke_token
from utblick.access.pages.reading import value, values
from utblick.access.roles import permission_groups
from utblick.context import Context
from utblick.errors import Invalid, TooMany
from utblick.i18n import Msg, _
from utblick.web.routing import Page, Redirect, get, page, post, redirect

DAYS = (30, 90, 180, 365)


@get("/me/tokens/new")
def show(ctx: Context) -> Page:
    """What the token is for, what it may do and for how long."""
    return _form(ctx)


@post("/me/tokens/new")
def create(ctx: Context) -> Page:
    """Make the token, after the password, and show it this once."""
    days = value(ctx, "days")
    try:
        users.prove(ctx, value(ctx, "password"))
        secret = create_token(
            ctx,
            name=value(ctx, "name"),
            scopes=values(ctx, "scopes"),
            days=int(days) if days.isdecimal() and len(days) < 5 else 0,
            read_only=value(ctx, "read_only") == "1",
        )
    except Invalid as error:
        return _form(ctx, error.by_field, status=422)
    except TooMany as error:
        return _form(ctx, {"password": error.message}, status=429)
    return page("access/token_made.html", secret=secret)


@post("/me/tokens/{token_id:uuid}/revoke")
def revoke(ctx: Context, *, token_id: UUID) -> Redirect:
    """Make a token stop working."""
    revoke_token(ctx, token_id)
    return redirect("/me", _("The token no longer works."))


def _form(ctx: Context, wrong: dict[str, Msg] | None = None, *, status: int = 200) -> Page:
    sent = wrong is not None
    return page(
        "access/token.html",
        status=status,
        keep=True,
        user=users.own(ctx),
        problems=wrong or {},
        name=value(ctx, "name"),
        chosen=tuple(values(ctx, "scopes")),
        days=value(ctx, "days") or "90",
        read_only=value(ctx, "read_only") == "1" if sent else True,
        lengths=DAYS,
        groups=permission_groups(ctx, held_only=True),
    )
