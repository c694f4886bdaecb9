"""One way into the database: short reads beside one writer, on SQLite and PostgreSQL alike."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from utblick.db.clock import Clock
from utblick.db.turn import Turn

EVENTS = "utblick_events"
"""Key of ``session.info``: true once an event was appended in this transaction."""

_WRITES = "utblick_writes"
_NOTICES_SILENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
"""By default a machine waits two hours for another that went away without a word."""
_MOST_READERS = 10
_THEN = "utblick_then"


def after_commit(session: Session, act: Callable[[], object]) -> None:
    """Do something outside of the database once this session's work is kept; never when it is not."""
    session.info.setdefault(_THEN, []).append(act)


class Database:
    """An engine with the platform's rules: `write()` commits once at its end, `read()` never.

    On SQLite one writer at a time takes the lock at once (BEGIN IMMEDIATE), so nobody fails half-way.
    """

    def __init__(self, url: str, *, echo: bool = False) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.url = url
        options: dict[str, Any] = {
            "echo": echo, "json_serializer": _as_json, "json_deserializer": msgspec.json.decode
        }  # fmt: skip
        if self.is_sqlite:
            options["connect_args"] = {"check_same_thread": False, "timeout": 30}
            options["pool_size"] = 20
        else:
            options |= {"pool_size": 10, "max_overflow": 20, "pool_pre_ping": True}
            options["connect_args"] = _NOTICES_SILENCE
        self.engine: Engine = create_engine(url, **options)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            event.listen(self.engine, "connect", _prepare_postgresql)
        self.dialect = self.engine.dialect
        self.clock = None if self.is_sqlite else Clock(self._asked_time)
        self.sessions: sessionmaker[Session] = sessionmaker(class_=Session, expire_on_commit=False)
        self._writer = self.engine.execution_options(**{_WRITES: True})
        self.turn = Turn() if self.is_sqlite else None
        self._readers: deque[Connection] = deque()
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """What time it is for everybody who works on this database; SQLite's are on one machine."""
        return datetime.now(UTC) if self.clock is None else self.clock.now()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the data and keeps nothing."""
        if not self.is_sqlite:
            with self.sessions(bind=self.engine, autoflush=False) as session:
                yield session
            return
        reader = self._reader()
        session = self.sessions(bind=reader, autoflush=False)
        try:
            yield session
        finally:
            if session.in_transaction():
                session.close()
            self._keep(reader)

    def glance(self, question: str) -> list[Any]:
        """The rows of one short question that each request asks, without a session of its own."""
        if not self.is_sqlite:
            with self.read() as session:
                return ask_driver(session, question)
        reader = self._reader()
        try:
            return _asked(_driver(reader), question, ())
        finally:
            self._keep(reader)

    @contextmanager
    def write(self, *, seconds: float = -1) -> Iterator[Session]:
        """A session whose work is committed as a whole at the end, or not at all when anything is raised.

        `seconds` is how long it waits for another writer of this process, if not for as long as that takes.
        """
        with self._alone(seconds), self.sessions(bind=self._writer) as session:
            with session.begin():
                yield session
            told, then = bool(session.info.get(EVENTS)), session.info.pop(_THEN, ())
        for act in then:
            act()
        if told:
            for listener in self._listeners:
                listener()

    @contextmanager
    def alter(self) -> Iterator[Connection]:
        """A connection for statements that change tables, with no other writer; who asked for it commits."""
        with self._alone(), self._writer.connect() as connection:
            yield connection

    def _alone(self, seconds: float = -1) -> AbstractContextManager[None]:
        return nullcontext() if self.turn is None else self.turn.within(seconds)

    def on_events(self, listener: Callable[[], None]) -> None:
        """Call the listener after each commit that appended an event; it must return at once."""
        self._listeners.append(listener)

    def connections(self) -> tuple[int, int, int]:
        """How many connections are in use, how many are idle, and the most that are opened."""
        pool = self.engine.pool
        if not isinstance(pool, QueuePool):
            return 0, 0, 0
        idle = len(self._readers)
        return pool.checkedout() - idle, pool.checkedin() + idle, pool.size() + pool._max_overflow

    def dispose(self) -> None:
        while self._readers:
            self._readers.pop().close()
        self.engine.dispose()

    def _asked_time(self) -> datetime:
        with self.engine.connect() as connection:
            told: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return told.astimezone(UTC)

    def _reader(self) -> Connection:
        """A connection for one read; on SQLite fetching one from the pool costs more than a short read."""
        try:
            return self._readers.pop()
        except IndexError:
            return self.engine.connect()

    def _keep(self, reader: Connection) -> None:
        if reader.in_transaction() or reader.invalidated or len(self._readers) >= _MOST_READERS:
            reader.close()
            return
        _driver(reader).rollback()
        self._readers.append(reader)


def driver_of(session: AnySession) -> Any:
    """The driver's own connection, within the session's transaction: for questions that are asked often."""
    bind = session.bind
    if not isinstance(bind, Connection) or bind.in_transaction():
        return session.connection().connection
    driver = _driver(bind)
    if not driver.in_transaction:
        driver.execute("BEGIN")
    return driver


def ask_driver(session: AnySession, question: str, values: Any = ()) -> list[Any]:
    """The rows as the driver gives them; for what every page asks, SQLAlchemy's own way costs more."""
    return _asked(driver_of(session), question, values)


def _asked(driver: Any, question: str, values: Any) -> list[Any]:
    cursor = driver.cursor()
    try:
        cursor.execute(question, values)
        return list(cursor.fetchall())
    finally:
        cursor.close()


def _driver(connection: Connection) -> Any:
    return connection.connection.dbapi_connection


def _as_json(value: object) -> str:
    """What a JSON column holds; takes a third of the time of Python's own."""
    return msgspec.json.encode(value, enc_hook=_plain).decode()


def _plain(value: object) -> str:
    """Words of a kind of their own, such as names of columns, are words."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"JSON cannot hold {value!r}")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "temp_store=MEMORY",
        "mmap_size=268435456",
        "cache_size=-32000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    """Let the server notice our silence too: till then it keeps what we have locked, the leases among it.

    Without the user timeout it sends an answer that nobody takes for a quarter of an hour. Nor does it
    compile what is asked (jit): that pays off for questions of seconds, and costs more than answers of ours.
    """
    names = ("keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout")
    told = [
        f"set_config('tcp_{name.removeprefix('tcp_')}', '{_NOTICES_SILENCE[name]}', false)" for name in names
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(told)}, set_config('jit', 'off', false)")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    driver = _driver(connection)
    if not driver.in_transaction:  # a read begins so often that the way through all layers counts
        driver.execute("BEGIN")
