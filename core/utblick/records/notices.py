"""What happens to the records that somebody owns or follows, told by the bell."""

from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Dialect, Integer, Uuid, bindparam, delete, text, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from utblick.access.models import User
from utblick.bus.event import Envelope
from utblick.context import Context, Ref
from utblick.db.inserting import insert_into
from utblick.declare import Job, Kind, Subscriber, daily
from utblick.errors import NotFound
from utblick.i18n import Msg, _, ngettext
from utblick.records.address import readable, url_of, way_back
from utblick.records.labels import columns
from utblick.records.models import Follow, Notice
from utblick.records.prepared import Prepared, prepare, read_row
from utblick.records.sentences import user_ref
from utblick.records.values import row
from utblick.web.routing import Redirect, post, redirect

COUNTED = 100
"""The bell counts so far; beyond that it says 99+."""
KEPT = timedelta(days=180)


def unread(ctx: Context) -> int:
    """How many notices of enabled plugins the reader has not seen; counted up to a hundred."""
    if ctx.actor.id is None:
        return 0
    enabled = tuple(plugin.name for plugin in ctx.platform.registry.plugins)
    counting = _counting(ctx.platform.database.dialect, enabled)
    return int(counting.rows(ctx.session, reader=ctx.actor.id, most=COUNTED)[0][0])


@lru_cache(maxsize=4)
def _counting(dialect: Dialect, enabled: tuple[str, ...]) -> Prepared:
    """Written out, because every page asks it."""
    names = {f"plugin_{place}": name for place, name in enumerate(enabled)}
    places = ", ".join(f":{place}" for place in names)
    asked = text(
        "SELECT count(*) FROM (SELECT 1 FROM core_notice WHERE user_id = :reader AND read_at IS NULL"  # noqa: S608
        f" AND plugin IN ({places}) LIMIT :most) waiting"
    )
    bound = asked.bindparams(bindparam("reader", type_=Uuid()), **names)
    return prepare(bound.columns(n=Integer()), dialect)


def follow(ctx: Context, ref: Ref) -> None:
    """Have the acting user hear of what happens to the record."""
    if ctx.actor.kind != "user" or ctx.actor.id is None:
        return
    values: dict[str, object] = {
        "user_id": ctx.actor.id,
        "record_id": ref.id,
        "plugin": ref.plugin,
        "kind": ref.kind,
        "since": ctx.now,
    }
    _insert_new(ctx, Follow, [values])


def followed(ctx: Context, plugin: str, kind: str) -> SelectOfScalar[UUID]:
    """A query for the ids of the records of a kind that the reader follows, to narrow others by."""
    return select(Follow.record_id).where(
        Follow.user_id == ctx.actor.id, Follow.plugin == plugin, Follow.kind == kind
    )


def tell_followers(ctx: Context, ref: Ref, *, notice_id: UUID, what: str) -> None:
    """Tell those who own or follow a record that something happened to it, except who did it.

    `what` is the name of an event, or ``comment``. Telling of the same thing twice is telling once.
    """
    ctx.session.flush()
    heard = {user: ref for user in _listeners(ctx, ref) if user != ctx.actor.id}
    _tell(ctx, heard, notice_id=notice_id, what=what, actor=ctx.actor.mark)


def tell_of_event(ctx: Context, event: Envelope) -> None:
    """Tell those who own or follow one of the records that an event names, each once."""
    actor = user_ref(event.actor)
    found: dict[UUID, Ref] = {}
    for ref in event.refs:
        for user in _listeners(ctx, ref):
            if actor is None or user != actor.id:
                found.setdefault(user, ref)
    _tell(ctx, found, notice_id=event.id, what=event.name, actor=event.actor)


def pass_followers(ctx: Context, ref: Ref, to: Ref) -> None:
    """Have those who follow a record follow the one that takes its place, too."""
    following = select(Follow.user_id).where(col(Follow.record_id) == ref.id)
    rows: list[dict[str, object]] = [
        {"user_id": user, "record_id": to.id, "plugin": to.plugin, "kind": to.kind, "since": ctx.now}
        for user in ctx.session.exec(following)
    ]
    _insert_new(ctx, Follow, rows)


@post("/records/{plugin:str}/{kind:str}/{record_id:uuid}/follow")
def toggle(ctx: Context, *, plugin: str, kind: str, record_id: UUID) -> Redirect:
    """Follow a record, or stop following it."""
    record = readable(ctx, plugin, kind, record_id)
    stored = row(ctx, record, record_id)
    if ctx.actor.id is None:
        raise NotFound
    gone = ctx.session.connection().execute(
        delete(Follow).where(col(Follow.user_id) == ctx.actor.id, col(Follow.record_id) == stored.id)
    )
    said = _("You no longer follow this.")
    if not gone.rowcount:
        follow(ctx, Ref(plugin, kind, stored.id))
        said = _("You follow this now: the bell tells you what happens.")
    return redirect(way_back(ctx, url_of(ctx, record, record_id)), said)


@post("/notices/read")
def read_all(ctx: Context) -> Redirect:
    """Mark every notice of the reader as seen."""
    if ctx.actor.id is not None:
        seen = update(Notice).where(*_waiting(ctx.actor.id)).values(read_at=ctx.now)
        ctx.session.connection().execute(seen)
    return redirect("/notices")


def forget_old(ctx: Context) -> Msg | None:
    """Delete notices that nobody will look for any more."""
    old = delete(Notice).where(col(Notice.at) < ctx.now - KEPT)
    gone = ctx.session.connection().execute(old).rowcount
    return ngettext("{n} old notice was deleted.", "{n} old notices were deleted.", gone) if gone else None


def _waiting(user_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return col(Notice.user_id) == user_id, col(Notice.read_at).is_(None)


def _listeners(ctx: Context, ref: Ref) -> set[UUID]:
    """Who owns or follows the record."""
    record = ctx.platform.registry.record(ref.plugin, ref.kind)
    owned = tuple(field.name for field in record.fields if field.kind is Kind.USER) if record else ()
    table = columns(record)["id"].table.name if record and owned else ""
    asking = _asking(ctx.platform.database.dialect, table, owned)
    rows = asking.rows(ctx.session, record=ref.id)
    return {user for row in rows for user in read_row(row, asking.readers)}


@lru_cache(maxsize=200)
def _asking(dialect: Dialect, table: str, owned: tuple[str, ...]) -> Prepared:
    """Written out, because it is asked of every record that an event names."""
    asked = "SELECT user_id FROM core_follow WHERE record_id = :record"
    for name in owned:
        asked += f" UNION SELECT {name} FROM {table} WHERE id = :record AND {name} IS NOT NULL"  # noqa: S608
    bound = text(asked).bindparams(bindparam("record", type_=Uuid()))
    return prepare(bound.columns(user_id=Uuid()), dialect)


def _tell(ctx: Context, listeners: dict[UUID, Ref], *, notice_id: UUID, what: str, actor: str) -> None:
    if not listeners:
        return
    known = ctx.session.exec(select(User.id).where(col(User.id).in_(listeners))).all()
    rows: list[dict[str, object]] = [
        {
            "user_id": user,
            "id": notice_id,
            "plugin": ref.plugin,
            "kind": ref.kind,
            "record_id": ref.id,
            "what": what,
            "actor": actor[:80],
            "at": ctx.now,
        }
        for user, ref in listeners.items()
        if user in known
    ]
    _insert_new(ctx, Notice, rows)


def _insert_new(ctx: Context, model: type[Follow] | type[Notice], rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    connection = ctx.session.connection()
    connection.execute(insert_into(model, connection.dialect).on_conflict_do_nothing(), rows)


ROUTES = (toggle, read_all)
SUBSCRIBERS = (
    Subscriber(event="*", reads=Envelope, handle=tell_of_event, name="core.notices", ordered=False),
)
JOBS = (Job(name="core.old_notices", title=_("Delete old notices"), schedule=daily(3, 40), run=forget_old),)
