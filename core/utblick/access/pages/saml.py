"""The addresses of signing in by SAML: our metadata, out to the provider, back in two steps, and the end."""

from utblick.access.elsewhere.claims import ProviderRefused, note_refusal
from utblick.access.pages.elsewhere import arrived, gone, next_page, require_set
from utblick.access.pages.reading import query, value
from utblick.access.pages.sign_in import form
from utblick.access.saml import ARRIVAL, CONSUMER, LOGOUT, METADATA, START, WAY
from utblick.context import Context
from utblick.i18n import _
from utblick.web.routing import Download, Page, Redirect, from_elsewhere, get, post, redirect

_LARGEST = 1_000_000


@get(METADATA, public=True, slow=True)
def metadata(ctx: Context) -> Download:
    """What the provider is told of Utblick."""
    require_set(ctx, WAY)
    from utblick.access.saml.trust import own_metadata

    return Download("utblick.xml", own_metadata(ctx), "application/samlmetadata+xml", inline=True)


@get(START, public=True, slow=True)
def leave(ctx: Context) -> Page | Redirect:
    """Send the browser to the provider."""
    require_set(ctx, WAY)
    from utblick.access.saml.flow import leave_for_provider

    return gone(ctx, lambda: leave_for_provider(ctx, next=next_page(ctx)))


@from_elsewhere
@post(CONSUMER, public=True, max_body=_LARGEST)
def receive(ctx: Context) -> Page | Redirect:
    """Take in what the provider has the browser post, and let the browser come itself, with its cookies."""
    require_set(ctx, WAY)
    from utblick.access.saml.flow import receive as check

    try:
        key = check(ctx, message=value(ctx, "SAMLResponse"), state=value(ctx, "RelayState"))
    except ProviderRefused as error:
        note_refusal(ctx, WAY, error)
        return form(ctx, error.message, status=error.status)
    return redirect(f"{ARRIVAL}?key={key}")


@get(ARRIVAL, public=True, slow=True)
def back(ctx: Context) -> Page | Redirect:
    """Sign in the browser that was sent away, by what the provider has confirmed."""
    require_set(ctx, WAY)
    from utblick.access.saml.flow import come_back

    return arrived(ctx, lambda: come_back(ctx, key=query(ctx, "key")))


@get(LOGOUT, public=True, slow=True)
def end(ctx: Context) -> Page | Redirect:
    """Hear that the provider has signed somebody out, or that it wants us to."""
    require_set(ctx, WAY)
    from utblick.access.saml.logout import end_sessions_by_request, is_signed_out

    if query(ctx, "SAMLRequest"):
        return gone(ctx, lambda: end_sessions_by_request(ctx), status=403)
    if is_signed_out(ctx):
        return redirect("/sign-in", _("You are signed out."))
    return form(ctx, _NOT_SAID)


_NOT_SAID = _(
    "You are signed out of Utblick, but the municipality's sign-in did not say that you are signed out "
    "there. Close the browser to be sure."
)
