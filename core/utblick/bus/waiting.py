"""What waits to be sent, and for how long: asked by every page, so it is known for some seconds."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Integer, text

from utblick.bus.tables import log_by
from utblick.db.types import UtcDateTime

if TYPE_CHECKING:
    from utblick.db.database import Database

LONG_SECONDS = 15.0
"""What waits longer is worth telling."""
_KNOWN_SECONDS = 2.0
_MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Waiting:
    """Events that are in the log only: how many, as far as they were counted, and for how long the oldest.

    At most as long as this process has looked.
    """

    count: int = 0
    seconds: float = 0.0

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > _MOST_COUNTED


class Waiters:
    """Looks into the log now and then."""

    def __init__(self, database: "Database") -> None:
        self._database = database
        self._known = Waiting()
        self._looked = -_KNOWN_SECONDS
        self._begun = time.monotonic()

    def now(self) -> Waiting:
        """What waits, as of some seconds ago; raises what the database raises."""
        if time.monotonic() - self._looked > _KNOWN_SECONDS:
            self._known = self._look()
            self._looked = time.monotonic()
        return self._known

    def _look(self) -> Waiting:
        log = log_by("unsent", sqlite=self._database.is_sqlite)
        oldest = text(
            f"SELECT count(*) AS n, min(at) AS at FROM (SELECT at FROM {log}"  # noqa: S608
            f" WHERE stream_seq IS NULL AND error IS NULL ORDER BY seq LIMIT {_MOST_COUNTED + 1}) oldest"
        ).columns(n=Integer(), at=UtcDateTime())
        with self._database.read() as session:
            count, at = session.connection().execute(oldest).one()
        seconds = (self._database.now() - at).total_seconds() if at else 0.0
        watched = time.monotonic() - self._begun  # events may be dated back, as those of a demonstration are
        return Waiting(count, min(max(0.0, seconds), watched))
