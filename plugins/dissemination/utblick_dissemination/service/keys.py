"""Keys of links by which a consent is taken back: made by signature, and kept nowhere in clear."""

import secrets
from uuid import UUID

from utblick.api import Context, sign


def nonce() -> str:
    """A new chance; whoever gets another one has another key."""
    return secrets.token_hex(16)


def withdraw_key(ctx: Context, consent_id: UUID, chance: str) -> str:
    """The key by which the consent is taken back, the same each time it is shown."""
    return sign(ctx, f"{consent_id}/{chance}", purpose="dissemination.withdraw")[:43]
