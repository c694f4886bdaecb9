"""What was asked for, what subscribers made of it, and when the job ran."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Integer
from sqlmodel import Field, SQLModel

from utblick.api import UtcDateTime

_Number = BigInteger().with_variant(Integer, "sqlite")


class Count(SQLModel, table=True):
    """Somebody counted; the same number of the same counter twice is refused."""

    __tablename__ = "tally_count"

    counter_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)


class Effect(SQLModel, table=True):
    """A subscriber has seen it; nothing keeps a second row for the same away."""

    __tablename__ = "tally_effect"

    position: int | None = Field(default=None, primary_key=True, sa_type=_Number)
    subscriber: str = Field(max_length=20)
    counter_id: UUID
    number: int


class Run(SQLModel, table=True):
    """The job ran in a process."""

    __tablename__ = "tally_run"

    position: int | None = Field(default=None, primary_key=True, sa_type=_Number)
    process: int
    at: datetime = Field(sa_type=UtcDateTime)
