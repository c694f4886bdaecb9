"""Universities that the municipality works with: their seasons, their contacts, what was agreed with them."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from utblick.api import Record


class Institution(Record, table=True):
    """A university of the register as the node knows it: its own systems, and whether it takes part."""

    __tablename__ = "university_node_institution"

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", unique=True)
    ror: str = Field(default="", max_length=40)
    is_active: bool = True
    has_coop: bool = False
    assignments_url: str = Field(default="", max_length=300)
    results_url: str = Field(default="", max_length=300)
    contact_url: str = Field(default="", max_length=300)
    note: str = Field(default="", max_length=5000)


class Season(Record, table=True):
    """One round of assignments at a university: when to advertise, when students begin, how long it takes.

    `key` is the rule of the calendar that it was planned from; a season that was written by hand has none.
    """

    __tablename__ = "university_node_season"
    __table_args__ = (
        UniqueConstraint("institution_id", "level", "starts_on", name="uq_university_node_season"),
    )

    title: str = Field(max_length=200)
    institution_id: UUID = Field(foreign_key="university_node_institution.id", index=True)
    level: str = Field(max_length=24)
    advertise_from: date
    advertise_until: date = Field(index=True)
    starts_on: date
    ends_on: date
    weeks: int = 10
    credits: int = 15
    key: str = Field(default="", max_length=40)
    source: str = Field(default="", max_length=300)
    note: str = Field(default="", max_length=2000)


class ContactState(StrEnum):
    """Whether a contact still has the role."""

    ACTIVE = "active"
    LEFT = "left"


class NodeContact(Record, table=True):
    """Somebody at a university who has the role of contact for the node, for as long as that lasts."""

    __tablename__ = "university_node_node_contact"

    title: str = Field(max_length=200)
    institution_id: UUID = Field(foreign_key="university_node_institution.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    state: str = Field(default=ContactState.ACTIVE, max_length=10, index=True)
    covers: str = Field(default="", max_length=500)
    since: date | None = None
    left_on: date | None = None
    successor_id: UUID | None = Field(default=None, foreign_key="university_node_node_contact.id", index=True)
    note: str = Field(default="", max_length=5000)


class CooperationState(StrEnum):
    """How far a cooperation agreement has come."""

    DRAFTED = "drafted"
    SIGNED = "signed"
    ENDED = "ended"


class Cooperation(Record, table=True):
    """An agreement of cooperation between the municipality and a university."""

    __tablename__ = "university_node_cooperation"

    title: str = Field(max_length=200)
    institution_id: UUID = Field(foreign_key="university_node_institution.id", index=True)
    state: str = Field(default=CooperationState.DRAFTED, max_length=10, index=True)
    registry_number: str = Field(default="", max_length=40)
    about: str = Field(default="", max_length=5000)
    signed_on: date | None = None
    valid_until: date | None = Field(default=None, index=True)
    ended_on: date | None = None
    reminded_on: date | None = None
    owner_id: UUID | None = Field(default=None, index=True)
    note: str = Field(default="", max_length=5000)
