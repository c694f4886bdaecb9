"""Going to the provider and coming back: one state for one browser, and then an account."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from secrets import compare_digest

from utblick.access.cookies import cookie_value, provider_cookie, provider_name
from utblick.access.credentials.links import make_link, use_link
from utblick.access.elsewhere.claims import ProviderRefused, note_refusal
from utblick.context import Context
from utblick.errors import Gone, UtblickError

_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where somebody who has come back goes on."""

    next: str
    linked: bool = False


def set_out(ctx: Context, way: str, *, next: str, details: Mapping[str, str]) -> str:
    """The state to go to the provider with; a signed-in user goes there to link the account.

    Who must set up a second factor first goes there to sign in: a link would be a way around it.
    """
    asked = {**details, "next": next}
    if ctx.actor.kind == "user" and not (ctx.request and ctx.request.must_enrol):
        asked["link"] = str(ctx.actor.id)
    with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
        return keep_for_this_browser(writing, way, way, asked)


def keep_for_this_browser(ctx: Context, way: str, purpose: str, details: Mapping[str, str]) -> str:
    """The key of what is to be known again when this browser, and no other, comes back."""
    key = make_link(ctx, purpose, lasts=_LASTS, details=details)
    if ctx.request is not None:
        cookie = provider_cookie(ctx.settings, way, key, seconds=int(_LASTS.total_seconds()))
        ctx.request.set_cookies.append(cookie)
    return key


def carried(ctx: Context, way: str) -> str:
    """The key that this browser was sent away with."""
    return cookie_value(ctx.request.headers.get("cookie", ""), provider_name(way)) if ctx.request else ""


def let_go(ctx: Context, way: str) -> None:
    """Take the key from this browser."""
    if ctx.request is not None:
        ctx.request.set_cookies.append(provider_cookie(ctx.settings, way, "", seconds=0))


def require_same_browser(ctx: Context, way: str, state: str) -> None:
    """Raise `ProviderRefused` unless it was this browser that was sent away with the state."""
    sent = carried(ctx, way)
    if not sent or not compare_digest(sent.encode(), state.encode()):
        raise ProviderRefused("state: not this browser's")
    let_go(ctx, way)


def recall(ctx: Context, purpose: str, key: str) -> dict[str, str]:
    """What was kept under the key, which is used up and forgotten, whatever comes of it."""
    try:
        link = use_link(ctx, purpose, key)
    except Gone:
        raise ProviderRefused("state: used or expired") from None
    kept, link.details = link.details, {}
    ctx.session.add(link)
    return kept


@contextmanager
def told(ctx: Context, way: str) -> Iterator[None]:
    """Say in the logs why a sign-in failed, in a transaction of its own, and let the failure go on."""
    try:
        yield
    except UtblickError as error:
        with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
            note_refusal(writing, way, error)
        raise
