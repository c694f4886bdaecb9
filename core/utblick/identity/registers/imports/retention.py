"""The rows of a file hold contact details: they are kept while an import can be undone, and no longer."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlmodel import col

from utblick.context import Context
from utblick.errors import Gone
from utblick.i18n import Msg, _, ngettext
from utblick.identity.registers.imports.models import Import, ImportRow
from utblick.identity.registers.imports.staging import forget_file

CLOSED = "closed"
"""The state of an import that can no longer be undone, nor gone on with: its rows are removed."""
_APPLIED = ("done", "failed")
_NEVER_APPLIED = ("uploaded", "previewed")


def kept_until(ctx: Context, job: Import) -> datetime:
    """When the rows of an import are removed; until then it can be undone."""
    days = ctx.settings.imports.keep_rows_days
    return (job.finished_at or job.uploaded_at) + timedelta(days=days)


def is_emptied(ctx: Context, job: Import) -> bool:
    """Whether the rows of an import that had some are removed."""
    first = select(col(ImportRow.row)).where(col(ImportRow.import_id) == job.id).limit(1)
    return bool(job.total) and ctx.session.scalars(first).first() is None


def require_rows(ctx: Context, job: Import) -> None:
    """Raise `Gone` when the rows of an import are removed."""
    if is_emptied(ctx, job):
        raise Gone(REMOVED)


def remove_old_rows(ctx: Context) -> Msg | None:
    """Remove the rows of imports whose time is up; a file that was never brought in goes altogether."""
    removed = 0
    for job in _overdue(ctx):
        rows = delete(ImportRow).where(col(ImportRow.import_id) == job.id)
        removed += ctx.session.execute(rows).rowcount  # type: ignore[attr-defined]
        if job.state in _NEVER_APPLIED:
            forget_file(ctx.platform, job)
            ctx.session.delete(job)
        elif job.state in _APPLIED:
            job.state, job.duplicates = CLOSED, []
            ctx.session.add(job)
    return ngettext("{n} row was removed.", "{n} rows were removed.", n=removed) if removed else None


def _overdue(ctx: Context) -> list[Import]:
    until = ctx.now - timedelta(days=ctx.settings.imports.keep_rows_days)
    at_rest = col(Import.state).in_((*_APPLIED, *_NEVER_APPLIED, "undone"))
    old = select(Import).where(at_rest, func.coalesce(Import.finished_at, Import.uploaded_at) <= until)
    return list(ctx.session.scalars(old))


REMOVED = _("The rows of this file have been removed, as they held contact details. What was imported stays.")
