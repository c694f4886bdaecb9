"""Saved searches: made and changed by people, told of by mail, followed as a calendar."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlmodel import col

from utblick.api import (
    Context,
    FieldProblem,
    Invalid,
    Ref,
    _,
    in_steps,
    mail_user,
    ngettext,
    token_hash,
)
from utblick_tendering.models import Watch, WatchTold
from utblick_tendering.queries import radar
from utblick_tendering.settings import TenderingSettings

DAILY, WEEKLY = "daily", "weekly"
_EVERY: Mapping[str, timedelta] = {DAILY: timedelta(hours=20), WEEKLY: timedelta(days=6, hours=20)}
_TOLD_AT_ONCE = 100
_TOLD_OF = 20
_FILTERS = ("words", "cpv", "nuts", "countries", "buyer", "organisation_id", "value_from", "value_to")


def create_watch(ctx: Context, values: Mapping[str, Any]) -> Watch:
    """Save a search; whoever saves it gets the digest unless somebody else is named."""
    watch = Watch(**{**values, "owner_id": values.get("owner_id") or ctx.actor.id})
    watch.created_at = watch.updated_at = ctx.now
    _check(watch)
    ctx.session.add(watch)
    return watch


def update_watch(ctx: Context, watch: Watch, changes: Mapping[str, Any]) -> Watch:
    """Change what is looked for, or how it is told."""
    for name, value in changes.items():
        setattr(watch, name, value)
    _check(watch)
    return watch


def new_calendar_key(ctx: Context, watch: Watch) -> str:
    """A new secret key for the calendar of the watch; the one before no longer works."""
    key = secrets.token_urlsafe(32)
    watch.calendar_token = token_hash(key)
    ctx.session.add(watch)
    return key


def watch_by_key(ctx: Context, key: str) -> Watch | None:
    """The watch that the secret key of a calendar opens."""
    return ctx.session.scalars(select(Watch).where(col(Watch.calendar_token) == token_hash(key))).first()


def send_digests(ctx: Context) -> int:
    """Send the digests that are due; a notice is told of once by each watch. Returns how many were sent."""
    if ctx.now.astimezone(_zone(ctx)).hour < ctx.plugin_settings(TenderingSettings).digest_hour:
        return 0
    owned = select(col(Watch.id)).where(col(Watch.digest).in_(_EVERY), col(Watch.owner_id).is_not(None))
    return in_steps(ctx, lambda looking: looking.session.scalars(owned), _send_due)


def _send_due(ctx: Context, ids: Sequence[UUID]) -> int:
    sent = 0
    for watch in ctx.session.scalars(select(Watch).where(col(Watch.id).in_(ids))).all():
        if watch.sent_at is None or ctx.now - watch.sent_at >= _EVERY[watch.digest]:
            sent += _send(ctx, watch)
            watch.sent_at = ctx.now
            ctx.session.add(watch)
    return sent


def _send(ctx: Context, watch: Watch) -> bool:
    """One mail with what is new; none when nothing is, or when its owner no longer works here."""
    told = set(
        ctx.session.scalars(select(col(WatchTold.notice_id)).where(col(WatchTold.watch_id) == watch.id))
    )
    search = radar.of_watch(watch)
    since = watch.created_at - timedelta(days=7)
    found = radar.find(ctx, replace(search, since=since), "new", limit=_TOLD_AT_ONCE + len(told))
    fresh: Sequence[Any] = [row for row in found.rows if row.id not in told][:_TOLD_AT_ONCE]
    if not fresh or watch.owner_id is None:
        return False
    more = max(0, len(fresh) - _TOLD_OF)
    mail = mail_user(
        ctx,
        watch.owner_id,
        "tendering/mail/digest",
        ref=Ref("tendering", "watch", watch.id),
        found=ngettext("{n} new procurement", "{n} new procurements", n=len(fresh)),
        watch=watch.title,
        notices=tuple(part for row in fresh[:_TOLD_OF] for part in _told(ctx, row)),
        more=ngettext("And {n} more on the radar.", "And {n} more on the radar.", n=more) if more else "",
        link=ctx.url(f"/tendering/watches/{watch.id}"),
    )
    if mail is None:
        return False
    rows = [{"watch_id": watch.id, "notice_id": row.id, "at": ctx.now} for row in fresh]
    ctx.session.connection().execute(insert(WatchTold), rows)
    return True


def _told(ctx: Context, row: Any) -> tuple[str, str]:
    """What a digest says of a notice: what it is, and where it is shown."""
    said = f"{row.title} – {row.buyer_name}"
    if row.deadline:
        said = _("{notice}. Deadline: {day}", notice=said, day=row.deadline)
    return said, ctx.url(f"/tendering/notices/{row.id}")


def _check(watch: Watch) -> None:
    if not watch.small_firms and not any(getattr(watch, name) for name in _FILTERS):
        raise Invalid([FieldProblem("words", _("Say at least one thing that is looked for."))])
    if watch.value_from is not None and watch.value_to is not None and watch.value_from > watch.value_to:
        raise Invalid([FieldProblem("value_to", _("The highest value is lower than the lowest."))])


def _zone(ctx: Context) -> Any:
    return ctx.settings.municipality.zone
