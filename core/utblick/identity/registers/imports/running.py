"""Who works on an import now, in steps that can be taken up again by anybody."""

import gc
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

import structlog
from sqlalchemy import or_, select, update
from sqlmodel import col

from utblick.context import Context
from utblick.errors import Conflict, UtblickError
from utblick.i18n import Msg, _
from utblick.identity.registers.imports.applying import apply
from utblick.identity.registers.imports.models import Import
from utblick.identity.registers.imports.staging import LEASE, forget_file, found, stage
from utblick.identity.registers.imports.undoing import undo
from utblick.platform import Platform

log = structlog.get_logger("utblick.import")
FORGOTTEN = timedelta(hours=1)
"""An uploaded file whose columns nobody settled is deleted after this time."""
_WAIT_SECONDS = 10.0

WORK: Mapping[str, Callable[[Platform, UUID], None]] = MappingProxyType(
    {"previewing": stage, "running": apply, "undoing": undo}
)
"""What is done in each state that is work."""


def start(platform: Platform, import_id: UUID) -> None:
    """Begin in the background; what asked for it may still be about to commit."""
    threading.Thread(target=work, args=(platform, import_id), name=f"import-{import_id}", daemon=True).start()


def work(platform: Platform, import_id: UUID) -> None:
    """Do what the import's state asks for, unless somebody else is at it."""
    state = _taken(platform, import_id)
    if state is None:
        return
    try:
        with _seldom_collected():
            WORK[state](platform, import_id)
    except Exception as error:
        log.exception("import_failed", import_id=str(import_id), state=state)
        _fail(platform, import_id, error)


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
    ours = select(col(Import.id)).where(
        col(Import.state).in_(WORK),
        or_(col(Import.leased_until).is_(None), col(Import.leased_until) < ctx.now),
    )
    waiting = list(ctx.session.scalars(ours))
    for import_id in waiting:
        start(ctx.platform, import_id)
    old = select(Import).where(
        col(Import.state) == "uploaded",
        col(Import.uploaded_at) < ctx.now - FORGOTTEN,
        col(Import.stored) != "",
    )
    for row in ctx.session.scalars(old):
        forget_file(ctx.platform, row)
        row.stored = ""
        ctx.session.add(row)
    return _("{n} imports were taken up again.", n=len(waiting)) if waiting else None


def _taken(platform: Platform, import_id: UUID) -> str | None:
    """The state to work on, once the lease is ours; waits a moment for the commit that asked for it."""
    until = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < until:
        with platform.write() as ctx:
            taken = ctx.session.execute(
                update(Import)
                .where(
                    col(Import.id) == import_id,
                    col(Import.state).in_(WORK),
                    or_(col(Import.leased_until).is_(None), col(Import.leased_until) < ctx.now),
                )
                .values(leased_until=ctx.now + LEASE)
            )
            if taken.rowcount:  # type: ignore[attr-defined]
                return found(ctx, import_id).state
            row = ctx.session.get(Import, import_id)
            if row is not None and row.leased_until is not None and row.leased_until > ctx.now:
                return None
        time.sleep(0.1)
    return None


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let Python look for garbage less often meanwhile: it costs a fifth of the time and finds nothing."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _fail(platform: Platform, import_id: UUID, error: Exception) -> None:
    """Say why it stopped; what was applied stays applied, and the rest can be run again."""
    with platform.write() as ctx:
        row = found(ctx, import_id)
        row.state = "uploaded" if row.state == "previewing" and row.stored else "failed"
        said = error.message if isinstance(error, UtblickError) else _("Something unexpected happened.")
        language = platform.settings.municipality.languages[0]
        row.error, row.leased_until = platform.catalogue.translate(said, language)[:1000], None
        ctx.session.add(row)
