"""The table behind the search: one row per record, with its title as shown and its words as compared."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Integer
from sqlmodel import Field, SQLModel

from utblick.db.types import UtcDateTime


class SearchEntry(SQLModel, table=True):
    """What can be found of one record. `scope` stands for its kind and is itself a word of the index.

    `title_key` and `body` are folded (lower case, no accents), so that both databases compare alike.
    """

    __tablename__ = "core_search"

    seq: int | None = Field(
        default=None, primary_key=True, sa_type=BigInteger().with_variant(Integer(), "sqlite")
    )
    plugin: str = Field(max_length=40)
    kind: str = Field(max_length=40)
    record_id: UUID = Field(unique=True)
    scope: str = Field(max_length=90, index=True)
    title: str = Field(max_length=200)
    title_key: str = Field(max_length=200, index=True)
    detail: str = Field(default="", max_length=300)
    body: str = Field(default="")
    updated_at: datetime = Field(sa_type=UtcDateTime)
