"""Secret addresses of calendars: made by a user for a calendar program, which knows no other way in."""

from collections.abc import Sequence
from secrets import token_urlsafe
from uuid import UUID

from sqlmodel import col, delete, select

from utblick.access.audit import audit
from utblick.access.models import CalendarAddress, User
from utblick.access.sessions import hash_of
from utblick.context import Context
from utblick.errors import Invalid, NotFound
from utblick.i18n import _


def make_address(ctx: Context, *, name: str, calendars: Sequence[str]) -> str:
    """The key of a new address of the actor's; it is shown this once, and only its hash is kept."""
    problems = {}
    if not name.strip():
        problems["name"] = _("Say what the address is for.")
    if not calendars:
        problems["calendars"] = _("Choose at least one calendar.")
    if problems:
        raise Invalid(problems)
    assert ctx.actor.user_id is not None
    key = token_urlsafe(32)
    row = CalendarAddress(
        key_hash=hash_of(key),
        user_id=ctx.actor.user_id,
        name=name.strip()[:80],
        calendars=sorted(set(calendars)),
        created_at=ctx.now,
    )
    ctx.session.add(row)
    audit(ctx, "calendar_address.created", f"calendar_address/{row.id}", calendars=row.calendars)
    return key


def addresses_of(ctx: Context, user_id: UUID) -> Sequence[CalendarAddress]:
    """The addresses of a user, the newest first."""
    query = select(CalendarAddress).where(CalendarAddress.user_id == user_id)
    return ctx.session.exec(query.order_by(col(CalendarAddress.created_at).desc())).all()


def opened_by(ctx: Context, key: str) -> tuple[CalendarAddress, User]:
    """The address that a key belongs to, and whose it is; raises `NotFound` when its user is not active."""
    query = (
        select(CalendarAddress, User)
        .join(User, col(User.id) == CalendarAddress.user_id)
        .where(CalendarAddress.key_hash == hash_of(key), User.state == "active")
    )
    found = ctx.session.exec(query).first()
    if found is None:
        raise NotFound
    return found


def end_address(ctx: Context, address_id: UUID) -> None:
    """Make one of the actor's addresses stop working."""
    row = ctx.session.get(CalendarAddress, address_id)
    if row is None or row.user_id != ctx.actor.id:
        raise NotFound(_("There is no such address."))
    ctx.session.delete(row)
    audit(ctx, "calendar_address.ended", f"calendar_address/{address_id}")


def end_addresses(ctx: Context, user_id: UUID) -> None:
    """Make all addresses of a user stop working."""
    ctx.session.exec(delete(CalendarAddress).where(col(CalendarAddress.user_id) == user_id))
