"""Uploading notices, seeing how far each taking in is, and asking a source now."""

from typing import Any
from uuid import UUID

from utblick.api import (
    Conflict,
    Context,
    Download,
    Invalid,
    Link,
    Msg,
    NotFound,
    Page,
    Redirect,
    Route,
    _,
    get,
    page,
    post,
    redirect,
)
from utblick_tendering.choices.sources import INTAKE_STATES
from utblick_tendering.models import Intake, Source
from utblick_tendering.permissions import SOURCES
from utblick_tendering.queries import intakes as queries
from utblick_tendering.service import intakes
from utblick_tendering.settings import TenderingSettings

HOME = "/tendering/intakes"
_SHOWN = 100
_STATES = {choice.value: choice for choice in INTAKE_STATES}


@get(HOME, permission=SOURCES)
def overview(ctx: Context) -> Page:
    """Upload notices, and the takings in so far."""
    return _start(ctx)


@post(HOME, permission=SOURCES, max_body=1_000_000_000)
def upload(ctx: Context) -> Page | Redirect:
    """Receive files of notices; they are read in the background."""
    assert ctx.request is not None
    files = [(one.name, one.file) for one in ctx.request.uploads.get("file", []) if one.name]
    if not files:
        return _start(ctx, error=_("Choose one file or several."))
    try:
        intake = intakes.receive(ctx, files)
    except Invalid as refused:
        return _start(ctx, error=refused.problems[0].message)
    intakes.INTAKES.start(ctx.platform, intake.id)
    return redirect(_address(intake))


@get(HOME + "/{intake_id:uuid}", permission=SOURCES)
def show(ctx: Context, *, intake_id: UUID) -> Page:
    """How far it is, and what was refused."""
    return page("tendering/intake.html", **_values(ctx, queries.intake(ctx, intake_id)))


@get(HOME + "/{intake_id:uuid}/progress", permission=SOURCES)
def progress(ctx: Context, *, intake_id: UUID) -> Page | Redirect:
    """The bar alone, asked for again and again; leads on when the work is done."""
    intake = queries.intake(ctx, intake_id)
    if intake.state not in intakes.WORKING:
        return redirect(_address(intake))
    alone = ctx.request is not None and ctx.request.is_fragment
    return page("tendering/intake.html", block="bar" if alone else "", **_values(ctx, intake))


@get(HOME + "/{intake_id:uuid}/problems.csv", permission=SOURCES)
def problems(ctx: Context, *, intake_id: UUID) -> Download:
    """What was refused and why, as a file."""
    queries.intake(ctx, intake_id)
    content = b"".join(intakes.problems_as_csv(ctx, intake_id))
    return Download("problem.csv", content, "text/csv; charset=utf-8")


@post(HOME + "/{intake_id:uuid}/stop", permission=SOURCES)
def stop(ctx: Context, *, intake_id: UUID) -> Redirect:
    """Stop it; it can be taken up again."""
    intake = queries.intake(ctx, intake_id)
    intakes.stop(ctx, intake)
    return redirect(_address(intake), _("It is stopped. What was taken in stays."))


@post(HOME + "/{intake_id:uuid}/go-on", permission=SOURCES)
def go_on(ctx: Context, *, intake_id: UUID) -> Redirect:
    """Take up again what was stopped."""
    intake = queries.intake(ctx, intake_id)
    intakes.go_on(ctx, intake)
    intakes.INTAKES.start(ctx.platform, intake.id)
    return redirect(_address(intake))


@post("/tendering/sources/{source_id:uuid}/ask", permission=SOURCES)
def ask(ctx: Context, *, source_id: UUID) -> Redirect:
    """Ask a source now."""
    source = ctx.session.get(Source, source_id)
    if source is None:
        raise NotFound
    try:
        intake = intakes.ask(ctx, source)
    except Conflict as refused:
        return redirect(f"/tendering/sources/{source_id}", refused.message, tone="bad")
    intakes.INTAKES.start(ctx.platform, intake.id)
    return redirect(_address(intake))


def _start(ctx: Context, *, error: Msg | None = None) -> Page:
    return page(
        "tendering/intakes.html",
        status=422 if error else 200,
        error=error,
        intakes=queries.latest(ctx),
        states=_STATES,
        most=ctx.plugin_settings(TenderingSettings).largest_upload_mb,
    )


def _values(ctx: Context, intake: Intake) -> dict[str, Any]:
    source = ctx.session.get(Source, intake.source_id)
    refused = [(one.place, queries.said(one)) for one in queries.problems(ctx, intake.id, limit=_SHOWN)]
    return {
        "intake": intake,
        "source": source,
        "state": _STATES[intake.state],
        "working": intake.state in intakes.WORKING,
        "problems": refused,
    }


def _address(intake: Intake) -> str:
    return f"{HOME}/{intake.id}"


LINKS: tuple[Link, ...] = (
    Link(title=_("Take in notices"), url=HOME, icon="file-import", permission=SOURCES, order=80),
)
ROUTES: tuple[Route, ...] = (overview, upload, show, progress, problems, stop, go_on, ask)
