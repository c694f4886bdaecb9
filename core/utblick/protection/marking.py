"""Setting and lifting marks: the record leaves lists and search, or comes back."""

from collections.abc import Sequence

from sqlmodel import col, select

from utblick.access.audit import audit
from utblick.context import Context, Ref
from utblick.declare import RecordType
from utblick.errors import Invalid, NotFound
from utblick.i18n import Msg, _
from utblick.protection.marks import PERSONAL, forget_marks, unmasked
from utblick.protection.models import Mark, MarkSort
from utblick.search import index


def permission_for(record: RecordType, sort: str) -> str:
    """What somebody needs who sets or lifts a mark of this sort."""
    return PERSONAL if sort == MarkSort.BLOCKED else record.read_secret


def set_mark(
    ctx: Context, ref: Ref, sort: MarkSort, *, ground: str = "", reason: str = "", fields: Sequence[str] = ()
) -> Mark:
    """Mark a record; an earlier mark of the same sort is replaced."""
    record = _record(ctx, ref)
    ctx.require(permission_for(record, sort))
    said = {"ground": " ".join(ground.split()), "reason": " ".join(reason.split())}
    problems: dict[str, Msg] = {
        name: _("At most {n} characters.", n=most)
        for name, most in (("ground", 200), ("reason", 500))
        if len(said[name]) > most
    }
    if sort is MarkSort.SECRET and not said["ground"]:
        problems["ground"] = _("Name the provision, such as OSL 22 kap. 1 §.")
    if sort is MarkSort.BLOCKED and not said["reason"]:
        problems["reason"] = _("Say why, in at most {n} characters.", n=500)
    if problems:
        raise Invalid(problems)
    mark = mark_of(ctx, ref, sort) or Mark(
        plugin=ref.plugin, kind=ref.kind, record_id=ref.id, sort=sort, set_at=ctx.now
    )
    mark.fields, mark.ground, mark.reason = sorted(fields), said["ground"], said["reason"]
    mark.set_by, mark.set_at = ctx.actor.mark, ctx.now
    ctx.session.add(mark)
    audit(ctx, f"mark.{sort}", ref)
    _mind(ctx, ref)
    return mark


def lift_mark(ctx: Context, ref: Ref, sort: MarkSort) -> None:
    """Take a mark away; the record is as open as others again."""
    ctx.require(permission_for(_record(ctx, ref), sort))
    mark = mark_of(ctx, ref, sort)
    if mark is None:
        raise NotFound(_("There is no such mark."))
    ctx.session.delete(mark)
    audit(ctx, "mark.lifted", ref, sort=str(sort))
    _mind(ctx, ref)


def mark_of(ctx: Context, ref: Ref, sort: str) -> Mark | None:
    """The mark of this sort on the record."""
    return ctx.session.exec(select(Mark).where(Mark.record_id == ref.id, Mark.sort == sort)).first()


def marks_on(ctx: Context, ref: Ref) -> Sequence[Mark]:
    """Every mark on the record."""
    return ctx.session.exec(select(Mark).where(Mark.record_id == ref.id).order_by(col(Mark.sort))).all()


def _record(ctx: Context, ref: Ref) -> RecordType:
    record = ctx.platform.registry.record(ref.plugin, ref.kind)
    if record is None:
        raise NotFound
    return record


def _mind(ctx: Context, ref: Ref) -> None:
    """Have the search know: it finds what is secret only for those who may read it, and nothing blocked."""
    ctx.session.flush()
    forget_marks(ctx.session)
    record = _record(ctx, ref)
    with unmasked(ctx.session):
        row = ctx.session.get(record.model, ref.id)
        if row is not None:
            index.index_row(ctx.session, ctx.platform.registry.owner(record), record, row)
