"""What is wrong with the database or the disk, in words for whoever was at work when it happened."""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from utblick.errors import NoRoom, Unavailable, UtblickError
from utblick.i18n import _

FULL = _(
    "There is no room left on the server's disk. What you just did was not saved; all that was there "
    "before is as it was. You can go on reading. Tell your administrator."
)
AWAY = _(
    "The database does not answer at the moment. What you just did was probably not saved: "
    "look when the page is back, before you do it again."
)
BUSY = _(
    "Something else has been writing for unusually long, and yours had to wait too long. "
    "Nothing of it was saved. Try again in a minute; if it happens again, tell your administrator."
)
_NO_LONGER_OR_NOT_YET = {"57P01", "57P02", "57P03", "53300"}
_DISK = {errno.ENOSPC, errno.EDQUOT}
_FULL_ON_POSTGRESQL = "53100"
_WRITING_FAILED = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC}
_SHUT_OUT = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class PenTaken(Exception):
    """Another thread of this process writes, and has not ended in time."""


def trouble_of(error: BaseException) -> UtblickError | None:
    """The error in words when a full disk or an absent database is behind it; None for any other."""
    match error:
        case PenTaken():
            return Unavailable(BUSY)
        case NoConnection():
            return Unavailable(AWAY)
        case OSError(errno=number) if number in _DISK:
            return NoRoom(FULL)
        case DBAPIError(orig=sqlite3.Error() as driver):
            return _on_sqlite(driver)
        case DBAPIError():
            return _on_postgresql(error)
    return None


def is_away(error: BaseException) -> bool:
    """Whether the database does not answer, or has gone silent."""
    trouble = trouble_of(error)
    return trouble is not None and trouble.message == AWAY


def _on_postgresql(error: DBAPIError) -> UtblickError | None:
    state = getattr(error.orig, "sqlstate", None)
    if state == _FULL_ON_POSTGRESQL:
        return NoRoom(FULL)
    lost = isinstance(error, OperationalError | InterfaceError) and (
        state is None or state.startswith("08") or state in _NO_LONGER_OR_NOT_YET
    )
    return Unavailable(AWAY) if lost or error.connection_invalidated else None


def _on_sqlite(error: sqlite3.Error) -> UtblickError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code in _WRITING_FAILED:
        return NoRoom(FULL)
    if code is not None and code & 0xFF in _SHUT_OUT:
        return Unavailable(BUSY)
    return None
