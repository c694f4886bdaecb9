"""The two pages of signing in with the municipality's own accounts: out to the provider, and back."""

from utblick.access.oidc import CALLBACK
from utblick.access.pages.reading import query
from utblick.access.pages.sign_in import form, safe_next
from utblick.context import Context
from utblick.errors import NotFound
from utblick.i18n import _
from utblick.web.routing import Page, Redirect, get, page, redirect


@get("/sign-in/oidc", public=True, slow=True)
def leave(ctx: Context) -> Page | Redirect:
    """Send the browser to the provider."""
    if not ctx.settings.sign_in.oidc.issuer:
        raise NotFound
    from utblick.access.oidc.flow import leave_for_provider
    from utblick.access.oidc.provider import ProviderRefused

    try:
        return Redirect(leave_for_provider(ctx, next=safe_next(query(ctx, "next"))))
    except ProviderRefused as error:
        return form(ctx, error.message, status=503)


@get("/signed-out", public=True)
def signed_out(ctx: Context) -> Page:
    """You are out of Utblick, and perhaps not yet of the municipality's sign-in."""
    return page("access/signed_out.html", oidc=ctx.settings.sign_in.oidc)


@get("/sign-out/provider", public=True, slow=True)
def leave_provider(ctx: Context) -> Page | Redirect:
    """Send the browser to the provider to be signed out there, which sends it back to our way in."""
    if not ctx.settings.sign_in.oidc.issuer:
        raise NotFound
    from utblick.access.oidc.flow import sign_out_at_provider
    from utblick.access.oidc.provider import ProviderRefused

    try:
        return Redirect(sign_out_at_provider(ctx))
    except ProviderRefused as error:
        return form(ctx, error.message, status=503)


@get(CALLBACK, public=True, slow=True)
def back(ctx: Context) -> Page | Redirect:
    """Take in what the provider sent the browser back with."""
    if not ctx.settings.sign_in.oidc.issuer:
        raise NotFound
    if query(ctx, "error"):
        return form(ctx, _("You were not signed in: the other page was left without an answer."), status=403)
    from utblick.access.oidc.flow import come_back
    from utblick.access.oidc.provider import ProviderRefused

    try:
        arrival = come_back(ctx, code=query(ctx, "code"), state=query(ctx, "state"))
    except ProviderRefused as error:
        return form(ctx, error.message, status=error.status)
    said = _("Your account is linked. From now on you can sign in both ways.") if arrival.linked else None
    return redirect(safe_next(arrival.next), said)
