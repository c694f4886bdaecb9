"""What time it is in the house: for all of its machines that of the database, whatever their clocks say."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

log = structlog.get_logger("utblick.db")

_ANEW_SECONDS = 60.0
_AGAIN_SECONDS = 5.0
_WORTH_TELLING = 5.0
_STEPPED = 1.0


class Clock:
    """Asks the database once a minute, and in between counts seconds, which nobody sets.

    Leases, times when something is due, and the times of events are compared between machines: two clocks
    that differ by more than a lease lasts would let two machines do the work of one.
    """

    def __init__(self, ask: Callable[[], datetime]) -> None:
        self._ask = ask
        self._at = datetime.now(UTC)
        self._then, self._wall = time.monotonic(), time.time()
        self._due = 0.0
        self.differs = 0.0
        """By how many seconds this machine's clock is ahead of the database's."""

    def now(self) -> datetime:
        """The time of the database."""
        here = time.monotonic()
        slept = abs((time.time() - self._wall) - (here - self._then)) > _STEPPED
        if here >= self._due or slept:
            self._set(here)
        return self._at + timedelta(seconds=time.monotonic() - self._then)

    def _set(self, here: float) -> None:
        """Set it; a database that cannot be asked is asked again soon, and meanwhile the seconds count on."""
        self._due = here + _AGAIN_SECONDS
        try:
            told = self._ask()
        except Exception as error:
            log.info("clock_not_set", error=type(error).__name__)
            self._at = self._at + timedelta(seconds=here - self._then)
            self._then, self._wall = here, time.time()
            return
        after = time.monotonic()
        self._at, self._then, self._wall = told, (here + after) / 2, time.time()
        self._due = after + _ANEW_SECONDS
        self.differs = (datetime.now(UTC) - self._at).total_seconds()
        if abs(self.differs) > _WORTH_TELLING:
            log.warning("clock_differs", seconds=round(self.differs))
