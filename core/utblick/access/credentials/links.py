"""Links that open something once, for a while: in mails, and for the way back from another sign-in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import UUID

from sqlmodel import and_, col, delete, or_, select, update

from utblick.access.models import LinkToken
from utblick.access.sessions import hash_of
from utblick.context import Context
from utblick.db.inserting import insert_into
from utblick.errors import Gone
from utblick.i18n import _
from utblick.ids import new_id

_KEPT_AFTER = timedelta(days=30)
_USED = _("This link has been used, or replaced by a newer one. Ask for a new one if you need it.")


def make_link(
    ctx: Context,
    purpose: str,
    *,
    lasts: timedelta,
    user_id: UUID | None = None,
    details: Mapping[str, str] | None = None,
) -> str:
    """A new token for a link; earlier ones of the same purpose and user stop working."""
    if user_id is not None:
        withdraw_links(ctx, user_id, purpose)
    token = token_urlsafe(32)
    ctx.session.add(
        LinkToken(
            token_hash=hash_of(token),
            purpose=purpose,
            user_id=user_id,
            details=dict(details or {}),
            created_at=ctx.now,
            expires_at=ctx.now + lasts,
        )
    )
    return token


def look_at_link(ctx: Context, purpose: str, token: str) -> LinkToken:
    """What a link stands for, without using it; raises `Gone` with the reason when it does not work."""
    query = select(LinkToken).where(LinkToken.token_hash == hash_of(token), LinkToken.purpose == purpose)
    link = ctx.session.exec(query).first()
    if link is None:
        raise Gone(_("This link does not work. Check that you have all of it, or ask for a new one."))
    if link.used_at is not None:
        raise Gone(_USED)
    if link.expires_at <= ctx.now:
        raise Gone(_("This link has expired. Ask for a new one."))
    return link


def use_link(ctx: Context, purpose: str, token: str) -> LinkToken:
    """What a link stands for, and nobody can use it again; raises `Gone` when it does not work."""
    link = look_at_link(ctx, purpose, token)
    mine = update(LinkToken).where(col(LinkToken.id) == link.id, col(LinkToken.used_at).is_(None))
    if ctx.session.exec(mine.values(used_at=ctx.now)).rowcount != 1:
        raise Gone(_USED)
    return link


def mark_used(ctx: Context, purpose: str, token: str, *, until: datetime) -> None:
    """Remember until then that something that came from elsewhere was used; raises `Gone` the second time."""
    table = LinkToken.__table__  # type: ignore[attr-defined]
    row = {
        "id": new_id(),
        "token_hash": hash_of(f"{purpose} {token}"),
        "purpose": purpose,
        "details": {},
        "created_at": ctx.now,
        "expires_at": until,
        "used_at": ctx.now,
    }
    connection = ctx.session.connection()
    first = insert_into(table, connection.dialect).values(row).on_conflict_do_nothing().returning(table.c.id)
    if connection.execute(first).first() is None:
        raise Gone(_USED)


def withdraw_links(ctx: Context, user_id: UUID, *purposes: str) -> None:
    """Make the unused links of a user stop working."""
    theirs = update(LinkToken).where(col(LinkToken.user_id) == user_id, col(LinkToken.used_at).is_(None))
    ctx.session.exec(theirs.where(col(LinkToken.purpose).in_(purposes)).values(used_at=ctx.now))


def sweep(ctx: Context) -> int:
    """Remove links that stopped working long ago, and at once those that nobody was mailed."""
    over = col(LinkToken.expires_at)
    mailed = col(LinkToken.user_id).is_not(None)
    old = delete(LinkToken).where(or_(over < ctx.now - _KEPT_AFTER, and_(over <= ctx.now, ~mailed)))
    return ctx.session.exec(old).rowcount
