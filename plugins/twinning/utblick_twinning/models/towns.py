"""A twin town, the steps of its decisions, who keeps the tie alive, what was promised, what others told."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from utblick.api import Amount, Record, UtcDateTime


class Category(StrEnum):
    """The four categories of the European registers of twin towns."""

    CONTACT = "contact"
    FRIENDSHIP = "friendship"
    PROJECT = "project"
    PARTNERSHIP = "partnership"


class TownState(StrEnum):
    """How far a tie has come."""

    EXPLORING = "exploring"
    INTENT = "intent"
    DECIDED = "decided"
    ACTIVE = "active"
    DORMANT = "dormant"
    ENDED = "ended"


class StepKind(StrEnum):
    """A step on the way from an idea to an agreement, and out of it."""

    PROPOSAL = "proposal"
    COMMITTEE = "committee"
    COUNCIL = "council"
    SIGNING = "signing"
    RENEWAL = "renewal"
    ENDING = "ending"


class Side(StrEnum):
    """On which side of a tie a contact person stands."""

    OURS = "ours"
    THEIRS = "theirs"


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Town(Record, table=True):
    """A town abroad and our tie with it.

    `health` and the days of the last exchange and meeting are reckoned when something happens and each
    night, so that lists can be sorted by them. `counted_event_id` is the event by which the town counts as
    one with active business exchange, empty when it does not; `proven_on` is the day of the latest proof.
    """

    __tablename__ = "twinning_town"
    __table_args__ = (Index("ix_twinning_town_board", "state", "updated_at", "id"),)

    title: str = Field(max_length=200)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    category: str = Field(max_length=12, index=True)
    state: str = Field(default=TownState.EXPLORING, max_length=12)
    state_since: datetime = Field(sa_type=UtcDateTime)
    country: str = Field(max_length=2, index=True)
    region: str = Field(default="", max_length=5)
    population: int | None = None
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    industries: list[str] = Field(default_factory=list, sa_type=JSON)
    latitude: Decimal | None = Field(default=None, sa_type=Amount)
    longitude: Decimal | None = Field(default=None, sa_type=Amount)
    since_year: str = Field(default="", max_length=4)
    diary_number: str = Field(default="", max_length=60)
    signed_on: date | None = None
    expires_on: date | None = Field(default=None, index=True)
    source: str = Field(default="", max_length=300)
    owner_id: UUID | None = Field(default=None, index=True)
    successor_id: UUID | None = None
    reason: str = Field(default="", max_length=1000)
    note: str = Field(default="", max_length=5000)
    health: int | None = Field(default=None, index=True)
    last_exchange_on: date | None = None
    last_meeting_on: date | None = None
    counts: bool = Field(default=False, index=True)
    proven_on: date | None = None
    counted_event_id: UUID | None = None
    lapsed_on: date | None = None
    reminded_of: date | None = None


class Step(Record, table=True):
    """One step of the decision chain of a town: who decided what, when, under which number."""

    __tablename__ = "twinning_step"

    title: str = Field(max_length=200)
    town_id: UUID = Field(foreign_key="twinning_town.id", index=True)
    kind: str = Field(max_length=12, index=True)
    body: str = Field(default="", max_length=120)
    decided_on: date = Field(index=True)
    diary_number: str = Field(default="", max_length=60)
    outcome: str = Field(default="approved", max_length=12)
    expires_on: date | None = None
    note: str = Field(default="", max_length=2000)


class Contact(Record, table=True):
    """A person who keeps the tie alive, on our side or theirs, until somebody else does."""

    __tablename__ = "twinning_contact"

    title: str = Field(max_length=200)
    town_id: UUID = Field(foreign_key="twinning_town.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    side: str = Field(default=Side.THEIRS, max_length=8)
    state: str = Field(default="active", max_length=8, index=True)
    starts_on: date | None = None
    ends_on: date | None = None
    successor_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)


class Promise(Record, table=True):
    """What we have promised somebody in a town, and by when."""

    __tablename__ = "twinning_promise"

    title: str = Field(max_length=200)
    town_id: UUID = Field(foreign_key="twinning_town.id", index=True)
    exchange_id: UUID | None = Field(default=None, foreign_key="twinning_exchange.id", index=True)
    promised_to: str = Field(default="", max_length=200)
    due_on: date | None = Field(default=None, index=True)
    state: str = Field(default=PromiseState.OPEN, max_length=8, index=True)
    settled_on: date | None = None
    reason: str = Field(default="", max_length=1000)
    owner_id: UUID | None = Field(default=None, index=True)


class Tie(Record, table=True):
    """What another activity area has told that concerns a town: a call to apply to, an export deal."""

    __tablename__ = "twinning_tie"
    __table_args__ = (UniqueConstraint("town_id", "ref", name="uq_twinning_tie"),)

    town_id: UUID = Field(foreign_key="twinning_town.id", index=True)
    kind: str = Field(max_length=12, index=True)
    ref: str = Field(max_length=120)
    title: str = Field(default="", max_length=200)
    day: date
    until: date | None = None
