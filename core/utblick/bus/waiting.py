"""What waits to be sent, and for how long: asked by every page, so it is known for some seconds."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from utblick.bus.tables import event_table

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
        columns = event_table.c
        oldest = (
            select(columns.at)
            .where(columns.stream_seq.is_(None), columns.error.is_(None))
            .order_by(columns.seq)
            .limit(_MOST_COUNTED + 1)
            .subquery()
        )
        with self._database.read() as session:
            count, at = session.connection().execute(select(func.count(), func.min(oldest.c.at))).one()
        seconds = (self._database.now() - at).total_seconds() if at else 0.0
        watched = time.monotonic() - self._begun  # events may be dated back, as those of a demonstration are
        return Waiting(count, min(max(0.0, seconds), watched))
