"""A start makes much that stays: garbage is not looked for until it is over, and never among that."""

import gc
import os
import socket
import sys
from contextlib import suppress


def spare() -> None:
    """Import structlog without rich, which draws tracebacks that are never shown and takes long to import."""
    if "structlog" in sys.modules or "rich" in sys.modules:
        return
    sys.modules["rich"] = None  # type: ignore[assignment]
    try:
        with suppress(ImportError):
            import structlog  # noqa: F401
    finally:
        del sys.modules["rich"]


def hold() -> None:
    """Make things without being interrupted; `settle` ends it."""
    gc.disable()


def settle() -> None:
    """From now on look for garbage, but only among what is made from now on."""
    gc.freeze()
    gc.enable()


def say(state: str) -> None:
    """Tell systemd, when it started us and wants to know, that we are ready or about to stop."""
    place = os.environ.get("NOTIFY_SOCKET")
    if not place:
        return
    address = "\0" + place[1:] if place.startswith("@") else place
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line, suppress(OSError):
        line.sendto(state.encode(), address)
