"""The database as it was at one moment, to be read at leisure while others go on writing."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine

from utblick.db.database import Database

_PAGES_AT_ONCE = 4000


@contextmanager
def snapshot(database: Database, draft: Path, *, tell: Callable[[int, int], None]) -> Iterator[Connection]:
    """A connection that sees one moment. `tell` hears how many pages of how many have been copied.

    SQLite makes a copy of itself beside `draft`, by its online backup, and that is read: an open
    transaction would keep its log from being emptied for as long as the archive takes. PostgreSQL keeps
    the moment for a transaction by itself.
    """
    if not database.is_sqlite:
        still = database.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with still.connect() as connection:
            yield connection
        return
    copy = draft.with_name(f"{draft.name}.db")
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)
    try:
        _copy(str(database.engine.url.database), copy, tell)
        engine = create_engine(f"sqlite:///{copy}")
        with engine.connect() as connection:
            yield connection
        engine.dispose()
    finally:
        copy.unlink(missing_ok=True)
        copy.with_name(f"{copy.name}-journal").unlink(missing_ok=True)


def _copy(source: str, copy: Path, tell: Callable[[int, int], None]) -> None:
    with (
        closing(sqlite3.connect(source, isolation_level=None, timeout=30)) as from_here,
        closing(sqlite3.connect(copy, isolation_level=None)) as to_there,
    ):
        from_here.execute("BEGIN")  # the moment stays, and writers do not make the copy begin anew
        from_here.execute("SELECT 1 FROM sqlite_master").fetchone()
        from_here.backup(
            to_there, pages=_PAGES_AT_ONCE, progress=lambda _state, left, total: tell(total - left, total)
        )
        to_there.execute("PRAGMA journal_mode=DELETE")
