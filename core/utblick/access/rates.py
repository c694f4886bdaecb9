"""How often something that is open to everybody may be done from one address, in every process alike."""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from utblick.access.credentials.attempts import account_key, counted
from utblick.context import Context
from utblick.errors import TooMany
from utblick.i18n import ngettext

_NETWORK = 64
"""The bits of an IPv6 address that tell whose it is: the others are anybody's choice within a network."""


def limit_rate(ctx: Context, what: str, *, most: int, minutes: int = 60) -> None:
    """Count one more of what anybody may send, such as a form without sign-in, by the sender's address.

    Raises `TooMany`, which says when to try again, when as many as `most` came within so many `minutes` (60
    at most). Call it where all is well and before anything is kept: what is refused is not counted. `what`
    begins with the plugin's name and has at most 39 characters.
    """
    row = counted(ctx, account_key(what, _sender(ctx)))
    if row.wait_until is None or row.wait_until <= ctx.now:
        row.failures, row.wait_until = 0, ctx.now + timedelta(minutes=minutes)
    if row.failures >= most:
        left = max(1, -(-int((row.wait_until - ctx.now).total_seconds()) // 60))
        raise TooMany(
            ngettext(
                "Too much has been sent from your network in a short time. Try again in {n} minute.",
                "Too much has been sent from your network in a short time. Try again in {n} minutes.",
                left,
            )
        )
    row.failures += 1
    row.last_at = ctx.now
    ctx.session.add(row)


def _sender(ctx: Context) -> str:
    """The address that the request comes from, of IPv6 its network."""
    remote = ctx.request.remote if ctx.request else ""
    try:
        address = ip_address(remote)
    except ValueError:
        return remote
    if not isinstance(address, IPv6Address):
        return remote
    return str(address.ipv4_mapped or ip_network((address, _NETWORK), strict=False))
