"""The log of readings: who saw something marked, when and what; never what it said."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from utblick.access.audit import audit
from utblick.context import Context, Ref
from utblick.protection.marks import readings

if TYPE_CHECKING:
    from utblick.context import Actor
    from utblick.platform import Platform
    from utblick.web.request import WebRequest

READ = "secret.read"


def log_readings(ctx: Context) -> None:
    """Write what was read in this session to the log, in its own transaction."""
    _write(ctx, readings(ctx.session))


def log_readings_of(
    session: Session, platform: "Platform", actor: "Actor", request: "WebRequest | None"
) -> None:
    """Write what a session has read, that itself keeps nothing; what cannot be logged is not shown."""
    found = readings(session)
    if found:
        with platform.write(actor, request=request) as writing:
            _write(writing, found)


def _write(ctx: Context, found: set[tuple[str, str, UUID]]) -> None:
    way = ctx.request.path if ctx.request else ""
    for plugin, kind, record_id in sorted(found, key=str):
        audit(ctx, READ, Ref(plugin, kind, record_id), way=way)
