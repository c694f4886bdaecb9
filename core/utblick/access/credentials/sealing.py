"""What the installation's key does, which is not in the database: secrets are sealed, and texts signed."""

import base64
import hmac
import os
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from utblick.access.credentials.keyring import Key, keyring
from utblick.errors import Misconfigured
from utblick.i18n import _

if TYPE_CHECKING:
    from uuid import UUID

    from utblick.context import Context
    from utblick.settings import Settings

_NONCE = 12
_LINK_KEY = 43
"""So long that nobody finds one by trying: 172 bits."""
LINKS, SIGNED = "utblick_links", "utblick_signed"
"""Under these names columns say what in their table was made with the installation's key."""


def seal(settings: "Settings", secret: str, *, owner: str) -> str:
    """The secret, unreadable without the key, and bound to its owner."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    sealed = AESGCM(keyring(settings).current.secret).encrypt(nonce, secret.encode(), owner.encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal(settings: "Settings", sealed: str, *, owner: str) -> str:
    """What `seal` was given; raises `Misconfigured` when it was sealed with a key that is not held."""
    return opened(settings, sealed, owner=owner)[1]


def opened(settings: "Settings", sealed: str, *, owner: str) -> tuple[Key, str]:
    """What `seal` was given, and the key that it was sealed with."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw = base64.b64decode(sealed)
    for key in keyring(settings).all:
        try:
            return key, AESGCM(key.secret).decrypt(raw[:_NONCE], raw[_NONCE:], owner.encode()).decode()
        except InvalidTag:
            continue
    raise Misconfigured(
        _("The key that second factors were sealed with is missing. Put secret.key back from the backup.")
    )


def sign(ctx: "Context", text: str, *, purpose: str) -> str:
    """The installation's signature of a text, the same on all of its machines.

    Without the key nobody makes it. The key can be replaced: `signatures` gives those that are good.

    A signature for one purpose is none for another. Compare signatures with `hmac.compare_digest`.
    """
    return signed_by(keyring(ctx.settings).current, text, purpose=purpose)


def signatures(ctx: "Context", text: str, *, purpose: str) -> tuple[str, ...]:
    """Every signature of a text that is good, that of the key in use first; the others are of former keys."""
    return tuple(signed_by(key, text, purpose=purpose) for key in keyring(ctx.settings).all)


def first_signature(ctx: "Context", text: str, *, purpose: str) -> str:
    """The signature by the oldest key that is held: it stays the same when a new one comes."""
    return signed_by(keyring(ctx.settings).oldest, text, purpose=purpose)


def signed_by(key: Key, text: str, *, purpose: str) -> str:
    """The signature of a text by one key."""
    own = hmac.digest(key.secret, f"sign/{purpose}".encode(), "sha256")
    return hmac.digest(own, text.encode(), "sha256").hex()


def link_nonce(ctx: "Context") -> str:
    """The chance that a row keeps for its link; whoever gets another one has another key.

    It also says which key of the installation the link is made with.
    """
    return f"{secrets.token_urlsafe(16)}.{keyring(ctx.settings).current.mark}"


def link_key(ctx: "Context", purpose: str, row_id: "UUID", nonce: str) -> str:
    """The key of a row's link, the same each time it is shown, so that it is kept nowhere in clear."""
    held, mark = keyring(ctx.settings), nonce.partition(".")[2]
    key = (held.marked(mark) or held.current) if mark else held.oldest
    return signed_by(key, f"{row_id}/{nonce}", purpose=purpose)[:_LINK_KEY]


def makes_links(hashes: Mapping[str, str]) -> dict[str, Any]:
    """Says of a column that it keeps `link_nonce`s: the columns with the hashes of the links, by purpose.

    `Field(..., sa_column_kwargs=makes_links({"visits.guest": "key_hash"}))`. When a key of the installation
    is forgotten, such rows get new links, and the old ones end.
    """
    return {"info": {LINKS: dict(hashes)}}


def signs(purpose: str, text: str) -> dict[str, Any]:
    """Says of a column that it keeps `sign`'s signature of the text in another column, for `purpose`.

    When the key of the installation is replaced, good signatures are made anew with the new one.
    """
    return {"info": {SIGNED: (purpose, text)}}
