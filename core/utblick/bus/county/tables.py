"""The tables of the line: what is sent over it, and when the other end was heard of."""

from sqlalchemy import Boolean, Column, Index, LargeBinary, String, Table, Text, Uuid, and_
from sqlmodel import SQLModel

from utblick.bus.tables import _Seq
from utblick.db.types import UtcDateTime

post_table = Table(
    "core_county_post",
    SQLModel.metadata,
    Column("seq", _Seq, primary_key=True, autoincrement=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("recipient", String(4), nullable=False, default=""),
    Column("name", String(120), nullable=False),
    Column("share", String(12), nullable=False),
    Column("subject", String(300), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("error", Text),
    Index("ix_core_county_post_name", "name", "seq"),
    sqlite_autoincrement=True,
)
_unsent = and_(post_table.c.sent_at.is_(None), post_table.c.error.is_(None))
Index("ix_core_county_post_unsent", post_table.c.seq, sqlite_where=_unsent, postgresql_where=_unsent)

contact_table = Table(
    "core_county_contact",
    SQLModel.metadata,
    Column("other", String(6), primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("heard_at", UtcDateTime),
    Column("up", Boolean, nullable=False),
)
