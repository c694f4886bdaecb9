"""Bids, from an idea to its outcome, and the groups in which small firms bid together."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from utblick.api import Amount, Record, UtcDateTime, new_id


class BidState(StrEnum):
    """How far a bid has come."""

    CONSIDERING = "considering"
    GO = "go"
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    WON = "won"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


OPEN_BIDS = (BidState.CONSIDERING, BidState.GO, BidState.DRAFTING)


class Bid(Record, table=True):
    """A company's, or a group's, way to a tender. `lot_id` is None when it is about the whole notice.

    `stage_before` is where it was taken off; `outcome_id` the notice that told how it ended, and
    `outcome_proposed` that the platform closed it by that notice. `first_bid` says that the company had
    never handed in one before. `reminded` has the deadline (ISO 8601) that was reminded of, by its sort.
    The ids of events are of the last one, of the one that told the submission, and of the one that told
    the outcome: what is taken back names what it takes back.
    """

    __tablename__ = "tendering_bid"
    __table_args__ = (Index("ix_tendering_bid_board", "state", "updated_at", "id"),)

    title: str = Field(max_length=300)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    group_id: UUID | None = Field(default=None, foreign_key="tendering_bid_group.id", index=True)
    notice_id: UUID | None = Field(default=None, foreign_key="tendering_notice.id", index=True)
    lot_id: UUID | None = Field(default=None, foreign_key="tendering_lot.id", index=True)
    match_id: UUID | None = Field(default=None, foreign_key="tendering_match.id", index=True)
    state: str = Field(default=BidState.CONSIDERING, max_length=12)
    state_since: datetime = Field(sa_type=UtcDateTime)
    buyer_name: str = Field(default="", max_length=300)
    deadline: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    question_deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    value: Decimal | None = Field(default=None, sa_type=Amount)
    currency: str = Field(default="SEK", max_length=3)
    won_value: Decimal | None = Field(default=None, sa_type=Amount)
    decided_on: date | None = None
    submitted_on: date | None = None
    ended_on: date | None = None
    first_bid: bool = False
    loss_reason: str = Field(default="", max_length=20)
    learnt: str = Field(default="", max_length=2000)
    outcome_id: UUID | None = Field(default=None, index=True)
    outcome_proposed: bool = False
    withdrawn_reason: str = Field(default="", max_length=500)
    stage_before: str = Field(default="", max_length=12)
    reminded: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    last_event_id: UUID | None = None
    submitted_event_id: UUID | None = None
    outcome_event_id: UUID | None = None
    owner_id: UUID | None = Field(default=None, index=True)
    note: str = Field(default="", max_length=5000)


class Requirement(SQLModel, table=True):
    """A line of a bid's checklist: a question of go or no-go, or something that the buyer asks for.

    `answer` is empty, yes, no or unclear.
    """

    __tablename__ = "tendering_requirement"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    bid_id: UUID = Field(foreign_key="tendering_bid.id", index=True)
    kind: str = Field(max_length=12)
    question: str = Field(default="", max_length=40)
    text: str = Field(default="", max_length=500)
    answer: str = Field(default="", max_length=8)
    note: str = Field(default="", max_length=1000)
    position: int = 0


class GroupState(StrEnum):
    """Whether a group of companies has agreed to bid together."""

    FORMING = "forming"
    AGREED = "agreed"
    DISSOLVED = "dissolved"


class BidGroup(Record, table=True):
    """Companies that bid together because none can alone. `form` is consortium or subcontract."""

    __tablename__ = "tendering_bid_group"

    title: str = Field(max_length=300)
    notice_id: UUID | None = Field(default=None, foreign_key="tendering_notice.id", index=True)
    lot_id: UUID | None = Field(default=None, foreign_key="tendering_lot.id", index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    state: str = Field(default=GroupState.FORMING, max_length=10, index=True)
    form: str = Field(default="consortium", max_length=12)
    agreed_on: date | None = None
    agreement: str = Field(default="", max_length=5000)
    owner_id: UUID | None = Field(default=None, index=True)
    note: str = Field(default="", max_length=5000)


class MemberState(StrEnum):
    """What a company has answered to being asked."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class GroupMember(SQLModel, table=True):
    """A company of a group: what it covers, its share in percent, and who asked it."""

    __tablename__ = "tendering_group_member"
    __table_args__ = (UniqueConstraint("group_id", "organisation_id", name="uq_tendering_group_member"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    group_id: UUID = Field(foreign_key="tendering_bid_group.id", index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    asked_by_id: UUID | None = Field(default=None, foreign_key="core_organisation.id")
    asked_on: date
    answered_on: date | None = None
    state: str = Field(default=MemberState.ASKED, max_length=10)
    role: str = Field(default="partner", max_length=14)
    covers: str = Field(default="", max_length=500)
    share: Decimal | None = Field(default=None, sa_type=Amount)
