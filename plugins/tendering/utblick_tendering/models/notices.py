"""Notices as they are held: one record per notice whatever its sources, its versions, lots and awards."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from utblick.api import Amount, Record, UtcDateTime, new_id


class NoticeState(StrEnum):
    """Where a notice stands. Only an imported or changed one can still be answered."""

    IMPORTED = "imported"
    CHANGED = "changed"
    SUPERSEDED = "superseded"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    AWARDED = "awarded"
    WITHOUT_WINNER = "without_winner"


OPEN_NOTICES = (NoticeState.IMPORTED, NoticeState.CHANGED)
"""The states of what can still be answered."""
ASKING = ("competition", "planning", "consultation")
"""The kinds of notices that ask for tenders or tell of them, by form type, the likeliest first."""
ANSWERABLE = "state IN ('imported', 'changed')"
"""The same for the indexes of the radar, which hold these alone: they answer a query that says so."""
_FILTERED = ("state", "country", "nature", "value_sek", "suits_small_firms", "created_at", "buyer_name")
LOT_WON, LOT_ENDED = "selec-w", "clos-nw"
"""What became of a lot: a supplier was chosen, or it was closed without one (BT-142)."""


class Notice(Record, table=True):
    """A procurement notice in its newest version.

    `form_type` is that of eForms (planning, competition, consultation, result, dir-awa-pre, cont-modif,
    completion, bri). `deadline` is the earliest deadline of a lot that was still open when it was read,
    `last_deadline` the latest of all. `own` says that the municipality, or a company that it owns, is
    the buyer. `replaced_by_id` is the notice that took its place, `outcome_id` the one that told its end.
    `changes_notice` is what it calls the notice that it changes, `previous_notice` the one that asked for
    the tenders that it decides on. `value_sek` is the value in kronor at the rate of the day it was read: a
    float, for filters only, never shown and never added up.
    """

    __tablename__ = "tendering_notice"
    __table_args__ = (
        Index("ix_tendering_notice_radar", "state", "deadline", "id"),
        *(
            Index(
                f"ix_tendering_notice_{name}",
                order,
                "id",
                *more,
                *_FILTERED,
                sqlite_where=text(ANSWERABLE),
                postgresql_where=text(ANSWERABLE),
            )
            for name, order, more in (
                ("closing", "deadline", ()),
                ("new", "published_on", ("deadline",)),
                ("changed", "state_since", ("deadline",)),
            )
        ),
    )

    title: str = Field(max_length=500)
    titles: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    description: str = Field(default="", max_length=5000)
    state: str = Field(default=NoticeState.IMPORTED, max_length=16)
    state_since: datetime = Field(sa_type=UtcDateTime)
    form_type: str = Field(default="", max_length=16, index=True)
    notice_type: str = Field(default="", max_length=40)
    nature: str = Field(default="", max_length=16)
    procedure_type: str = Field(default="", max_length=20)
    notice_id: str = Field(default="", max_length=80)
    edition: int = Field(default=1)
    publication_number: str = Field(default="", max_length=20)
    procedure_id: str = Field(default="", max_length=80, index=True)
    procurement_id: str = Field(default="", max_length=80)
    buyer_name: str = Field(default="", max_length=300)
    buyer_number: str = Field(default="", max_length=40, index=True)
    buyer_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    own: bool = Field(default=False, index=True)
    country: str = Field(default="", max_length=2, index=True)
    cpv: list[str] = Field(default_factory=list, sa_type=JSON)
    nuts: list[str] = Field(default_factory=list, sa_type=JSON)
    anywhere: str = Field(default="", max_length=10)
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    value: Decimal | None = Field(default=None, sa_type=Amount)
    currency: str = Field(default="", max_length=3)
    value_sek: float | None = None
    published_on: date | None = None
    planned_on: date | None = None
    deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    question_deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lot_count: int = 0
    suits_small_firms: bool | None = None
    web_url: str = Field(default="", max_length=500)
    documents_url: str = Field(default="", max_length=500)
    submission_url: str = Field(default="", max_length=500)
    change_reason: str = Field(default="", max_length=40)
    changes_notice: str = Field(default="", max_length=100, index=True)
    previous_notice: str = Field(default="", max_length=100, index=True)
    replaced_by_id: UUID | None = Field(default=None, index=True)
    outcome_id: UUID | None = Field(default=None, index=True)
    source_id: UUID | None = Field(default=None, foreign_key="tendering_source.id", index=True)


class NoticeKey(SQLModel, table=True):
    """What a notice is known by, so that the same one from two sources is one record.

    `scheme` is notice (BT-701), publication (the number in TED), procurement (upphandlings-ID, with the
    part of the procurement that the notice tells of), address (of a feed's entry), or digest for a notice
    that has no name at all.
    """

    __tablename__ = "tendering_notice_key"

    scheme: str = Field(primary_key=True, max_length=20)
    value: str = Field(primary_key=True, max_length=300)
    notice_id: UUID = Field(foreign_key="tendering_notice.id", index=True)


class NoticeVersion(SQLModel, table=True):
    """A notice as it was read, whole; `changes` are the parts in which it differs from the one before.

    The newest is that of the highest edition, and of several such the one received last.
    """

    __tablename__ = "tendering_notice_version"
    __table_args__ = (Index("ix_tendering_notice_version_order", "notice_id", "edition", "received_at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    notice_id: UUID = Field(foreign_key="tendering_notice.id")
    edition: int = 1
    digest: str = Field(max_length=64)
    document: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    changes: list[str] = Field(default_factory=list, sa_type=JSON)
    reason: str = Field(default="", max_length=40)
    explained: str = Field(default="", max_length=2000)
    received_at: datetime = Field(sa_type=UtcDateTime)
    source_id: UUID | None = Field(default=None, foreign_key="tendering_source.id", index=True)


class NoticeCode(SQLModel, table=True):
    """One CPV code (cpv), region (nuts) or stem of a word (word) of a notice that can still be answered.

    Only those are looked for by the radar: the rows go when the notice closes.
    """

    __tablename__ = "tendering_notice_code"
    __table_args__ = (Index("ix_tendering_notice_code_find", "scheme", "code", "notice_id"),)

    notice_id: UUID = Field(primary_key=True, foreign_key="tendering_notice.id")
    scheme: str = Field(primary_key=True, max_length=4)
    code: str = Field(primary_key=True, max_length=24)


class Lot(SQLModel, table=True):
    """One lot of a notice in its newest version; `number` is its key within the notice (LOT-0001).

    One that a newer version no longer has stays as `withdrawn`: matches and bids may be about it.
    """

    __tablename__ = "tendering_lot"
    __table_args__ = (UniqueConstraint("notice_id", "number", name="uq_tendering_lot"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    notice_id: UUID = Field(foreign_key="tendering_notice.id", index=True)
    number: str = Field(max_length=40)
    position: int = 0
    part: bool = False
    withdrawn: bool = False
    title: str = Field(default="", max_length=500)
    description: str = Field(default="", max_length=5000)
    nature: str = Field(default="", max_length=16)
    cpv: list[str] = Field(default_factory=list, sa_type=JSON)
    nuts: list[str] = Field(default_factory=list, sa_type=JSON)
    value: Decimal | None = Field(default=None, sa_type=Amount)
    currency: str = Field(default="", max_length=3)
    deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    question_deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    suits_small_firms: bool | None = None
    framework: str = Field(default="", max_length=20)


class Award(SQLModel, table=True):
    """What became of one lot, as a result notice tells it; one row per winner, or one without a winner.

    `code` is selec-w, clos-nw or open-nw (BT-142). `lot_notice_id` is the notice that asked for tenders,
    where it is held. `price` is that of the winning tender.
    """

    __tablename__ = "tendering_award"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    notice_id: UUID = Field(foreign_key="tendering_notice.id", index=True)
    lot_notice_id: UUID | None = Field(default=None, index=True)
    lot_number: str = Field(default="", max_length=40)
    code: str = Field(default="", max_length=10)
    reason: str = Field(default="", max_length=40)
    winner_name: str = Field(default="", max_length=300)
    winner_number: str = Field(default="", max_length=40, index=True)
    winner_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    winner_country: str = Field(default="", max_length=2)
    winner_nuts: str = Field(default="", max_length=5)
    winner_size: str = Field(default="", max_length=16)
    price: Decimal | None = Field(default=None, sa_type=Amount)
    currency: str = Field(default="", max_length=3)
    tenders_received: int | None = None
    awarded_on: date | None = None
    buyer_name: str = Field(default="", max_length=300)
    cpv_main: str = Field(default="", max_length=8, index=True)
