"""What companies can deliver, which lots fit them, and what was said to whom."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from utblick.api import Amount, Record, UtcDateTime


class ProfileState(StrEnum):
    """Whether a profile is matched: only one that a person has approved."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"


class Profile(Record, table=True):
    """What a company can deliver, drafted from what is known and approved by a person.

    `weights` is by CPV code: 1 is as usual, more is nearer to its heart, 0 is what it will not do.
    `origins` says where each code came from (said, won, bid, trade, typed). `unwanted` are words of what it
    will not do. `reach` is how far it delivers: county, nuts2, country or abroad. `most` is the largest
    value, in kronor, that it takes on alone.
    """

    __tablename__ = "tendering_profile"

    title: str = Field(max_length=200)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", unique=True)
    state: str = Field(default=ProfileState.DRAFT, max_length=8, index=True)
    cpv: list[str] = Field(default_factory=list, sa_type=JSON)
    weights: dict[str, float] = Field(default_factory=dict, sa_type=JSON)
    origins: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    words: list[str] = Field(default_factory=list, sa_type=JSON)
    unwanted: list[str] = Field(default_factory=list, sa_type=JSON)
    nuts: list[str] = Field(default_factory=list, sa_type=JSON)
    reach: str = Field(default="country", max_length=10)
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    export_countries: list[str] = Field(default_factory=list, sa_type=JSON)
    is_small: bool | None = None
    turnover: Decimal | None = Field(default=None, sa_type=Amount)
    most: Decimal | None = Field(default=None, sa_type=Amount)
    approved_on: date | None = None
    approved_by: UUID | None = Field(default=None, index=True)
    owner_id: UUID | None = Field(default=None, index=True)
    note: str = Field(default="", max_length=5000)


class MatchState(StrEnum):
    """What became of a suggestion."""

    SUGGESTED = "suggested"
    SEEN = "seen"
    INTERESTED = "interested"
    DISMISSED = "dismissed"


class Match(Record, table=True):
    """A lot that fits a company. `relation` is 3 strong, 2 medium, 1 weak, by CPV; `score` 0 to 100.

    `reasons` are the parts of the score with their sentences, not yet translated, the weightiest first. A
    match whose notice can no longer be answered is kept, and is no longer `live`. `told_at` is when it was
    suggested.
    """

    __tablename__ = "tendering_match"
    __table_args__ = (
        UniqueConstraint("organisation_id", "lot_id", name="uq_tendering_match"),
        Index("ix_tendering_match_live", "live", "score"),
    )

    title: str = Field(max_length=500)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    profile_id: UUID = Field(foreign_key="tendering_profile.id", index=True)
    notice_id: UUID = Field(foreign_key="tendering_notice.id", index=True)
    lot_id: UUID = Field(foreign_key="tendering_lot.id", index=True)
    state: str = Field(default=MatchState.SUGGESTED, max_length=12, index=True)
    live: bool = True
    score: int = 0
    relation: int = 0
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    dismissed_reason: str = Field(default="", max_length=20)
    note: str = Field(default="", max_length=5000)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    owner_id: UUID | None = Field(default=None, index=True)


class LessonState(StrEnum):
    """What came of something learnt: at work, waiting for a person, only noted, or taken back."""

    APPLIED = "applied"
    PROPOSED = "proposed"
    NOTED = "noted"
    UNDONE = "undone"
    DECLINED = "declined"


class Lesson(Record, table=True):
    """What a profile learnt when a suggestion was dismissed.

    `about` is weight (of the branch `code`), reach, most, or empty when nothing follows; `before` and
    `after` are its values as written there. `said` are the company's own words.
    """

    __tablename__ = "tendering_lesson"

    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    profile_id: UUID = Field(foreign_key="tendering_profile.id", index=True)
    match_id: UUID = Field(foreign_key="tendering_match.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    by_id: UUID | None = Field(default=None, index=True)
    reason: str = Field(max_length=20)
    about: str = Field(default="", max_length=10)
    code: str = Field(default="", max_length=8)
    before: str = Field(default="", max_length=40)
    after: str = Field(default="", max_length=40)
    state: str = Field(default=LessonState.NOTED, max_length=10)
    said: str = Field(default="", max_length=1000)


class DealingKind(StrEnum):
    """Which way it went: from us to all, from one company, or our answer to all."""

    TOLD = "told"
    ASKED = "asked"
    ANSWERED = "answered"


class Dealing(Record, table=True):
    """Something that was said to a company about a notice, or by it: the log of equal treatment.

    `round_id` says which message it was of those that all are told in the same words; `answers_id` which
    question it answers. `by_phone` is for companies without an address.
    """

    __tablename__ = "tendering_dealing"

    title: str = Field(max_length=300)
    notice_id: UUID = Field(foreign_key="tendering_notice.id", index=True)
    organisation_id: UUID = Field(foreign_key="core_organisation.id", index=True)
    kind: str = Field(max_length=10)
    round_id: UUID | None = Field(default=None, index=True)
    answers_id: UUID | None = Field(default=None, index=True)
    by_phone: bool = False
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    by_id: UUID | None = Field(default=None, index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    recipient_email: str = Field(default="", max_length=254)
    said: str = Field(default="", max_length=5000)
