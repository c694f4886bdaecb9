"""The two pages of signing in by OpenID Connect: out to the provider, and back."""

from utblick.access.oidc import CALLBACK
from utblick.access.pages.elsewhere import arrived, gone, next_page, require_set
from utblick.access.pages.reading import query
from utblick.access.pages.sign_in import form
from utblick.context import Context
from utblick.i18n import _
from utblick.web.routing import Page, Redirect, get


@get("/sign-in/oidc", public=True, slow=True)
def leave(ctx: Context) -> Page | Redirect:
    """Send the browser to the provider."""
    require_set(ctx, "oidc")
    from utblick.access.oidc.flow import leave_for_provider

    return gone(ctx, lambda: leave_for_provider(ctx, next=next_page(ctx)))


@get(CALLBACK, public=True, slow=True)
def back(ctx: Context) -> Page | Redirect:
    """Take in what the provider sent the browser back with."""
    require_set(ctx, "oidc")
    if query(ctx, "error"):
        return form(ctx, _("You were not signed in: the other page was left without an answer."), status=403)
    from utblick.access.oidc.flow import come_back

    return arrived(ctx, lambda: come_back(ctx, code=query(ctx, "code"), state=query(ctx, "state")))
