"""What the pages of signing in with the municipality's own accounts share: out, back, and signing out."""

from collections.abc import Callable

from utblick.access.elsewhere.claims import ProviderRefused
from utblick.access.elsewhere.journey import Arrival
from utblick.access.pages.reading import query
from utblick.access.pages.sign_in import form, safe_next
from utblick.context import Context
from utblick.errors import NotFound
from utblick.i18n import _
from utblick.web.routing import Page, Redirect, get, page, redirect


@get("/signed-out", public=True)
def signed_out(ctx: Context) -> Page:
    """You are out of Utblick, and perhaps not yet of the municipality's sign-in."""
    way = query(ctx, "way")
    return page("access/signed_out.html", way=way, provider=ctx.settings.sign_in.providers.get(way))


@get("/sign-out/provider", public=True, slow=True)
def leave_provider(ctx: Context) -> Page | Redirect:
    """Send the browser to the provider to be signed out there, which sends it back to our way in."""
    way = query(ctx, "way")
    require_set(ctx, way)
    if way == "saml":
        from utblick.access.saml.logout import sign_out_at_provider
    else:
        from utblick.access.oidc.flow import sign_out_at_provider
    return gone(ctx, lambda: sign_out_at_provider(ctx))


def require_set(ctx: Context, way: str) -> None:
    """Raise `NotFound` where one cannot sign in by that way."""
    if way not in ctx.settings.sign_in.providers:
        raise NotFound


def gone(ctx: Context, leave: Callable[[], str], *, status: int = 503) -> Page | Redirect:
    """Send the browser to the address at the provider, or say why that cannot be."""
    try:
        return Redirect(leave())
    except ProviderRefused as error:
        return form(ctx, error.message, status=status)


def arrived(ctx: Context, come_back: Callable[[], Arrival]) -> Page | Redirect:
    """Lead on who has come back from the provider, or say why nobody is signed in."""
    try:
        arrival = come_back()
    except ProviderRefused as error:
        return form(ctx, error.message, status=error.status)
    said = _("Your account is linked. From now on you can sign in both ways.") if arrival.linked else None
    return redirect(safe_next(arrival.next), said)


def next_page(ctx: Context) -> str:
    """Where somebody wants to be once they are signed in."""
    return safe_next(query(ctx, "next"))
