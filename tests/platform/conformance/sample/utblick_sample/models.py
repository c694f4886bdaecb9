"""The tables of notes: notes, and how many each organisation has."""

from uuid import UUID

from sqlmodel import Field, SQLModel

from utblick.api import Record


class Note(Record, table=True):
    """What was noted about an organisation, and who told it."""

    __tablename__ = "sample_note"

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    told_by: str = Field(default="", max_length=200)
    reminded: bool = False


class Tally(SQLModel, table=True):
    """How many notes were written about an organisation, counted from events."""

    __tablename__ = "sample_tally"

    organisation_id: UUID = Field(primary_key=True)
    notes: int = 0
