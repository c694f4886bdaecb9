"""A municipality's key to the county's server: the seed stays in the house, the public half is given on."""

import base64
import os
from pathlib import Path

from utblick.errors import Misconfigured
from utblick.i18n import _

FILE = "county.key"
"""Read by NATS itself: ``COUNTY_KEY: "SU…"``, so that the configuration beside it holds no secret."""

_SEED, _USER = 18 << 3, 20 << 3


def make_key(folder: Path) -> str:
    """The public key of this installation; the pair is made at the first call."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    file = folder / FILE
    if not file.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret = Ed25519PrivateKey.generate().private_bytes_raw()
        seed = _encoded(bytes([_SEED | (_USER >> 5), (_USER & 31) << 3]) + secret)
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as written:
            written.write(f'COUNTY_KEY: "{seed}"\n')
    return public_key(folder)


def public_key(folder: Path) -> str:
    """The public half, as the county's hub notes it; raises `Misconfigured` when there is no key yet."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        seed = (folder / FILE).read_text().split('"')[1]
    except (OSError, IndexError):
        raise Misconfigured(
            _("There is no key to the county in {folder}. Make one: utblick county key", folder=str(folder))
        ) from None
    raw = base64.b32decode(seed + "=" * (-len(seed) % 8))
    public = Ed25519PrivateKey.from_private_bytes(raw[2:34]).public_key().public_bytes_raw()
    return _encoded(bytes([_USER]) + public)


def _encoded(raw: bytes) -> str:
    """As NATS writes keys: base 32 without padding, with a checksum behind."""
    return base64.b32encode(raw + _checksum(raw).to_bytes(2, "little")).rstrip(b"=").decode()


def _checksum(raw: bytes) -> int:
    """CRC-16 as XMODEM has it."""
    found = 0
    for byte in raw:
        found ^= byte << 8
        for _bit in range(8):
            found = (found << 1) ^ 0x1021 if found & 0x8000 else found << 1
        found &= 0xFFFF
    return found
