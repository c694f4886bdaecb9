"""The tables of identity: organisations, people, who belongs where, and what they are known by elsewhere."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from utblick.db.record import Record, Table
from utblick.db.types import Amount, UtcDateTime
from utblick.ids import new_id


class Organisation(Record, table=True):
    """A company, association, university, municipality, authority, network or foreign partner.

    `kind` is one of `utblick.identity.kinds`. A merged organisation stays as a pointer to the one that
    lives on. `orgnr` repeats the Swedish organisation number among the identifiers, for lists and speed.
    """

    __tablename__ = "core_organisation"
    __table_args__ = (
        Index("ix_core_organisation_name", "name_key", "id"),
        Index("ix_core_organisation_updated", "updated_at", "id"),
        Index("ix_core_organisation_countries", "country", "merged_into"),
    )

    name: str = Field(max_length=200)
    name_key: str = Field(default="", max_length=200)
    kind: str = Field(default="company", max_length=30, index=True)
    legal_form: str = Field(default="", max_length=30)
    orgnr: str | None = Field(default=None, max_length=20, unique=True)
    country: str = Field(default="SE", max_length=2)
    municipality: str = Field(default="", max_length=4, index=True)
    nuts: str = Field(default="", max_length=5)
    street: str = Field(default="", max_length=200)
    postcode: str = Field(default="", max_length=20)
    town: str = Field(default="", max_length=100)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    website: str = Field(default="", max_length=300)
    sni: str = Field(default="", max_length=10)
    sni_version: str = Field(default="", max_length=10)
    trade: str = Field(default="", max_length=200)
    products: str = Field(default="", max_length=1000)
    employees: int | None = None
    turnover: Decimal | None = Field(default=None, sa_type=Amount)
    turnover_currency: str = Field(default="SEK", max_length=3)
    size_class: str = Field(default="", max_length=10)
    exports: bool | None = None
    export_countries: list[str] = Field(default_factory=list, sa_type=JSON)
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    cpv: list[str] = Field(default_factory=list, sa_type=JSON)
    tags: list[str] = Field(default_factory=list, sa_type=JSON)
    mailings: bool | None = None
    last_contact: date | None = None
    note: str = Field(default="", max_length=5000)
    status: str = Field(default="active", max_length=10, index=True)
    merged_into: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)


class Person(Record, table=True):
    """A person whom the municipality works with. Their work places are memberships."""

    __tablename__ = "core_person"

    name: str = Field(max_length=200)
    name_key: str = Field(default="", max_length=200, index=True)
    email: str = Field(default="", max_length=254, index=True)
    phone: str = Field(default="", max_length=40)
    language: str = Field(default="sv", max_length=3)
    country: str = Field(default="SE", max_length=2)
    legal_basis: str = Field(default="public_interest", max_length=30)
    basis_note: str = Field(default="", max_length=500)
    basis_since: date | None = None
    review_on: date | None = None
    mailings: bool | None = None
    tags: list[str] = Field(default_factory=list, sa_type=JSON)
    note: str = Field(default="", max_length=5000)
    status: str = Field(default="active", max_length=10, index=True)
    merged_into: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)


class Membership(Record, table=True):
    """A person's place in an organisation, from a day and perhaps to a day."""

    __tablename__ = "core_membership"

    person_id: UUID = Field(foreign_key="core_person.id", index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    role: str = Field(default="", max_length=100)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    is_main: bool = False
    starts_on: date | None = None
    ends_on: date | None = None


class Identifier(Record, table=True):
    """What an organisation or person is known by in another register; `scheme` as in `identifiers.py`."""

    __tablename__ = "core_identifier"
    __table_args__ = (UniqueConstraint("scheme", "value", name="uq_core_identifier"),)

    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    scheme: str = Field(max_length=20)
    value: str = Field(max_length=100)
    source: str = Field(default="", max_length=100)


class Relation(Record, table=True):
    """How one organisation stands to another, from a day and perhaps to a day."""

    __tablename__ = "core_relation"

    from_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    to_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    kind: str = Field(max_length=30)
    note: str = Field(default="", max_length=500)
    starts_on: date | None = None
    ends_on: date | None = None


class Merge(Table, table=True):
    """A merge that was made, with all that is needed to undo it row by row.

    `moved` are the rows that stand with the kept record by this merge: table, column and key.
    Of a merge that is undone, only those are left whose plugin was off then; they go back when it is not.
    """

    __tablename__ = "core_merge"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    entity: str = Field(max_length=20)
    kept_id: UUID = Field(index=True)
    merged_id: UUID = Field(index=True)
    moved: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    kept_before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    merged_before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    by: str = Field(default="", max_length=80)
    at: datetime = Field(sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
