"""Saved views: a list's filters, columns and order under a name, for oneself or for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from sqlalchemy import Boolean, String, Uuid, bindparam, text
from sqlmodel import col, select, update

from utblick.context import Context
from utblick.declare import RecordType
from utblick.errors import Forbidden, Invalid, NotFound
from utblick.i18n import _
from utblick.records.prepared import prepare, read_row
from utblick.records.query import Statements
from utblick.records.saved_view import SavedView
from utblick.registry import LoadedPlugin
from utblick.web.request import Values
from utblick.web.routing import Redirect, Route, post, redirect

VIEW, ALL = "view", "all"
_NOT_KEPT = frozenset({VIEW, "after", "before", "from"})


@dataclass(frozen=True, slots=True)
class View:
    """A saved view as the reader of a list meets it."""

    id: UUID
    title: str
    query: str
    shared: bool
    is_default: bool
    is_own: bool

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return parse_qsl(self.query)


def views_of(ctx: Context, plugin: str, record: RecordType, statements: Statements) -> list[View]:
    """The reader's own views of a list and those that others share, by name."""
    ready = statements.prepared(("views",), lambda: prepare(_VIEWS, ctx.platform.database.dialect))
    rows = ready.rows(ctx.session, plugin=plugin, kind=record.kind, reader=ctx.actor.id)
    typed = (read_row(row, ready.readers) for row in rows)
    return [
        View(id_, title, query, bool(shared), is_default and owner == ctx.actor.id, owner == ctx.actor.id)
        for id_, title, query, shared, is_default, owner in typed
    ]


_VIEWS = (
    text(
        "SELECT id, title, query, shared, is_default, owner_id FROM core_saved_view"
        " WHERE plugin = :plugin AND kind = :kind AND (owner_id = :reader OR shared) ORDER BY title, id"
    )
    .bindparams(bindparam("reader", type_=Uuid()))
    .columns(
        id=Uuid(), title=String(), query=String(), shared=Boolean(), is_default=Boolean(), owner_id=Uuid()
    )
)
"""Written out, because every list asks it."""


def chosen(views: Sequence[View], query: Values) -> tuple[View | None, Values]:
    """The view that an address asks for, and what the list is to show.

    An empty address shows the reader's default view; ``view=all`` shows everything.
    """
    asked = query.get(VIEW, "")
    if len(query) > 1 or asked == ALL:
        return next((view for view in views if str(view.id) == asked), None), query
    if asked:
        found = next((view for view in views if str(view.id) == asked), None)
    else:
        found = next((view for view in views if view.is_default), None) if not query else None
    if found is None:
        return None, query
    return found, Values([*found.pairs, (VIEW, str(found.id))])


def routes(plugin: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """Saving and removing views of this list."""
    base = plugin.path(record)

    @post(f"{base}/views", permission=record.read)
    def save(ctx: Context) -> Redirect:
        view = _saved(ctx, plugin.name, record)
        return redirect(f"{base}?{VIEW}={view.id}", _("The view {title} is saved.", title=view.title))

    @post(f"{base}/views/{{view_id:uuid}}/remove", permission=record.read)
    def remove(ctx: Context, view_id: UUID) -> Redirect:
        view = ctx.session.get(SavedView, view_id)
        if view is None or (view.plugin, view.kind) != (plugin.name, record.kind):
            raise NotFound
        if view.owner_id != ctx.actor.id and not (view.shared and ctx.actor.may("core.admin")):
            raise Forbidden
        ctx.session.delete(view)
        return redirect(base, _("The view {title} is removed.", title=view.title))

    return (save, remove)


def _saved(ctx: Context, plugin: str, record: RecordType) -> SavedView:
    assert ctx.request is not None
    form = ctx.request.form
    title = " ".join(form.get("title", "").split())
    if not title or len(title) > 60 or ctx.actor.id is None:
        raise Invalid({"title": _("Give the view a name of at most 60 characters.")})
    pairs = [(name, value) for name, value in parse_qsl(form.get("query", "")) if name not in _NOT_KEPT]
    query = urlencode(pairs)
    if len(query) > 2000:
        raise Invalid({"query": _("There are too many filters to keep.")})
    own = (
        (col(SavedView.owner_id) == ctx.actor.id)
        & (col(SavedView.plugin) == plugin)
        & (col(SavedView.kind) == record.kind)
    )
    if "is_default" in form:
        ctx.session.exec(update(SavedView).where(own).values(is_default=False))
    view = ctx.session.exec(select(SavedView).where(own, SavedView.title == title)).first()
    view = view or SavedView(plugin=plugin, kind=record.kind, title=title, owner_id=ctx.actor.id)
    view.query, view.shared, view.is_default = query, "shared" in form, "is_default" in form
    ctx.session.add(view)
    ctx.session.flush()
    return view
