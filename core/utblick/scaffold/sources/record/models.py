"""The tables of the plugin."""

from uuid import UUID

from sqlmodel import Field

from utblick.api import Record


class Gadget(Record, table=True):
    """One row of the list."""

    __tablename__ = "sample_gadget"

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    note: str = Field(default="", max_length=5000)
