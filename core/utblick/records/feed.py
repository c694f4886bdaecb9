"""News: what happens in the whole house, and what waits under the bell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlmodel import col, select

from utblick.bus import log
from utblick.bus.event import Envelope, decode
from utblick.bus.tables import event_table
from utblick.context import Context, Ref
from utblick.declare import Panel, Slot
from utblick.i18n import Msg, _
from utblick.records.address import live_trigger
from utblick.records.models import Comment, Notice
from utblick.records.sentences import Names, may_see, refs_of, sentence, subject_of, user_ref, who
from utblick.web.routing import Page, get, page

SHOWN = 12
_MANY = 3
NOTICES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One line of news."""

    text: str
    at: datetime
    url: str
    icon: str
    who: str
    quote: str = ""
    is_new: bool = False
    alike: "tuple[News, ...]" = ()
    """More of the same, at the same time by the same hand: told together."""


def recent_news(ctx: Context, *, limit: int = SHOWN) -> list[News]:
    """What happened lately in the house, as far as the reader may know of it."""
    events = _latest(ctx, limit)
    names = ctx.lookup(*refs_of(events))
    told = [(event, _news(ctx, event, names)) for event in events]
    runs = groupby(told, key=lambda one: (one[0].name, one[0].actor, f"{one[0].at:%Y-%m-%dT%H:%M}"))
    return [line for _key, run in runs for line in _together([news for _event, news in run])]


def _latest(ctx: Context, limit: int) -> list[Envelope]:
    """The latest events that the reader may know of, looked for in a few portions of the log."""
    found: list[Envelope] = []
    before: int | None = None
    for _portion in range(4):
        some = log.recent(ctx.session, before=before, limit=limit)
        found += [one.event for one in some if may_see(ctx, one.event)]
        if len(found) >= limit or len(some) < limit:
            break
        before = some[-1].seq
    return found[:limit]


def _news(ctx: Context, event: Envelope, names: Names) -> News:
    subject = subject_of(event, names)
    return News(
        text=sentence(ctx, event, names),
        at=event.at,
        url=subject.url if subject else "",
        icon=subject.icon if subject else "circle-dot",
        who=who(ctx, event.actor, names),
    )


def _together(run: list[News]) -> list[News]:
    """Many events of one kind and one act as one line that holds the others."""
    return [replace(run[0], alike=tuple(run[1:]))] if len(run) >= _MANY else run


def notices(ctx: Context, *, limit: int = NOTICES) -> list[News]:
    """What the bell has told the reader, latest first."""
    told = ctx.session.exec(
        select(Notice).where(Notice.user_id == ctx.actor.id).order_by(col(Notice.at).desc()).limit(limit)
    ).all()
    events = _events(ctx, [notice.id for notice in told if notice.what != "comment"])
    comments = _comments(ctx, [notice.id for notice in told if notice.what == "comment"])
    refs = {notice.id: Ref(notice.plugin, notice.kind, notice.record_id) for notice in told}
    users = {user for notice in told if (user := user_ref(notice.actor)) is not None}
    names = ctx.lookup(*refs.values(), *users, *refs_of(events.values()))
    found = []
    for notice in told:
        label = names.get(refs[notice.id])
        if label is None:
            continue
        event = events.get(notice.id)
        if event is not None:
            text = sentence(ctx, event, names)
        else:
            text = ctx.translate(_("New comment on {name}", name=label.name))
        found.append(
            News(
                text=text,
                at=notice.at,
                url=label.url,
                icon=label.icon if event is not None else "message-circle",
                who=who(ctx, notice.actor, names),
                quote=comments.get(notice.id, ""),
                is_new=notice.read_at is None,
            )
        )
    return found


@get("/notices")
def notices_page(ctx: Context) -> Page:
    """What happened to the records that the reader owns or follows."""
    told = notices(ctx)
    return page("records/notices.html", notices=told, unread=sum(one.is_new for one in told))


def _events(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, Envelope]:
    if not ids:
        return {}
    rows = ctx.session.execute(select(event_table.c.data).where(event_table.c.id.in_(ids))).scalars()
    return {event.id: event for event in map(decode, rows)}


def _comments(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    query = select(Comment.id, Comment.text).where(
        col(Comment.id).in_(ids), col(Comment.removed_at).is_(None)
    )
    return dict(ctx.session.exec(query).all())


def _panel(ctx: Context, _subject: object) -> Page:
    return page("records/feed_panel.html", news=recent_news(ctx), live=live_trigger(ctx))


_HAPPENS: Msg = _("What happens in the house")
ROUTES = (notices_page,)
PANELS = (
    Panel(
        name="core.news",
        slot=Slot.OVERVIEW,
        title=_HAPPENS,
        load=_panel,
        order=80,
    ),
)
