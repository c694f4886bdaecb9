"""The tables of visits: the visits themselves, and what is known here of confirmed deals."""

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel

from utblick.api import Record


class Visit(Record, table=True):
    """A delegation that comes to us; `state` is planned or held."""

    __tablename__ = "visits_visit"

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    arrives_on: date
    state: str = Field(default="planned", max_length=10, index=True)


class ConfirmedDeal(SQLModel, table=True):
    """An export agreement that its company has confirmed, as far as visits need to know of it."""

    __tablename__ = "visits_confirmed_deal"

    agreement_id: UUID = Field(primary_key=True)
    organisation_id: UUID = Field(index=True)
    country: str = Field(max_length=2)
