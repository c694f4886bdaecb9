"""Keys for programs: made by a user for a purpose, with less than the user may, and for a time."""

from collections.abc import Sequence
from datetime import timedelta
from secrets import token_urlsafe
from uuid import UUID

from sqlmodel import col, select, update

from utblick.access.audit import audit
from utblick.access.models import ApiToken
from utblick.access.sessions import hash_of
from utblick.context import Context
from utblick.errors import Invalid, NotFound
from utblick.i18n import _

PREFIX = "utb_"
LONGEST_DAYS = 365


def create_token(ctx: Context, *, name: str, scopes: Sequence[str], days: int, read_only: bool) -> str:
    """A new token of the actor's; it is shown this once, and only its hash is kept."""
    if not name.strip():
        raise Invalid({"name": _("Say what the token is for.")})
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid({"days": _("Choose at most {n} days.", n=LONGEST_DAYS)})
    if not scopes:
        raise Invalid({"scopes": _("Choose what the token may do.")})
    beyond = [scope for scope in scopes if scope == "*" or not ctx.actor.may(scope)]
    if beyond:
        raise Invalid({"scopes": _("A token cannot do more than you may: {names}.", names=", ".join(beyond))})
    secret = PREFIX + token_urlsafe(32)
    row = ApiToken(
        token_hash=hash_of(secret),
        user_id=_own(ctx),
        name=name.strip()[:80],
        scopes=sorted(set(scopes)),
        read_only=read_only,
        created_at=ctx.now,
        expires_at=ctx.now + timedelta(days=days),
    )
    ctx.session.add(row)
    audit(ctx, "token.created", f"token/{row.id}", scopes=row.scopes, read_only=read_only, days=days)
    return secret


def tokens_of(ctx: Context, user_id: UUID) -> list[ApiToken]:
    """The tokens of a user that were not withdrawn, the newest first."""
    query = select(ApiToken).where(ApiToken.user_id == user_id, col(ApiToken.revoked_at).is_(None))
    return list(ctx.session.exec(query.order_by(col(ApiToken.created_at).desc())))


def revoke_token(ctx: Context, token_id: UUID) -> None:
    """Make one of the actor's tokens stop working."""
    row = ctx.session.get(ApiToken, token_id)
    if row is None or row.user_id != ctx.actor.id:
        raise NotFound(_("There is no such token."))
    row.revoked_at = ctx.now
    ctx.session.add(row)
    audit(ctx, "token.revoked", f"token/{row.id}")
    ctx.platform.sessions.forget_after(ctx.session)


def revoke_tokens(ctx: Context, user_id: UUID) -> None:
    """Make all tokens of a user stop working."""
    theirs = update(ApiToken).where(col(ApiToken.user_id) == user_id, col(ApiToken.revoked_at).is_(None))
    ctx.session.exec(theirs.values(revoked_at=ctx.now))
    ctx.platform.sessions.forget_after(ctx.session)


def _own(ctx: Context) -> UUID:
    assert ctx.actor.id is not None
    return ctx.actor.id
