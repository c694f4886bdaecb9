"""Out to a SAML provider and back: what it has the browser post is checked, then the browser comes itself.

The post comes from another site, so browsers send none of our cookies with it: it signs nobody in. What was
confirmed is kept for a moment, and the browser is sent to an address of ours, to which it brings its cookies.
"""

from datetime import timedelta
from typing import Any

import msgspec

from utblick.access.credentials.links import make_link
from utblick.access.credentials.sealing import seal, unseal
from utblick.access.elsewhere.accounts import arrive
from utblick.access.elsewhere.claims import Claims, ProviderRefused
from utblick.access.elsewhere.journey import Arrival, recall, require_same_browser, set_out, told
from utblick.access.saml import START, WAY
from utblick.access.saml.assertion import believe
from utblick.access.saml.trust import as_asked, known_here
from utblick.context import Context
from utblick.i18n import _

_CONFIRMED = "saml_confirmed"
_LASTS = timedelta(minutes=2)
_UNASKED = _("That sign-in was not begun here. Begin with the button on this page.")


def leave_for_provider(ctx: Context, *, next: str) -> str:
    """The provider's address to send the browser to; a signed-in user goes there to link the account."""
    from onelogin.saml2.auth import OneLogin_Saml2_Auth
    from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request

    known = known_here(ctx)
    request = OneLogin_Saml2_Authn_Request(known, set_nameid_policy=False)
    state = set_out(ctx, WAY, next=next, details={"request": request.get_id()})
    sent = {"SAMLRequest": request.get_request(), "RelayState": state}
    return signed_address(OneLogin_Saml2_Auth(as_asked(ctx, START), known), known.get_idp_sso_url(), sent)


def receive(ctx: Context, *, message: str, state: str) -> str:
    """The key of what a posted message confirms; raises `ProviderRefused`, and uses up the state anyhow."""
    if not state:
        raise ProviderRefused("response: not asked for", _UNASKED)
    asked = recall(ctx, WAY, state)
    claims = believe(ctx, message, request_id=asked["request"])
    sealed = seal(ctx.settings, msgspec.json.encode(claims).decode(), owner=state)
    return make_link(ctx, _CONFIRMED, lasts=_LASTS, details={**asked, "state": state, "claims": sealed})


def come_back(ctx: Context, *, key: str) -> Arrival:
    """Sign in the browser that was sent away; raises `ProviderRefused`, and says so in the audit log."""
    with told(ctx, WAY):
        with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
            asked = recall(writing, _CONFIRMED, key)
        require_same_browser(ctx, WAY, asked["state"])
        sealed = unseal(ctx.settings, asked["claims"], owner=asked["state"])
        claims = msgspec.json.decode(sealed, type=Claims)
        with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
            return arrive(writing, claims, asked, ctx.settings.sign_in.saml)


def signed_address(auth: Any, url: str, sent: dict[str, str]) -> str:
    """The provider's address with what is sent to it, signed where we have a key (binding HTTP-Redirect)."""
    security = auth.get_settings().get_security_data()
    if security["authnRequestsSigned"]:
        auth.add_request_signature(sent, security["signatureAlgorithm"])
    return str(auth.redirect_to(url, sent))
