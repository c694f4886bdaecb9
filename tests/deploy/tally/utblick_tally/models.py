"""The lines that are written: nothing in the table keeps two of them from being about the same."""

from uuid import UUID

from sqlmodel import Field, SQLModel


class Line(SQLModel, table=True):
    """One organisation that one subscriber has heard of."""

    __tablename__ = "tally_line"

    position: int | None = Field(default=None, primary_key=True)
    subscriber: str = Field(max_length=20)
    organisation_id: UUID
