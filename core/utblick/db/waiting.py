"""Waiting for a database that is not ready yet, as when everything was started at once."""

import time
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from utblick.db.database import Database
from utblick.db.troubles import trouble_of
from utblick.db.versions import require_current
from utblick.errors import Misconfigured, Unavailable
from utblick.i18n import _

if TYPE_CHECKING:
    from utblick.registry import Registry

_PAUSE_SECONDS = 0.5


def wait_until_it_answers(database: Database, *, seconds: float) -> None:
    """Return when the database takes a connection; raises `Unavailable`, with what it said last."""
    deadline = time.monotonic() + seconds
    while (refused := _refused(database)) is not None:
        if time.monotonic() >= deadline:
            raise Unavailable(_("The database does not answer: {reason}", reason=refused))
        time.sleep(_PAUSE_SECONDS)


def wait_until_it_fits(database: Database, registry: "Registry", *, seconds: float) -> None:
    """Return when somebody has brought the tables to where the code is; raises `Misconfigured`."""
    deadline = time.monotonic() + seconds
    wait_until_it_answers(database, seconds=seconds)
    while True:
        try:
            require_current(database, registry)
        except Misconfigured:
            if time.monotonic() >= deadline:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _refused(database: Database) -> str | None:
    try:
        with database.engine.connect():
            return None
    except DBAPIError as error:
        if trouble_of(error) is None:
            raise
        return str(error.orig).strip()
