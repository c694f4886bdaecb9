"""The lock of whoever changes tables: one process at a time. It needs no Alembic, which is slow to import."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from utblick.db.database import Database

_LOCK = 0x7574626C


@contextmanager
def alone(database: Database) -> Iterator[None]:
    """Hold the lock of migrations: a file beside an SQLite database, an advisory lock on PostgreSQL."""
    if database.is_sqlite:
        place = database.engine.url.database
        if not place or place == ":memory:":
            yield
            return
        with Path(f"{place}.migrating").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        return
    with database.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
