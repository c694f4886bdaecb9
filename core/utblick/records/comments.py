"""What staff write to one another about a record."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import SQLModel

from utblick.context import Context, Ref
from utblick.declare import RecordType
from utblick.errors import Conflict, Forbidden, Invalid, NotFound
from utblick.i18n import Msg, _
from utblick.records.address import readable, url_of, way_back
from utblick.records.models import Comment
from utblick.records.notices import follow, tell_followers
from utblick.records.values import row
from utblick.web.request import Values
from utblick.web.routing import Page, Redirect, get, page, post, redirect

OWN_TIME = timedelta(minutes=15)
LONGEST = 5000


def comment(ctx: Context, ref: Ref, text: str) -> Comment:
    """Write a comment about a record; who writes follows the record from then on. Raises `Invalid`."""
    written = _checked(text)
    made = Comment(
        plugin=ref.plugin,
        kind=ref.kind,
        record_id=ref.id,
        text=written,
        author_id=ctx.actor.id,
        created_at=ctx.now,
    )
    ctx.session.add(made)
    ctx.session.flush()
    follow(ctx, ref)
    tell_followers(ctx, ref, notice_id=made.id, what="comment")
    return made


def held_back(ctx: Context, record: RecordType, stored: SQLModel) -> Msg | None:
    """Why nothing may be written about a record; None when it may."""
    return record.no_comments(ctx, stored) if record.no_comments is not None else None


@post("/records/{plugin:str}/{kind:str}/{record_id:uuid}/comments")
def add(ctx: Context, *, plugin: str, kind: str, record_id: UUID) -> Page | Redirect:
    """Write a comment from a record's page."""
    record = readable(ctx, plugin, kind, record_id)
    ctx.require(record.write)
    stored = row(ctx, record, record_id)
    _require_open(ctx, record, stored)
    here = url_of(ctx, record, record_id)
    text = _form(ctx).get("text", "")
    try:
        comment(ctx, Ref(plugin, kind, stored.id), text)
    except Invalid as refused:
        action = f"/records/{plugin}/{kind}/{record_id}/comments"
        return _edit_page(ctx, record, action=action, here=here, text=text, refused=refused)
    return redirect(way_back(ctx, here), _("Your comment is there."))


@get("/comments/{comment_id:uuid}/edit")
def edit(ctx: Context, *, comment_id: UUID) -> Page:
    """The form for one's own comment."""
    found, record = _own(ctx, comment_id)
    here = url_of(ctx, record, found.record_id)
    return _edit_page(ctx, record, action=f"/comments/{comment_id}/edit", here=here, text=found.text)


@post("/comments/{comment_id:uuid}/edit")
def change(ctx: Context, *, comment_id: UUID) -> Page | Redirect:
    """Change one's own comment while it is fresh."""
    found, record = _own(ctx, comment_id)
    _require_open(ctx, record, row(ctx, record, found.record_id))
    here = url_of(ctx, record, found.record_id)
    text = _form(ctx).get("text", "")
    try:
        found.text = _checked(text)
    except Invalid as refused:
        action = f"/comments/{comment_id}/edit"
        return _edit_page(ctx, record, action=action, here=here, text=text, refused=refused)
    found.edited_at = ctx.now
    ctx.session.add(found)
    return redirect(f"{here}#what-happened", _("Your comment has been changed."))


@get("/comments/{comment_id:uuid}/remove")
def ask(ctx: Context, *, comment_id: UUID) -> Page:
    """The question before a comment is removed."""
    found, record = _removable(ctx, comment_id)
    return page(
        "records/comment_remove.html",
        record=record,
        comment=found,
        here=url_of(ctx, record, found.record_id),
    )


@post("/comments/{comment_id:uuid}/remove")
def remove(ctx: Context, *, comment_id: UUID) -> Redirect:
    """Empty a comment; that there was one stays to be seen."""
    found, record = _removable(ctx, comment_id)
    found.text, found.removed_at, found.removed_by = "", ctx.now, ctx.actor.id
    ctx.session.add(found)
    here = url_of(ctx, record, found.record_id)
    return redirect(f"{here}#what-happened", _("The comment has been removed."))


def _require_open(ctx: Context, record: RecordType, stored: SQLModel) -> None:
    why = held_back(ctx, record, stored)
    if why is not None:
        raise Conflict(why)


def _checked(text: str) -> str:
    written = text.replace("\r\n", "\n").strip()
    if not written:
        raise Invalid({"text": _("Write something first.")})
    if len(written) > LONGEST:
        raise Invalid({"text": _("Write at most {n} characters.", n=LONGEST)})
    return written


def _found(ctx: Context, comment_id: UUID) -> tuple[Comment, RecordType]:
    found = ctx.session.get(Comment, comment_id)
    if found is None or found.removed_at is not None:
        raise NotFound
    return found, readable(ctx, found.plugin, found.kind, found.record_id)


def _own(ctx: Context, comment_id: UUID) -> tuple[Comment, RecordType]:
    found, record = _found(ctx, comment_id)
    if found.author_id != ctx.actor.id:
        raise Forbidden(_("Only who wrote a comment can change it."))
    if ctx.now - found.created_at > OWN_TIME:
        raise Conflict(_("A comment can be changed for 15 minutes. Write a new one instead."))
    return found, record


def _removable(ctx: Context, comment_id: UUID) -> tuple[Comment, RecordType]:
    found, record = _found(ctx, comment_id)
    if found.author_id != ctx.actor.id:
        ctx.require("core.admin")
    return found, record


def _edit_page(
    ctx: Context, record: RecordType, *, action: str, here: str, text: str, refused: Invalid | None = None
) -> Page:
    problems = refused.by_field if refused else {}
    return page(
        "records/comment_edit.html",
        status=422 if refused else 200,
        record=record,
        action=action,
        here=here,
        text=text,
        problems=problems,
    )


def _form(ctx: Context) -> Values:
    return ctx.request.form if ctx.request else Values()


ROUTES = (add, edit, change, ask, remove)
