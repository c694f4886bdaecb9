"""The tables of stories: what is told, and what those it is about have said of the text."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from utblick.api import Record, UtcDateTime, makes_links

WITHDRAW = "dissemination.withdraw"
"""What the link that takes a consent back is for."""
EXPORT = "export_deals.story.consented"
GREW_FROM = {EXPORT: ("export_deals", "agreement")}
"""The events that stories grow from, each with what it is about."""


class StoryState(StrEnum):
    """How far a story has come. Those about nobody else go from drafted to approved."""

    SUGGESTED = "suggested"
    DRAFTED = "drafted"
    ASKED = "asked"
    CONSENTED = "consented"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


class Share(StrEnum):
    """Who else is told of a story."""

    COUNTY = "county"
    HERE = "municipality"


class Answer(StrEnum):
    """What an organisation has said of a text."""

    OPEN = "open"
    AGREED = "agreed"
    CHANGES = "changes"
    REFUSED = "refused"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Story(Record, table=True):
    """A good example. `named` says whether it may name the organisation, which `credited` then does.

    `agreed_hash` is that of the text that the organisation agreed to, `approved_hash` that of the text that
    was approved: no other text is published. `source` and `source_id` are the event, and what it was about,
    that the story grew from; `author_id` is whoever wrote the text last.
    """

    __tablename__ = "dissemination_story"
    __table_args__ = (
        Index("ix_dissemination_story_board", "state", "updated_at", "id"),
        UniqueConstraint("source", "source_id", name="uq_dissemination_story_source"),
    )

    title: str = Field(max_length=200)
    title_en: str = Field(default="", max_length=200)
    done: str = Field(default="", max_length=5000)
    done_en: str = Field(default="", max_length=5000)
    evidence: str = Field(default="", max_length=3000)
    evidence_en: str = Field(default="", max_length=3000)
    others: str = Field(default="", max_length=3000)
    others_en: str = Field(default="", max_length=3000)
    lessons: str = Field(default="", max_length=3000)
    lessons_en: str = Field(default="", max_length=3000)
    kind: str = Field(default="other", max_length=10)
    country: str = Field(default="", max_length=2, index=True)
    state: str = Field(default=StoryState.DRAFTED, max_length=10)
    organisation_id: UUID | None = Field(default=None, foreign_key="core_organisation.id", index=True)
    named: bool = True
    credited: str = Field(default="", max_length=200)
    share: str = Field(default=Share.COUNTY, max_length=12)
    owner_id: UUID | None = Field(default=None, index=True)
    author_id: UUID | None = None
    source: str = Field(default="", max_length=100)
    source_id: UUID | None = None
    agreed_hash: str = Field(default="", max_length=64)
    approved_hash: str = Field(default="", max_length=64)
    published_on: date | None = Field(default=None, index=True)
    reason: str = Field(default="", max_length=1000)
    last_event_id: UUID | None = None


class Consent(Record, table=True):
    """An organisation is asked about a text as it stands, by a link that works once.

    `text_hash` is that of the text that is asked about. `nonce` and `withdraw_hash` belong to the link by
    which a consent is taken back, at any time.
    """

    __tablename__ = "dissemination_consent"

    story_id: UUID = Field(foreign_key="dissemination_story.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="core_person.id", index=True)
    recipient_name: str = Field(default="", max_length=200)
    recipient_email: str = Field(default="", max_length=254, index=True)
    language: str = Field(default="sv", max_length=2)
    state: str = Field(default=Answer.OPEN, max_length=10)
    text_hash: str = Field(max_length=64)
    token_hash: str = Field(max_length=64, unique=True)
    nonce: str = Field(max_length=32, sa_column_kwargs=makes_links({WITHDRAW: "withdraw_hash"}))
    withdraw_hash: str = Field(max_length=64, unique=True)
    asked_on: date = Field(index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    answered_by: str = Field(default="", max_length=200)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    comment: str = Field(default="", max_length=2000)
