"""Out to an OpenID provider and back, and out of it again."""

from dataclasses import replace
from secrets import token_urlsafe

from utblick.access.credentials.sealing import seal, unseal
from utblick.access.elsewhere.accounts import arrive
from utblick.access.elsewhere.claims import Claims, ProviderRefused
from utblick.access.elsewhere.farewell import OUT
from utblick.access.elsewhere.journey import (
    Arrival,
    carried,
    let_go,
    recall,
    require_same_browser,
    set_out,
    told,
)
from utblick.access.oidc import CALLBACK
from utblick.access.oidc.provider import authorize_url, believe, discover, fetch_id_token, logout_url
from utblick.context import Context
from utblick.errors import Misconfigured

_WAY = "oidc"
_LONGEST_HINT = 4000
"""A longer statement is no part of an address that every server on the way takes."""


def leave_for_provider(ctx: Context, *, next: str) -> str:
    """The provider's address to send the browser to; a signed-in user goes there to link the account."""
    settings = ctx.settings.sign_in.oidc
    provider = discover(settings)
    nonce, verifier = token_urlsafe(24), token_urlsafe(48)
    state = set_out(ctx, _WAY, next=next, details={"nonce": nonce, "verifier": verifier})
    back = ctx.url(CALLBACK)
    return authorize_url(provider, settings, back=back, state=state, nonce=nonce, verifier=verifier)


def come_back(ctx: Context, *, code: str, state: str) -> Arrival:
    """Sign in by what the provider sent; raises `ProviderRefused`, and says so in the audit log."""
    with told(ctx, _WAY):
        require_same_browser(ctx, _WAY, state)
        with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
            asked = recall(writing, _WAY, state)
        claims = _confirmed(ctx, code, asked)
        with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
            return arrive(writing, claims, asked, ctx.settings.sign_in.oidc)


def sign_out_at_provider(ctx: Context) -> str:
    """The address at which the provider signs the browser out and sends it to our way in.

    Where this browser was signed out here just now, the provider is reminded of whom it confirmed.
    """
    settings = ctx.settings.sign_in.oidc
    provider = discover(settings)
    return logout_url(provider, settings, back=ctx.url("/sign-in"), hint=_hint(ctx))


def _confirmed(ctx: Context, code: str, asked: dict[str, str]) -> Claims:
    settings = ctx.settings.sign_in.oidc
    provider = discover(settings)
    back, verifier = ctx.url(CALLBACK), asked["verifier"]
    token = fetch_id_token(provider, settings, code=code, back=back, verifier=verifier)
    claims = believe(provider, settings, token, nonce=asked["nonce"], now=ctx.now)
    if len(token) > _LONGEST_HINT:
        return claims
    return replace(claims, known_as={"statement": seal(ctx.settings, token, owner=_WAY)})


def _hint(ctx: Context) -> str:
    """What the provider stated at the sign-in that has ended in this browser; empty when nothing is kept."""
    key = carried(ctx, _WAY)
    if not key:
        return ""
    try:
        with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
            kept = recall(writing, OUT, key)
            let_go(writing, _WAY)
        return unseal(ctx.settings, kept["statement"], owner=_WAY)
    except (ProviderRefused, Misconfigured):
        return ""
