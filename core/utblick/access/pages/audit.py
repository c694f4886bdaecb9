"""The audit log on a page: who did what, filtered by action, actor and day, and as a file."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from utblick.access import queries
from utblick.access.audit import ACTIONS, audit
from utblick.access.models import AuditEntry
from utblick.access.pages.audit_words import lines
from utblick.access.pages.reading import query
from utblick.context import Context
from utblick.i18n import Msg, _
from utblick.spreadsheets import csv_lines, neutral
from utblick.web.routing import Download, Page, get, page

PERMISSION = "core.audit"
PLACE = "/admin/audit"
_ROWS = 50
_MOST = 100_000


@get(PLACE, permission=PERMISSION)
def show(ctx: Context) -> Page:
    """The latest entries that fit the filter; older ones by the link below."""
    rows = list(ctx.session.exec(_entries(ctx).limit(_ROWS + 1)))
    shown = rows[:_ROWS]
    return page(
        "access/audit.html",
        rows=lines(ctx, shown),
        older=shown[-1].id if len(rows) > _ROWS else None,
        actions=[(name, ctx.translate(title)) for name, title in ACTIONS.items()],
        chosen={name: query(ctx, name) for name in ("action", "actor", "from", "to")},
        wrong_day=any(query(ctx, name) and _day(query(ctx, name)) is None for name in ("from", "to")),
        staff=_everybody(ctx),
    )


@get(f"{PLACE}/export.csv", permission=PERMISSION, slow=True)
def export(ctx: Context) -> Download:
    """The entries that fit the filter, as a file; that it was taken is itself an entry."""
    with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
        audit(writing, "audit.exported")
    rows = ctx.session.exec(_entries(ctx).limit(_MOST))
    return Download(
        f"utblick-audit-{ctx.now:%Y-%m-%d}.csv", b"".join(csv_lines(_cells(rows))), "text/csv; charset=utf-8"
    )


def _entries(ctx: Context) -> SelectOfScalar[AuditEntry]:
    wanted = select(AuditEntry)
    if query(ctx, "action"):
        wanted = wanted.where(AuditEntry.action == query(ctx, "action"))
    if query(ctx, "actor"):
        wanted = wanted.where(AuditEntry.actor == query(ctx, "actor"))
    zone = ctx.settings.municipality.zone
    begin, end = _day(query(ctx, "from")), _day(query(ctx, "to"))
    if begin is not None:
        wanted = wanted.where(AuditEntry.at >= datetime.combine(begin, time(), zone))
    if end is not None:
        wanted = wanted.where(AuditEntry.at < datetime.combine(end + timedelta(days=1), time(), zone))
    before = _id(query(ctx, "before"))
    if before is not None:
        wanted = wanted.where(AuditEntry.id < before)
    return wanted.order_by(col(AuditEntry.id).desc())


def _cells(rows: Iterator[AuditEntry]) -> Iterator[Sequence[str]]:
    yield "at", "actor", "action", "object", "details", "remote"
    for row in rows:
        details = "; ".join(f"{name}={value}" for name, value in sorted(row.details.items()))
        cells = (row.at.isoformat(), row.actor, row.action, row.object, details, row.remote)
        yield [neutral(cell) for cell in cells]


def _everybody(ctx: Context) -> list[tuple[str, str | Msg]]:
    people = [(f"user/{row.id}", row.name) for row in queries.users(ctx)]
    return [
        *people,
        ("nobody", ctx.translate(_("Nobody signed in"))),
        ("system", ctx.translate(_("The system"))),
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
