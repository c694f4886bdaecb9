"""The table of outgoing mail: what waits, what was sent, and what was refused for which reason."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from utblick.db.record import Table
from utblick.db.types import UtcDateTime
from utblick.ids import new_id


class MailState(StrEnum):
    """Waiting for a server or another try, taken over by the server, or given up."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Mail(Table, table=True):
    """One mail to one address. `kind` is its template; `ref` the record that it is about, if any.

    `key` is the secret part of a link in it. It is taken out of the texts once the mail was sent, and
    at `key_until` when it opens nothing any more.
    """

    __tablename__ = "core_mail"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    to: str = Field(max_length=254)
    subject: str = Field(max_length=200)
    body_text: str
    body_html: str
    language: str = Field(max_length=5)
    kind: str = Field(max_length=80)
    ref: str = Field(default="", max_length=150, index=True)
    reply_to: str = Field(default="", max_length=254)
    key: str = Field(default="", max_length=200)
    key_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: str = Field(default=MailState.WAITING, max_length=10, index=True)
    attempts: int = 0
    next_try_at: datetime = Field(sa_type=UtcDateTime)
    error: str = Field(default="", max_length=1000)
    created_at: datetime = Field(sa_type=UtcDateTime, index=True)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
