"""Sealed contact details: closed with the public key of a question, opened by the house that asked it."""

import base64
import os
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel

from utblick.api import Context, Invalid, _, sign, signatures

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

_NONCE = 12
_PURPOSE = "introduction"


class Card(BaseModel):
    """What a company consents to let another municipality have."""

    company: str
    person: str = ""
    email: str = ""
    phone: str = ""


def reply_key(ctx: Context, introduction_id: UUID) -> str:
    """The public key of a question; the private one is made anew from the installation's key each time."""
    made = sign(ctx, str(introduction_id), purpose=_PURPOSE)
    return base64.b64encode(_private(made).public_key().public_bytes_raw()).decode()


def seal(card: Card, key: str) -> str:
    """The card, readable for nobody but the house whose question has this key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    once = X25519PrivateKey.generate()
    theirs = X25519PublicKey.from_public_bytes(base64.b64decode(key))
    public, nonce = once.public_key().public_bytes_raw(), os.urandom(_NONCE)
    closed = AESGCM(_shared(once.exchange(theirs), public)).encrypt(
        nonce, card.model_dump_json().encode(), public
    )
    return base64.b64encode(public + nonce + closed).decode()


def unseal(ctx: Context, introduction_id: UUID, sealed: str) -> Card:
    """The card; raises `Invalid` for one that was not sealed for this question."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = base64.b64decode(sealed, validate=True)
        public, nonce, closed = raw[:32], raw[32 : 32 + _NONCE], raw[32 + _NONCE :]
        theirs = X25519PublicKey.from_public_bytes(public)
        for made in signatures(ctx, str(introduction_id), purpose=_PURPOSE):
            shared = _shared(_private(made).exchange(theirs), public)
            with suppress(InvalidTag):
                return Card.model_validate_json(AESGCM(shared).decrypt(nonce, closed, public))
    except ValueError:
        pass
    raise Invalid({"": _("The contact details cannot be opened: they were sealed for another.")})


def _private(signature: str) -> "X25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(bytes.fromhex(signature))


def _shared(secret: bytes, public: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=public, info=b"utblick introduction").derive(secret)
