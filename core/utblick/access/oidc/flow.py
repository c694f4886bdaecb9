"""Out to an OpenID provider and back, and out of it again."""

from secrets import token_urlsafe

from utblick.access.elsewhere.accounts import arrive
from utblick.access.elsewhere.claims import Claims
from utblick.access.elsewhere.journey import Arrival, recall, require_same_browser, set_out, told
from utblick.access.oidc import CALLBACK
from utblick.access.oidc.provider import authorize_url, believe, discover, fetch_id_token, logout_url
from utblick.context import Context

_WAY = "oidc"


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
    """The address at which the provider signs the browser out and sends it to our way in."""
    settings = ctx.settings.sign_in.oidc
    return logout_url(discover(settings), settings, back=ctx.url("/sign-in"))


def _confirmed(ctx: Context, code: str, asked: dict[str, str]) -> Claims:
    settings = ctx.settings.sign_in.oidc
    provider = discover(settings)
    back, verifier = ctx.url(CALLBACK), asked["verifier"]
    token = fetch_id_token(provider, settings, code=code, back=back, verifier=verifier)
    return believe(provider, settings, token, nonce=asked["nonce"], now=ctx.now)
