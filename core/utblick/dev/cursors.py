"""Looks on at the database: which statements were sent, by whose code, how fast, and for how many rows."""

import sqlite3
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import event

from utblick.db.database import Database
from utblick.dev.trace import CURRENT, Query
from utblick.registry import CORE

_UNTOLD = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE", ";")
_CORE_FOLDER = Path(__file__).parent.parent
_BENEATH = tuple(str(_CORE_FOLDER / part) for part in ("db", "dev", "records/prepared.py", "context.py"))
"""What stands between a question and whoever asks it."""


def look_at(database: Database, folders: Mapping[str, Path]) -> None:
    """Give every new connection cursors that are watched, also those that are asked without SQLAlchemy.

    `folders` are those of the plugins, the core's among them, by name.
    """
    asker = _Asker(folders)

    def connecting(_dialect: Any, _record: Any, _arguments: Any, options: dict[str, Any]) -> None:
        if database.is_sqlite:
            options["factory"] = _watched_connection(asker)
        else:
            options["cursor_factory"] = _postgres_cursor(asker)

    event.listen(database.engine, "do_connect", connecting)
    database.dispose()


@cache
def _postgres_cursor(asker: "_Asker") -> type:
    import psycopg

    return _watched_cursor(psycopg.Cursor, asker)


@cache
def _watched_connection(asker: "_Asker") -> type[sqlite3.Connection]:
    watched: Any = _watched_cursor(sqlite3.Cursor, asker)

    class WatchedConnection(sqlite3.Connection):
        def cursor(self, factory: Any = watched) -> Any:
            return super().cursor(factory)

    return WatchedConnection


def _watched_cursor(kind: Any, asker: "_Asker") -> type:
    """A cursor that notes statements, their rows and the time until the last row was fetched."""

    class WatchedCursor(kind):  # type: ignore[misc]
        noted: Query | None = None

        def execute(self, statement: Any, *values: Any, **more: Any) -> Any:
            self.noted = asker.note(statement, values)
            return self._clocked(super().execute, statement, *values, **more)

        def executemany(self, statement: Any, *values: Any, **more: Any) -> Any:
            self.noted = asker.note(statement, values)
            return self._clocked(super().executemany, statement, *values, **more)

        def fetchone(self) -> Any:
            row = self._clocked(super().fetchone)
            return row if row is None else self._counted([row])[0]

        def fetchmany(self, *size: Any, **more: Any) -> Any:
            return self._counted(self._clocked(super().fetchmany, *size, **more))

        def fetchall(self) -> Any:
            return self._counted(self._clocked(super().fetchall))

        def _clocked(self, call: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
            started = time.perf_counter()
            try:
                return call(*arguments, **more)
            finally:
                if self.noted is not None:
                    self.noted.milliseconds += (time.perf_counter() - started) * 1000

        def _counted(self, rows: Any) -> Any:
            if self.noted is not None:
                self.noted.rows += len(rows)
            return rows

    return WatchedCursor


class _Asker:
    """Finds out who asks the database: the nearest code of a plugin, or else of the core."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self._folders = folders
        self._owner = cache(self._find_owner)

    def note(self, statement: Any, values: Sequence[Any]) -> Query | None:
        work = CURRENT.get()
        sql = statement if isinstance(statement, str) else str(statement)
        if work is None or sql.lstrip().upper().startswith(_UNTOLD):
            return None
        plugin, place = self._place()
        query = Query(sql, plugin, place, hash(repr(values)))
        work.queries.append(query)
        return query

    def _place(self) -> tuple[str, str]:
        core = ""
        frame = sys._getframe(3)
        while frame is not None:
            owner, name = self._owner(frame.f_code.co_filename)
            if owner and owner != CORE:
                return owner, f"{name}:{frame.f_lineno}"
            if owner and not core:
                core = f"{name}:{frame.f_lineno}"
            frame = frame.f_back  # type: ignore[assignment]
        return CORE, core

    def _find_owner(self, filename: str) -> tuple[str, str]:
        if filename.startswith(_BENEATH):
            return "", ""
        for plugin, folder in self._folders.items():
            if filename.startswith(f"{folder}/"):
                return plugin, f"{folder.name}/{filename[len(str(folder)) + 1 :]}"
        return "", ""
