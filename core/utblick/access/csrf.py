"""Whether a request that changes something was made on our own pages."""

from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from urllib.parse import urlsplit

from utblick.errors import Forbidden
from utblick.i18n import _

FIELDS = ("csrf_token", "_csrf")
HEADER = "x-csrf-token"
_OURS = {"same-origin", "none"}
_REFUSED = _(
    "This form was sent from another page, or is too old. Open the page again and send it once more."
)


def check_csrf(headers: Mapping[str, str], form: Mapping[str, str], expected: str) -> None:
    """Raise `Forbidden` unless the browser says the request is ours, and it carries the session's token.

    Without a session there is no token to carry (`expected` is empty); what the browser says still counts.
    """
    if not _from_here(headers):
        raise Forbidden(_REFUSED)
    given = headers.get(HEADER) or next((form[name] for name in FIELDS if name in form), "")
    if expected and not compare_digest(given.encode(), expected.encode()):
        raise Forbidden(_REFUSED)


def csrf_token(token: str) -> str:
    """The token that forms of a session carry: made from the session's own, and tells nothing of it."""
    return sha256(b"utblick csrf " + token.encode()).hexdigest()


def _from_here(headers: Mapping[str, str]) -> bool:
    """By fetch metadata, which all of today's browsers send, else by the origin; programs send neither."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in _OURS
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")
