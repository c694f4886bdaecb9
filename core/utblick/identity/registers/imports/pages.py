"""The pages of an import: upload, columns, preview, progress, result."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlmodel import col

from utblick.access.audit import audit
from utblick.context import Context
from utblick.declare import Link
from utblick.errors import Conflict, Invalid, UtblickError
from utblick.i18n import Msg, _
from utblick.i18n.message import unpacked
from utblick.identity.models import Organisation
from utblick.identity.registers.columns import guess_columns
from utblick.identity.registers.fields import FIELDS
from utblick.identity.registers.imports import report, retention, running, staging
from utblick.identity.registers.imports.models import Import, ImportRow
from utblick.web.routing import Download, Page, Redirect, get, page, post, redirect

HOME = "/organisations/import"
SHOWN = 50
_UNCERTAIN = and_(col(ImportRow.is_certain).is_(False), col(ImportRow.verdict) == "duplicate")
_FILTERS: dict[str, ColumnElement[bool]] = {
    "new": col(ImportRow.verdict) == "new",
    "update": col(ImportRow.verdict) == "update",
    "duplicate": col(ImportRow.verdict) == "duplicate",
    "decide": _UNCERTAIN,
    "error": col(ImportRow.verdict) == "error",
    "problems": col(ImportRow.has_problems).is_(True),
    "left": or_(col(ImportRow.outcome) == "left", col(ImportRow.outcome) == "skipped"),
}


@get(HOME, permission="core.import")
def overview(ctx: Context) -> Page:
    """Upload a register, and the imports made so far."""
    return _start(ctx)


@post(HOME, permission="core.import", max_body=1_000_000_000)
def upload(ctx: Context) -> Page | Redirect:
    """Receive a file; a file that is no register is refused with what to do."""
    assert ctx.request is not None
    files = ctx.request.uploads.get("file", [])
    if not files or not files[0].name:
        return _start(ctx, error=_("Choose a file."))
    try:
        row = staging.receive(ctx, files[0].name, files[0].file)
    except UtblickError as refused:
        return _start(ctx, error=refused.message, status=refused.status)
    return redirect(_address(row))


@get(HOME + "/{import_id:uuid}", permission="core.import", slow=True)
def show(ctx: Context, import_id: UUID) -> Page:
    """The import as it stands: columns to settle, work under way, a preview, or a result."""
    row = staging.found(ctx, import_id)
    if row.state == "uploaded":
        return _columns(ctx, row)
    if row.state in running.WORK:
        return page("imports/progress.html", job=row)
    return _rows(ctx, row)


@post(HOME + "/{import_id:uuid}/columns", permission="core.import")
def columns(ctx: Context, import_id: UUID) -> Page | Redirect:
    """Settle the columns and let the file be read."""
    assert ctx.request is not None
    row = staging.found(ctx, import_id)
    headers, fields = ctx.request.form.all("header"), ctx.request.form.all("field")
    mapping = dict(zip(headers, fields, strict=False))
    try:
        staging.choose_columns(ctx, row, mapping)
    except Invalid as refused:
        return _columns(ctx, row, chosen=mapping, error=refused.message)
    running.IMPORTS.start(ctx.platform, row.id)
    return redirect(_address(row))


@get(HOME + "/{import_id:uuid}/progress", permission="core.import")
def progress(ctx: Context, import_id: UUID) -> Page | Redirect:
    """The bar alone, asked for again and again; leads on when the work is done."""
    row = staging.found(ctx, import_id)
    if row.state not in running.WORK:
        return redirect(_address(row))
    return page("imports/progress.html", block="bar", job=row)


@post(HOME + "/{import_id:uuid}/run", permission="core.import")
def run(ctx: Context, import_id: UUID) -> Redirect:
    """Bring the rows in."""
    row = staging.found(ctx, import_id)
    running.ask_to_run(ctx, row)
    running.IMPORTS.start(ctx.platform, row.id)
    return redirect(_address(row))


@post(HOME + "/{import_id:uuid}/undo", permission="core.import")
def undo(ctx: Context, import_id: UUID) -> Redirect:
    """Take the import back."""
    row = staging.found(ctx, import_id)
    running.ask_to_undo(ctx, row)
    running.IMPORTS.start(ctx.platform, row.id)
    return redirect(_address(row))


@post(HOME + "/{import_id:uuid}/discard", permission="core.import")
def discard(ctx: Context, import_id: UUID) -> Redirect:
    """Throw the upload away."""
    staging.discard(ctx, staging.found(ctx, import_id))
    return redirect(HOME, _("The file was thrown away. Nothing was imported."))


@post(HOME + "/{import_id:uuid}/rows/{number:int}", permission="core.import")
def decide(ctx: Context, import_id: UUID, number: int) -> Redirect:
    """Say what a row is that resembles an organisation without being certain."""
    assert ctx.request is not None
    job, row = staging.found(ctx, import_id), ctx.session.get(ImportRow, (import_id, number))
    decision = ctx.request.form.get("decision", "")
    if job.state != "previewed" or row is None or row.is_certain or decision not in {"same", "new", "skip"}:
        raise Conflict(_("Nothing can be decided about this row now."))
    row.decision = decision
    ctx.session.add(row)
    return redirect(f"{_address(job)}?show=decide&after={max(0, number - SHOWN // 2)}")


@get(HOME + "/{import_id:uuid}/report.csv", permission="core.import", slow=True)
def report_csv(ctx: Context, import_id: UUID) -> Download:
    """The report for a spreadsheet."""
    row = _reported(ctx, import_id)
    return Download(f"{row.file}.csv", b"".join(report.as_csv(ctx, row)), "text/csv; charset=utf-8")


@get(HOME + "/{import_id:uuid}/report.xlsx", permission="core.import", slow=True)
def report_xlsx(ctx: Context, import_id: UUID) -> Download:
    """The report as a workbook."""
    row = _reported(ctx, import_id)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Download(f"{row.file}.xlsx", report.as_workbook(ctx, row), kind)


def _reported(ctx: Context, import_id: UUID) -> Import:
    """The import whose report is taken out; what it holds about people leaves the house, and that is kept."""
    row = staging.found(ctx, import_id)
    retention.require_rows(ctx, row)
    with ctx.platform.write(ctx.actor, request=ctx.request) as writing:
        audit(writing, "import.reported", f"import/{row.id}", rows=row.counts.get("rows", 0))
    return row


def _start(ctx: Context, *, error: Msg | None = None, status: int = 422) -> Page:
    jobs = ctx.session.scalars(select(Import).order_by(col(Import.uploaded_at).desc()).limit(30)).all()
    return page(
        "imports/start.html", jobs=jobs, error=error, most=ctx.settings.web.upload_mb,
        states=STATES, status=status if error else 200,
    )  # fmt: skip


def _columns(
    ctx: Context, row: Import, *, chosen: dict[str, str] | None = None, error: Msg | None = None
) -> Page:
    try:
        table = staging.table_of(ctx, row)
        found = guess_columns(table)
    except UtblickError as refused:
        return page("imports/refused.html", job=row, reason=refused.message)
    earlier = ctx.session.scalars(
        select(Import).where(
            col(Import.digest) == row.digest, col(Import.id) != row.id, col(Import.state) == "done"
        )
    ).first()
    return page(
        "imports/columns.html", job=row, table=table, columns=found, fields=FIELDS, chosen=chosen or {},
        earlier=earlier, error=error, status=422 if error else 200,
    )  # fmt: skip


def _rows(ctx: Context, job: Import) -> Page:
    assert ctx.request is not None
    chosen = ctx.request.query.get("show", "")
    after = int(ctx.request.query.get("after", "0")) if ctx.request.query.get("after", "0").isdecimal() else 0
    mine = col(ImportRow.import_id) == job.id
    wanted = [mine, col(ImportRow.row) > after]
    if chosen in _FILTERS:
        wanted.append(_FILTERS[chosen])
    rows = ctx.session.scalars(
        select(ImportRow).where(*wanted).order_by(col(ImportRow.row)).limit(SHOWN + 1)
    ).all()
    counts = {name: _count(ctx, mine, _FILTERS[name]) for name in ("decide", "problems", "left")}
    names = _names(ctx, [row.of_id for row in rows if row.of_id])
    return page(
        "imports/preview.html" if job.state == "previewed" else "imports/result.html",
        job=job, rows=[_shown(row, names) for row in rows[:SHOWN]],
        chosen=chosen if chosen in _FILTERS else "",
        counts={**job.counts, **counts}, after=after, next=rows[SHOWN - 1].row if len(rows) > SHOWN else None,
        emptied=not rows and retention.is_emptied(ctx, job), removed=retention.REMOVED,
        until=retention.kept_until(ctx, job), verdicts=report.VERDICTS, outcomes=report.OUTCOMES,
        tones=TONES, states=STATES,
    )  # fmt: skip


def _shown(row: ImportRow, names: dict[Any, str]) -> dict[str, Any]:
    problems = [(problem["column"], unpacked(problem["message"])) for problem in row.problems]
    return {"row": row, "reasons": report.reasons(row, names), "problems": problems}


def _count(ctx: Context, *wanted: ColumnElement[bool]) -> int:
    found: int = ctx.session.execute(select(func.count()).select_from(ImportRow).where(*wanted)).scalar_one()
    return found


def _names(ctx: Context, ids: list[UUID]) -> dict[Any, str]:
    columns = select(col(Organisation.id), col(Organisation.name)).where(col(Organisation.id).in_(ids))
    return dict(ctx.session.execute(columns).all())


def _address(row: Import) -> str:
    return f"{HOME}/{row.id}"


STATES = {
    "uploaded": _("Columns to settle"), "previewing": _("Being read"), "previewed": _("Waiting for your yes"),
    "running": _("Being imported"), "done": _("Imported"), "failed": _("Stopped"),
    "undoing": _("Being undone"), "undone": _("Undone"), "closed": _("Imported for good"),
}  # fmt: skip
TONES = {
    "new": "ok", "update": "info", "duplicate": "warn", "error": "bad", "created": "ok", "updated": "info",
    "unchanged": "mute", "skipped": "warn", "undone": "mute", "left": "bad", "": "mute",
}  # fmt: skip
ROUTES = (overview, upload, show, columns, progress, run, undo, discard, decide, report_csv, report_xlsx)
LINKS = (
    Link(title=_("Import registers"), url=HOME, icon="file-import", permission="core.import", order=900),
)
