"""The tables of hello: greetings, and the newcomers who may await one."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, SQLModel

from utblick.api import Record


class GreetingState(StrEnum):
    """What became of a greeting."""

    PLANNED = "planned"
    SENT = "sent"
    MISSED = "missed"


class Greeting(Record, table=True):
    """A greeting to an organisation, perhaps to somebody there by name."""

    __tablename__ = "hello_greeting"

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    state: str = Field(default=GreetingState.PLANNED, max_length=10, index=True)
    due_on: date = Field(index=True)
    sent_on: date | None = None
    words: str = Field(default="", max_length=2000)


class Newcomer(SQLModel, table=True):
    """An organisation that came into the register: built from events, and from nothing else."""

    __tablename__ = "hello_newcomer"

    organisation_id: UUID = Field(primary_key=True)
    country: str = Field(max_length=2)
