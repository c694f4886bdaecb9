"""Events of a time that the database no longer knows: what they told of has to be done again by people."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from utblick.access.audit import audit
from utblick.bus.event import Envelope, decode
from utblick.bus.tables import lost_event_table
from utblick.context import Context
from utblick.i18n import ngettext
from utblick.web.routing import Page, Redirect, get, page, post, redirect

PLACE = "/admin/bus/lost"
_PERMISSION = "core.admin"
_MOST = 500
_rows = lost_event_table.c


def unsettled(ctx: Context, *, limit: int = _MOST) -> list[Envelope]:
    """Those that nobody has settled yet, in the order in which they happened."""
    look = select(_rows.data).where(_rows.settled_at.is_(None)).order_by(_rows.at, _rows.id).limit(limit)
    return [decode(raw) for raw in ctx.session.connection().scalars(look)]


@get(PLACE, permission=_PERMISSION)
def show(ctx: Context) -> Page:
    """What happened and was lost, one line for each event."""
    from utblick.records.sentences import refs_of, sentence, who

    events = unsettled(ctx)
    names = ctx.lookup(*refs_of(events))
    lines = [(event.at, sentence(ctx, event, names), who(ctx, event.actor, names), event) for event in events]
    return page("bus/lost.html", lines=lines, count=_count(ctx), found_at=_found_at(ctx))


@post(f"{PLACE}/settle", permission=_PERMISSION)
def settle(ctx: Context) -> Redirect:
    """Take all of them off the list: they have been done again, or are not wanted any more."""
    done = update(lost_event_table).where(_rows.settled_at.is_(None)).values(settled_at=ctx.now)
    count = ctx.session.connection().execute(done).rowcount
    audit(ctx, "bus.lost_settled", count=count)
    return redirect(
        "/admin/health", ngettext("{n} lost event is settled.", "{n} lost events are settled.", count)
    )


def _count(ctx: Context) -> int:
    look = select(func.count()).where(_rows.settled_at.is_(None))
    return int(ctx.session.connection().scalar(look) or 0)


def _found_at(ctx: Context) -> datetime | None:
    look: Any = select(func.max(_rows.found_at)).where(_rows.settled_at.is_(None))
    found: datetime | None = ctx.session.connection().scalar(look)
    return found
