"""What waits to be sent, and for how long: asked by every page, so it is known for some seconds."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Integer, text

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


def unsent(connection: Connection, *, most: int | None = None) -> tuple[int, datetime | None]:
    """How many events are in the log only, at most so many, and when the oldest of them happened."""
    log = log_by("unsent", sqlite=connection.dialect.name == "sqlite")
    some = "" if most is None else f" ORDER BY seq LIMIT {most}"
    oldest = text(
        f"SELECT count(*) AS n, min(at) AS at FROM (SELECT at FROM {log}"  # noqa: S608
        f" WHERE stream_seq IS NULL AND error IS NULL{some}) oldest"
    ).columns(n=Integer(), at=UtcDateTime())
    count, at = connection.execute(oldest).one()
    return count, at


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
        with self._database.read() as session:
            count, at = unsent(session.connection(), most=_MOST_COUNTED + 1)
        seconds = (self._database.now() - at).total_seconds() if at else 0.0
        watched = time.monotonic() - self._begun  # events may be dated back, as those of a demonstration are
        return Waiting(count, min(max(0.0, seconds), watched))
