"""Keys of links: made by the installation's signature, so that they are nowhere kept in clear."""

import secrets
from uuid import UUID

from utblick.api import Context, sign


def nonce() -> str:
    """A new chance; whoever gets another one has another key."""
    return secrets.token_hex(16)


def key_of(ctx: Context, what: str, row_id: UUID, chance: str) -> str:
    """The key of a row for a place or for a moment of a survey, the same each time it is shown."""
    return sign(ctx, f"{row_id}/{chance}", purpose=f"seminars.{what}")[:43]
