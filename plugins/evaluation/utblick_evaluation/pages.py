"""Pages of evaluation: the goal board, what is behind a digit, locked periods and the report."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from utblick.api import (
    Context,
    Download,
    Invalid,
    Link,
    NotFound,
    Page,
    Redirect,
    _,
    get,
    page,
    post,
    redirect,
)
from utblick_evaluation import locking, queries, report, service


class LockForm(BaseModel):
    """What is asked for when a period is locked."""

    title: str = Field(max_length=200)
    starts_on: date
    ends_on: date


@get("/evaluation", permission="evaluation.read")
def board(ctx: Context) -> Page:
    """All goals as cards."""
    return page("evaluation/board.html", cards=queries.cards(ctx))


@get("/evaluation/goals/{goal_id:uuid}/evidence", permission="evaluation.read")
def evidence(ctx: Context, *, goal_id: UUID) -> Page:
    """What is behind the digit: progress over time, and every event that counts or no longer does."""
    goal = service.get(ctx, goal_id)
    rule = service.rule(ctx, goal.indicator)
    return page(
        "evaluation/evidence.html",
        card=queries.cards(ctx, [goal])[0],
        rule=rule,
        proofs=queries.proofs(ctx, goal),
    )


@get("/evaluation/chain/{event_id:uuid}", permission="evaluation.read")
def chain(ctx: Context, *, event_id: UUID) -> Page:
    """What led to an event, back to the first cause."""
    found = queries.why(ctx, event_id)
    if not found:
        raise NotFound
    return page("evaluation/chain.html", chain=found)


@get("/evaluation/periods", permission="evaluation.read")
def periods(ctx: Context) -> Page:
    """Locked periods, each checked against its signature, and the form to lock another."""
    return _periods(ctx)


@post("/evaluation/periods", permission="evaluation.lock")
def lock(ctx: Context) -> Redirect | Page:
    """Lock a period."""
    if ctx.request is None:
        raise NotFound
    try:
        form = ctx.request.bind(LockForm)
        row = locking.lock_period(ctx, title=form.title, starts_on=form.starts_on, ends_on=form.ends_on)
    except Invalid as refused:
        return _periods(ctx, refused)
    return redirect(f"/evaluation/periods/{row.id}", _("The period is locked and signed."))


@get("/evaluation/periods/{snapshot_id:uuid}", permission="evaluation.read")
def period(ctx: Context, *, snapshot_id: UUID) -> Page:
    """A locked period: what was read then, and what is different today."""
    row = locking.get(ctx, snapshot_id)
    return page(
        "evaluation/period.html",
        row=row,
        intact=locking.is_intact(ctx, row),
        changed=locking.changed_since(ctx, row),
    )


@get("/evaluation/report.pdf", permission="evaluation.read")
def pdf(ctx: Context) -> Download:
    """The report to the steering group, to print and to send."""
    return Download(report.file_name(ctx, "pdf"), report.pdf(ctx), "application/pdf")


@get("/evaluation/report.xlsx", permission="evaluation.read")
def xlsx(ctx: Context) -> Download:
    """The same figures as a workbook."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Download(report.file_name(ctx, "xlsx"), report.xlsx(ctx), kind)


def _periods(ctx: Context, refused: Invalid | None = None) -> Page:
    starts_on, ends_on = queries.this_period(ctx)
    rows = [(row, locking.is_intact(ctx, row)) for row in queries.snapshots(ctx)]
    given = ctx.request.form if ctx.request else {}
    return page(
        "evaluation/periods.html",
        status=422 if refused else 200,
        rows=rows,
        errors=refused.by_field if refused else {},
        title=given.get("title", ""),
        starts_on=given.get("starts_on", starts_on.isoformat()),
        ends_on=given.get("ends_on", ends_on.isoformat()),
    )


ROUTES = (board, evidence, chain, periods, lock, period, pdf, xlsx)
LINKS = (
    Link(
        title=_("Goal progress"), url="/evaluation", icon="chart-donut", permission="evaluation.read", order=1
    ),
    Link(
        title=_("Locked periods"),
        url="/evaluation/periods",
        icon="lock",
        permission="evaluation.read",
        order=40,
    ),
)
