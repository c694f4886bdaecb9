"""Who does what one must do at a time: the relay, and each subscriber whose events keep their order."""

import fcntl
import os
import zlib
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from utblick.db.database import Database


class Leases:
    """Locks that end with the process, however it ends: files beside SQLite, advisory locks on PostgreSQL."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder / "leases"
        self._files: dict[str, int] = {}
        self._line: Connection | None = None
        self._held: set[str] = set()
        self._guard = Lock()

    def take(self, name: str) -> bool:
        """Take the lease, or keep it; False when another process has it, or the database cannot say."""
        with self._guard:
            return self._take_file(name) if self._database.is_sqlite else self._take_advisory(name)

    def release(self) -> None:
        """Let go of all of them."""
        with self._guard:
            for file in self._files.values():
                os.close(file)
            self._files.clear()
            self._hang_up()

    def _take_file(self, name: str) -> bool:
        if name in self._files:
            return True
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self._folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._files[name] = file
        return True

    def _take_advisory(self, name: str) -> bool:
        """Ask on one lasting connection; when that is lost, so are all leases, and each is asked for anew."""
        try:
            if self._line is None:
                self._line = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            if name in self._held:
                self._line.execute(text("SELECT 1"))
                return True
            key = zlib.crc32(f"utblick/{name}".encode())
            if self._line.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar_one():
                self._held.add(name)
                return True
        except SQLAlchemyError:
            self._hang_up()
        return False

    def _hang_up(self) -> None:
        """Close the connection for good: back in the pool it would go on holding the locks."""
        self._held.clear()
        if self._line is not None:
            self._line.invalidate()
            self._line.close()
            self._line = None
