"""Pages of marks: setting and lifting them on a record, which records have one, and who has read them."""

from uuid import UUID

from sqlmodel import col, select

from utblick.access.models import AuditEntry
from utblick.access.pages.audit_words import lines
from utblick.context import Context, Ref
from utblick.declare import RecordType
from utblick.errors import Forbidden, Invalid, NotFound
from utblick.i18n import Msg, _
from utblick.protection.marking import lift_mark, marks_on, permission_for, set_mark
from utblick.protection.marks import PERSONAL
from utblick.protection.models import Mark, MarkSort
from utblick.protection.readings import READ
from utblick.records.address import name_of, readable, url_of
from utblick.records.values import row
from utblick.web.routing import Page, Redirect, get, page, post, redirect

_PLACE = "/records/{plugin:str}/{kind:str}/{record_id:uuid}/marks"
_ROWS = 200
_READINGS = 100


@get(_PLACE)
def show(ctx: Context, *, plugin: str, kind: str, record_id: UUID) -> Page:
    """The marks of a record, for those who may set one."""
    return _page(ctx, Ref(plugin, kind, record_id), {})


@post(_PLACE)
def mark(ctx: Context, *, plugin: str, kind: str, record_id: UUID) -> Page | Redirect:
    """Set a mark, or lift it."""
    assert ctx.request is not None
    ref, form = Ref(plugin, kind, record_id), ctx.request.form
    record = readable(ctx, plugin, kind, record_id)
    row(ctx, record, record_id)
    try:
        sort = MarkSort(form.get("sort", ""))
    except ValueError:
        raise NotFound from None
    here = url_of(ctx, record, record_id)
    if form.get("do") == "lift":
        lift_mark(ctx, ref, sort)
        return redirect(here, _("The mark is lifted."))
    try:
        set_mark(ctx, ref, sort, ground=form.get("ground", ""), reason=form.get("reason", ""))
    except Invalid as refused:
        return _page(ctx, ref, {(sort, name): said for name, said in refused.by_field.items()})
    said = _("The record is marked as secret.") if sort is MarkSort.SECRET else _("The record is blocked.")
    return redirect(here, said)


@get("/admin/personal-data/marks", permission=PERSONAL)
def show_marks(ctx: Context) -> Page:
    """Every record that has a mark, the latest first; by name where the reader may read it."""
    found = ctx.session.exec(select(Mark).order_by(col(Mark.set_at).desc()).limit(_ROWS)).all()
    refs = {one.id: Ref(one.plugin, one.kind, one.record_id) for one in found}
    names = ctx.lookup(*refs.values())
    return page("protection/marks.html", marks=[(one, names.get(refs[one.id])) for one in found])


@get("/admin/personal-data/readings", permission=PERSONAL)
def show_readings(ctx: Context) -> Page:
    """Who has read something marked, when and what; the content is not in the log."""
    wanted = select(AuditEntry).where(AuditEntry.action == READ)
    before = ctx.request.query.uuid("before") if ctx.request else None
    if before is not None:
        wanted = wanted.where(AuditEntry.id < before)
    found = ctx.session.exec(wanted.order_by(col(AuditEntry.id).desc()).limit(_READINGS + 1)).all()
    shown = found[:_READINGS]
    older = str(shown[-1].id) if len(found) > _READINGS else ""
    return page("protection/readings.html", rows=lines(ctx, shown), older=older)


def _page(ctx: Context, ref: Ref, problems: dict[tuple[str, str], Msg]) -> Page:
    record = readable(ctx, ref.plugin, ref.kind, ref.id)
    stored = row(ctx, record, ref.id)
    sorts = _sorts(ctx, record)
    if not sorts:
        raise Forbidden
    form = ctx.request.form if ctx.request and problems else {}
    return page(
        "protection/mark.html",
        status=422 if problems else 200,
        ref=ref,
        name=name_of(record, stored),
        here=url_of(ctx, record, ref.id),
        sorts=sorts,
        marks={one.sort: one for one in marks_on(ctx, ref)},
        problems={f"{sort}-{name}": said for (sort, name), said in problems.items()},
        typed={name: form.get(name, "") for name in ("ground", "reason")},
    )


def _sorts(ctx: Context, record: RecordType) -> list[str]:
    """The sorts of mark that the reader may set on such a record."""
    return [str(sort) for sort in MarkSort if ctx.actor.may(permission_for(record, sort))]


ROUTES = (show, mark, show_marks, show_readings)
