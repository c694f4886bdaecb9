"""Waiting for a database that does not answer yet, as when everything was started at once."""

import time

from sqlalchemy.exc import DBAPIError

from utblick.db.database import Database
from utblick.db.troubles import trouble_of
from utblick.errors import Unavailable
from utblick.i18n import _

_PAUSE_SECONDS = 0.5


def wait_until_it_answers(database: Database, *, seconds: float) -> None:
    """Return when the database takes a connection; Unavailable, with what it said last, when it never does."""
    deadline = time.monotonic() + seconds
    while (refused := _refused(database)) is not None:
        if time.monotonic() >= deadline:
            raise Unavailable(_("The database does not answer: {reason}", reason=refused))
        time.sleep(_PAUSE_SECONDS)


def _refused(database: Database) -> str | None:
    try:
        with database.engine.connect():
            return None
    except DBAPIError as error:
        if trouble_of(error) is None:
            raise
        return str(error.orig).strip()
