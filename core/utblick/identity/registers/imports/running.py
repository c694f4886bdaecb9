"""Who works on an import now, in steps that can be taken up again by anybody."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from utblick.context import Context
from utblick.errors import Conflict
from utblick.i18n import Msg, _
from utblick.identity.registers.imports.applying import apply
from utblick.identity.registers.imports.models import Import
from utblick.identity.registers.imports.staging import LEASE, forget_file, found, stage
from utblick.identity.registers.imports.undoing import undo
from utblick.jobs.work import LongWork
from utblick.platform import Platform

FORGOTTEN = timedelta(hours=1)
"""An uploaded file whose columns nobody settled is deleted after this time."""

WORK: Mapping[str, Callable[[Platform, UUID], None]] = MappingProxyType(
    {"previewing": stage, "running": apply, "undoing": undo}
)
"""What is done in each state that is work."""


def ask_to_run(ctx: Context, row: Import) -> None:
    """Let the rows be applied: after the preview, or again after a failure."""
    if row.state not in {"previewed", "failed"} or not row.total:
        raise Conflict(_("This import cannot be run now. Look at its state."))
    row.state, row.error = "running", ""
    row.done = 0 if row.state == "previewed" else row.done
    ctx.session.add(row)


def ask_to_undo(ctx: Context, row: Import) -> None:
    """Let everything that the import did be taken back."""
    if row.state == "closed":
        raise Conflict(_("The rows of this import have been removed, so it can no longer be undone."))
    if row.state != "done":
        raise Conflict(_("Only an import that is done can be undone."))
    row.state, row.done = "undoing", 0
    ctx.session.add(row)


def take_up(ctx: Context) -> Msg | None:
    """Go on with imports whose worker is gone, and forget files that nobody came back for."""
    waiting = IMPORTS.take_up(ctx)
    old = select(Import).where(
        col(Import.state) == "uploaded",
        col(Import.uploaded_at) < ctx.now - FORGOTTEN,
        col(Import.stored) != "",
    )
    for row in ctx.session.scalars(old):
        forget_file(ctx.platform, row)
        row.stored = ""
        ctx.session.add(row)
    return _("{n} imports were taken up again.", n=waiting) if waiting else None


def _fail(ctx: Context, import_id: UUID, reason: Msg) -> None:
    """Say why it stopped; what was applied stays applied, and the rest can be run again."""
    row = found(ctx, import_id)
    row.state = "uploaded" if row.state == "previewing" and row.stored else "failed"
    language = ctx.settings.municipality.languages[0]
    row.error = ctx.platform.catalogue.translate(reason, language)[:1000]
    row.leased_until = None
    ctx.session.add(row)


IMPORTS = LongWork(name="import", model=Import, steps=WORK, failed=_fail, lease=LEASE)
