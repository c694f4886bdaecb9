"""The table behind the search: one row per record, with its title as shown and its words as compared."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, String
from sqlmodel import Field

from utblick.db.record import Table
from utblick.db.types import UtcDateTime

_BY_BYTES = String(200).with_variant(String(200, collation="C"), "postgresql")
"""Compared byte by byte, so that the index serves a search for beginnings."""


class SearchEntry(Table, table=True):
    """What can be found of one record. `scope` stands for its kind and is itself a word of the index.

    `title_key` and `body` are folded (lower case, no accents), so that both databases compare alike.
    """

    __tablename__ = "core_search"
    __table_args__ = (Index("ix_core_search_title", "scope", "title_key"),)

    seq: int | None = Field(
        default=None, primary_key=True, sa_type=BigInteger().with_variant(Integer(), "sqlite")
    )
    plugin: str = Field(max_length=40)
    kind: str = Field(max_length=40)
    record_id: UUID = Field(unique=True)
    scope: str = Field(max_length=90)
    title: str = Field(max_length=200)
    title_key: str = Field(sa_type=_BY_BYTES)
    detail: str = Field(default="", max_length=300)
    body: str = Field(default="")
    updated_at: datetime = Field(sa_type=UtcDateTime)
