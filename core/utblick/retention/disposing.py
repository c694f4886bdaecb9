"""What becomes of one row: removed with all that stands beside it, or emptied of what names somebody."""

from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from utblick.context import Context, Ref
from utblick.declare import Disposal
from utblick.errors import Conflict
from utblick.i18n import _
from utblick.records.history import erase_history, forgetting
from utblick.records.privacy import erase_beside
from utblick.retention.rules import Rule, record_type


def dispose(ctx: Context, rule: Rule, row_id: UUID, action: Disposal) -> None:
    """Do it, or raise a `UtblickError` that says why the row must stay; then nothing of it was done."""
    try:
        with forgetting(ctx.session), ctx.session.begin_nested():
            _perform(ctx, rule, row_id, action)
            ctx.session.flush()
    except IntegrityError as error:
        raise Conflict(_("Other records are in use of it. They must go first.")) from error


def _perform(ctx: Context, rule: Rule, row_id: UUID, action: Disposal) -> None:
    if rule.declared.perform is not None:
        rule.declared.perform(ctx, row_id, action)
        return
    row = ctx.session.get(rule.declared.model, row_id)
    if row is None:
        raise Conflict(_("It is not there any more."))
    if action is Disposal.ANONYMISE:
        _empty(row, rule.declared.empties)
        ctx.session.add(row)
    else:
        _remove(ctx, rule, row, row_id)


def _remove(ctx: Context, rule: Rule, row: SQLModel, row_id: UUID) -> None:
    record = record_type(ctx, rule)
    if record is not None:
        erase_beside(ctx, row_id)
    ctx.session.delete(row)
    ctx.session.flush()
    if record is not None:
        erase_history(ctx, Ref(rule.plugin, record.kind, row_id))


def _empty(row: SQLModel, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(row, name, _blank(row, name))


def _blank(row: SQLModel, name: str) -> Any:
    """What an empty column holds: nothing where it may, else what a new row has there, else no text."""
    column = type(row).__table__.c[name]  # type: ignore[attr-defined]
    if column.nullable:
        return None
    field = type(row).model_fields[name]
    return "" if field.is_required() else field.get_default(call_default_factory=True)
