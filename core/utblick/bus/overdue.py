"""Takes an event away from a subscriber that never gives it back, so that everybody else goes on."""

from contextlib import suppress
from typing import Any

import structlog

from utblick.bus.delivery import Delivery
from utblick.bus.hand import Hand
from utblick.db.database import driver_of
from utblick.db.turn import Turn
from utblick.errors import UtblickError
from utblick.i18n import _

log = structlog.get_logger("utblick.bus")


class TookTooLong(UtblickError):
    """A subscriber did not end within its time."""

    def __init__(self, subscriber: str = "", seconds: float = 0) -> None:
        super().__init__(
            _(
                "{subscriber} was still at work with the event after {n} s, and it was taken away.",
                subscriber=subscriber,
                n=round(seconds),
            )
        )


def stop_asking(delivery: Delivery) -> None:
    """End the question that the subscriber has put to the database, if it is that which does not return."""
    session = delivery.in_work.session
    if session is None:
        return
    with suppress(Exception):
        driver: Any = driver_of(session)
        if delivery.platform.database.is_sqlite:
            driver.interrupt()
        else:
            driver.cancel_safe(timeout=2)


def take_away(delivery: Delivery, hand: Hand, alone: Turn) -> None:
    """Undo what the subscriber has written so far, and let others have what it kept from them.

    Its thread is left behind: whatever it still wants to write, it writes on a connection that is closed.
    """
    session, database = delivery.in_work.session, delivery.platform.database
    if session is not None:
        with suppress(Exception):
            session.connection().invalidate()
    if database.turn is not None:
        database.turn.take_from(hand.ident)
    alone.take_from(hand.ident)
    hand.end()
    hand.interrupt(TookTooLong)
