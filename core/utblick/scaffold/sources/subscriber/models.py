"""The tables of the plugin."""

from uuid import UUID

from sqlmodel import Field, SQLModel


class Gadget(SQLModel, table=True):
    """What is known of an organisation: built from events, and from nothing else."""

    __tablename__ = "sample_gadget"

    organisation_id: UUID = Field(primary_key=True)
    country: str = Field(max_length=2)
