"""Identities that sort by the time they were made."""

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then randomness."""
    value = int.from_bytes(os.urandom(10), "big") | (time.time_ns() // 1_000_000) << 80
    value &= ~(0xF000 << 64) & ~(0xC000 << 48)
    return UUID(int=value | 0x7000 << 64 | 0x8000 << 48)
