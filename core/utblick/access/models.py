"""The tables of access: staff users, their roles and sessions, tokens, counted attempts, the audit log.

Secrets are kept as hashes: what is stored here does not open anything.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field

from utblick.db.record import Record, Table
from utblick.db.types import UtcDateTime
from utblick.ids import new_id

WAYS = ("oidc", "saml")
"""The ways in with the municipality's own accounts, by which columns are named."""


class User(Record, table=True):
    """A member of staff. `email` is in lower case; `state` is invited, active, locked or closed.

    Issuer and subject are how the municipality's sign-in knows the user, by each way in on its own.
    """

    __tablename__ = "core_user"
    __table_args__ = (
        Index("uq_core_user_oidc", "oidc_issuer", "oidc_subject", unique=True),
        Index("uq_core_user_saml", "saml_issuer", "saml_subject", unique=True),
    )

    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=200)
    language: str = Field(default="sv", max_length=3)
    state: str = Field(default="invited", max_length=10, index=True)
    password_hash: str = Field(default="", max_length=200)
    password_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    totp_secret: str = Field(default="", max_length=200)
    totp_confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    totp_step: int = 0
    recovery_codes: list[str] = Field(default_factory=list, sa_type=JSON)
    oidc_issuer: str | None = Field(default=None, max_length=300)
    oidc_subject: str | None = Field(default=None, max_length=300)
    saml_issuer: str | None = Field(default=None, max_length=300)
    saml_subject: str | None = Field(default=None, max_length=300)
    last_sign_in: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @staticmethod
    def link_fields(way: str) -> tuple[str, str]:
        """Where it stands whom the provider of a way in knows the user by: issuer and subject."""
        return f"{way}_issuer", f"{way}_subject"

    def is_linked(self, way: str) -> bool:
        """Whether the user can sign in by that way."""
        return getattr(self, self.link_fields(way)[1]) is not None

    def link(self, way: str, issuer: str | None, subject: str | None) -> None:
        """Let the user sign in by that way from now on; None ends it."""
        for field, value in zip(self.link_fields(way), (issuer, subject), strict=True):
            setattr(self, field, value)


class Role(Record, table=True):
    """A set of permissions. A built-in role has a row only once it was changed.

    `known` are the permissions that existed when the role was last saved: a plugin that is enabled
    later still brings the built-in roles what it suggests for them.
    """

    __tablename__ = "core_role"

    name: str = Field(max_length=40, unique=True)
    title: str = Field(default="", max_length=80)
    permissions: list[str] = Field(default_factory=list, sa_type=JSON)
    known: list[str] = Field(default_factory=list, sa_type=JSON)
    builtin: bool = False


class UserRole(Table, table=True):
    """That a user has a role, by the role's name."""

    __tablename__ = "core_user_role"

    user_id: UUID = Field(foreign_key="core_user.id", primary_key=True)
    role: str = Field(max_length=40, primary_key=True, index=True)


class SignInSession(Table, table=True):
    """A signed-in browser, known by the hash of the token in its cookie.

    `awaits_code` is set between the password and the second factor: such a session signs nobody in.
    `known_as` is what the municipality's sign-in calls it; `known_mark` is made of what is told when it
    ends it.
    """

    __tablename__ = "core_session"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    user_id: UUID = Field(foreign_key="core_user.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    remote: str = Field(default="", max_length=45)
    browser: str = Field(default="", max_length=80)
    awaits_code: bool = False
    second_factor: bool = False
    way: str = Field(default="", max_length=20)
    known_as: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    known_mark: str = Field(default="", max_length=64, index=True)


class AccessChange(Table, table=True):
    """How often access was changed: one row, by which every process sees at once that another changed it."""

    __tablename__ = "core_access_change"

    id: int = Field(primary_key=True)
    number: int = 0


class ApiToken(Table, table=True):
    """A key for programs: acts for its user, within `scopes` and only while the user may."""

    __tablename__ = "core_api_token"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    user_id: UUID = Field(foreign_key="core_user.id", index=True)
    name: str = Field(max_length=80)
    scopes: list[str] = Field(default_factory=list, sa_type=JSON)
    read_only: bool = True
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    last_used: date | None = None
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CalendarAddress(Table, table=True):
    """A secret address by which a calendar program reads `calendars` (by name), as its user may see them."""

    __tablename__ = "core_calendar_address"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    key_hash: str = Field(max_length=64, unique=True)
    user_id: UUID = Field(foreign_key="core_user.id", index=True)
    name: str = Field(max_length=80)
    calendars: list[str] = Field(default_factory=list, sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcDateTime)
    fetched_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LinkToken(Table, table=True):
    """A link that works once and for a while; `purpose` is invitation, reset or a step of a provider.

    `details` is what an answer must match: nonce, verifier and next address of a sign-in by OIDC.
    """

    __tablename__ = "core_link_token"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    purpose: str = Field(max_length=20)
    user_id: UUID | None = Field(default=None, foreign_key="core_user.id", index=True)
    details: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInAttempt(Table, table=True):
    """How often something failed lately, by the hash of an account or address.

    What anybody may send is counted here too: `failures` is how much came until `wait_until`.
    """

    __tablename__ = "core_sign_in_attempt"

    key: str = Field(max_length=80, primary_key=True)
    failures: int = 0
    last_at: datetime = Field(sa_type=UtcDateTime, index=True)
    wait_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AuditEntry(Table, table=True):
    """One line of the audit log: ids only, so that erasure need not chase it."""

    __tablename__ = "core_audit"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    actor: str = Field(max_length=80, index=True)
    action: str = Field(max_length=60, index=True)
    object: str = Field(default="", max_length=200)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    remote: str = Field(default="", max_length=45)
