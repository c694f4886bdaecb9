"""The tables of the bus: the log with its references, inbox marks, dead letters, parked and lost events."""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Insert,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    and_,
)
from sqlmodel import SQLModel

from utblick.db.inserting import insert_into
from utblick.db.types import UtcDateTime

_Seq = BigInteger().with_variant(Integer, "sqlite")

event_table = Table(
    "core_event",
    SQLModel.metadata,
    Column("seq", _Seq, primary_key=True, autoincrement=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("version", SmallInteger, nullable=False),
    Column("key", String(120), nullable=False),
    Column("subject", String(300), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(120), nullable=False, default=""),
    Column("cause", Uuid),
    Column("correlation", String(64), nullable=False, default=""),
    Column("retracts", Uuid),
    Column("share", String(12), nullable=False, default="municipality"),
    Column("stream_seq", BigInteger),
    Column("error", Text),
    Index("ix_core_event_name", "name", "seq"),
    Index("ix_core_event_cause", "cause"),
    Index("ix_core_event_retracts", "retracts"),
    Index("ix_core_event_stream_seq", "stream_seq"),
    sqlite_autoincrement=True,
)
_unsent = and_(event_table.c.stream_seq.is_(None), event_table.c.error.is_(None))
Index("ix_core_event_unsent", event_table.c.seq, sqlite_where=_unsent, postgresql_where=_unsent)


def log_by(index: str, *, sqlite: bool) -> str:
    """The log as FROM names it, for what is asked every few seconds: by ``unsent``, ``cause``.

    SQLite's statistics may be of a day on which nothing was sent, or nothing had a cause. It would go
    through the whole log then for what it takes for most of it.
    """
    return f"core_event INDEXED BY ix_core_event_{index}" if sqlite else "core_event"


event_ref_table = Table(
    "core_event_ref",
    SQLModel.metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("plugin", String(60), primary_key=True),
    Column("kind", String(60), primary_key=True),
    Column("ref_id", Uuid, primary_key=True),
    sqlite_with_rowid=False,
)
Index(
    "ix_core_event_ref_record",
    event_ref_table.c.plugin,
    event_ref_table.c.kind,
    event_ref_table.c.ref_id,
    event_ref_table.c.seq.desc(),
)

inbox_table = Table(
    "core_inbox",
    SQLModel.metadata,
    Column("subscriber", String(120), primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    sqlite_with_rowid=False,
)

dead_letter_table = Table(
    "core_dead_letter",
    SQLModel.metadata,
    Column("subscriber", String(120), primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    Column("key", String(120), nullable=False),
    Column("subject", String(300), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("error", Text, nullable=False),
    Column("fingerprint", String(16), nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("first_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False, default="dead", index=True),
)

parked_table = Table(
    "core_parked",
    SQLModel.metadata,
    Column("position", _Seq, primary_key=True, autoincrement=True),
    Column("subscriber", String(120), nullable=False),
    Column("event_id", Uuid, nullable=False),
    Column("key", String(120), nullable=False),
    Column("subject", String(300), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("error", Text, nullable=False, default=""),
    Column("first_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Index("ix_core_parked_event", "subscriber", "event_id", unique=True),
    Index("ix_core_parked_key", "subscriber", "key", "position"),
    sqlite_autoincrement=True,
)

stream_table = Table(
    "core_stream",
    SQLModel.metadata,
    Column("name", String(80), primary_key=True),
    Column("created", String(40), nullable=False),
    Column("life", String(80), nullable=False),
)

lost_event_table = Table(
    "core_lost_event",
    SQLModel.metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("key", String(120), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("actor", String(120), nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
)


def insert_new(connection: Connection, table: Table) -> Insert:
    """An insert that leaves rows alone that are there already."""
    made: Insert = insert_into(table, connection.dialect).on_conflict_do_nothing()
    return made
