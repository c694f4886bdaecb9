"""Who has signed a blueprint, and whether anybody here said that they trust them (Ed25519)."""

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from utblick.blueprints.document import Document, Signature
from utblick.errors import Conflict, NotFound
from utblick.i18n import Msg, _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_FILE = "blueprint.key"
PREFIX = "ed25519:"
_WHAT = b"utblick blueprint 1\n"
"""Stands before what is signed, so that a signature of something else is none of a blueprint."""


class Trust(StrEnum):
    """What signatures say: by somebody trusted here, by somebody unknown, by nobody, or not of this file."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    UNSIGNED = "unsigned"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the signatures of a blueprint are worth here; `signer` is the name that the settings give."""

    trust: Trust
    key: str = ""
    signer: str = ""

    @property
    def said(self) -> Msg:
        return _SAID[self.trust].filled(key=self.key, signer=self.signer)


_SAID: Mapping[Trust, Msg] = {
    Trust.TRUSTED: _("Signed by {signer}, whom this installation trusts ({key})."),
    Trust.UNKNOWN: _("Signed with the key {key}, which nobody here has said to trust."),
    Trust.UNSIGNED: _("Nobody has signed it: it may come from anybody."),
    Trust.BROKEN: _("The signature does not fit: the file was changed after it was signed."),
}


def make_key(file: Path) -> str:
    """Make a private key, readable by its user alone; returns the public one. No file is written over."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        opened = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Conflict(_("{file} is there already; a key is not written over.", file=str(file))) from None
    with os.fdopen(opened, "wb") as written:
        written.write(pem)
    return public_key(file)


def public_key(file: Path) -> str:
    """The public key that belongs to a private one, as settings and files name it."""
    return PREFIX + base64.b64encode(_private(file).public_key().public_bytes_raw()).decode()


def sign_document(document: Document, file: Path) -> Document:
    """The blueprint with one more signature, made with the private key in the file."""
    made = base64.b64encode(_private(file).sign(_WHAT + document.content)).decode()
    own = Signature(public_key(file), made)
    return replace(document, signatures=(*(s for s in document.signatures if s.key != own.key), own))


def judge(document: Document, signers: Mapping[str, str]) -> Verdict:
    """What the signatures say; one that does not fit spoils the rest."""
    names = {key: name for name, key in signers.items()}
    for one in document.signatures:
        if not _fits(document, one):
            return Verdict(Trust.BROKEN, one.key[:80])
    known = next((one for one in document.signatures if one.key in names), None)
    if known is not None:
        return Verdict(Trust.TRUSTED, known.key, names[known.key])
    if document.signatures:
        return Verdict(Trust.UNKNOWN, document.signatures[0].key)
    return Verdict(Trust.UNSIGNED)


def _fits(document: Document, one: Signature) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        raw = base64.b64decode(one.key.removeprefix(PREFIX), validate=True)
        key = Ed25519PublicKey.from_public_bytes(raw)
        key.verify(base64.b64decode(one.signature, validate=True), _WHAT + document.content)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return one.key.startswith(PREFIX)


def _private(file: Path) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        key = serialization.load_pem_private_key(file.read_bytes(), None)
    except FileNotFoundError:
        raise NotFound(_("There is no key {file}. Make one: utblick blueprint key", file=str(file))) from None
    except (ValueError, TypeError):
        raise NotFound(_("{file} holds no private key that can be read.", file=str(file))) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NotFound(_("{file} holds a key of another kind than Ed25519.", file=str(file)))
    return key
