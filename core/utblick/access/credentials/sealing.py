"""What the installation's key does, which is not in the database: secrets are sealed, and texts signed."""

import base64
import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from utblick.errors import Misconfigured
from utblick.i18n import _

if TYPE_CHECKING:
    from uuid import UUID

    from utblick.context import Context
    from utblick.settings import Settings

_NONCE = 12
_LINK_KEY = 43
"""So long that nobody finds one by trying: 172 bits."""
FILE = "secret.key"


def seal(settings: "Settings", secret: str, *, owner: str) -> str:
    """The secret, unreadable without the key, and bound to its owner."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    sealed = AESGCM(_key(settings)).encrypt(nonce, secret.encode(), owner.encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal(settings: "Settings", sealed: str, *, owner: str) -> str:
    """What `seal` was given; raises `Misconfigured` when the key is another."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw = base64.b64decode(sealed)
    try:
        return AESGCM(_key(settings)).decrypt(raw[:_NONCE], raw[_NONCE:], owner.encode()).decode()
    except InvalidTag:
        raise Misconfigured(
            _("The key that second factors were sealed with is missing. Put secret.key back from the backup.")
        ) from None


def sign(ctx: "Context", text: str, *, purpose: str) -> str:
    """The installation's signature of a text, the same on all of its machines.

    Without the key nobody makes it.

    A signature for one purpose is none for another. Compare signatures with `hmac.compare_digest`.
    """
    own = hmac.digest(_key(ctx.settings), f"sign/{purpose}".encode(), "sha256")
    return hmac.digest(own, text.encode(), "sha256").hex()


def link_nonce() -> str:
    """The chance that a row keeps for its link; whoever gets another one has another key."""
    return secrets.token_hex(16)


def link_key(ctx: "Context", purpose: str, row_id: "UUID", nonce: str) -> str:
    """The key of a row's link, the same each time it is shown, so that it is kept nowhere in clear."""
    return sign(ctx, f"{row_id}/{nonce}", purpose=purpose)[:_LINK_KEY]


def _key(settings: "Settings") -> bytes:
    given = settings.sign_in.key.get_secret_value()
    return sha256(given.encode()).digest() if given else _from_file(settings.data_folder / FILE)


def _from_file(path: Path) -> bytes:
    """The key of this installation, made at its first use and readable by its user alone."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(os.urandom(32))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()
