"""The audit log: who did what to whom or what, and from where; ids only, never names."""

from typing import Any

from utblick.access.models import AuditEntry
from utblick.context import Context


def audit(ctx: Context, action: str, object: object = "", *, actor: str = "", **details: Any) -> None:
    """Write a line to the audit log, in the caller's transaction.

    `action` is dotted, as in ``sign_in.failed`` or ``records.exported``; `object` is a reference or
    ``user/<id>``. Details are plain values, without personal data beyond ids.
    """
    ctx.session.add(
        AuditEntry(
            at=ctx.now,
            actor=actor or ctx.actor.mark,
            action=action,
            object=str(object)[:200],
            details=details,
            remote=ctx.request.remote if ctx.request else "",
        )
    )
