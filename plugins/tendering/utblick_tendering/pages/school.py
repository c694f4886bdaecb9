"""The tender school, company by company."""

from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import (
    Context,
    Invalid,
    Link,
    Msg,
    Page,
    Redirect,
    Route,
    _,
    get,
    page,
    post,
    redirect,
)
from utblick_tendering.choices.school import ENROLMENT_STATES, MODULES
from utblick_tendering.models import Enrolment
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.service import school as service

_SHOWN = 100


@get("/tendering/school", permission=READ)
def school_page(ctx: Context) -> Page:
    """What the school holds, and how far each company has come."""
    query = select(Enrolment).order_by(col(Enrolment.updated_at).desc(), col(Enrolment.id))
    rows = ctx.session.exec(query.limit(_SHOWN)).all()
    counts = dict(
        ctx.session.exec(select(Enrolment.state, func.count()).group_by(col(Enrolment.state))).all()
    )
    done = [(module, sum(module.key in row.modules for row in rows)) for module in MODULES]
    return page(
        "tendering/bidding/school.html",
        rows=rows,
        days={row.id: _days(row) for row in rows},
        names=ctx.organisations.names([row.organisation_id for row in rows]),
        modules=MODULES,
        counts=[(choice, counts.get(choice.value, 0)) for choice in ENROLMENT_STATES],
        done=[(ctx.translate(module.title), count) for module, count in done],
        states={choice.value: choice for choice in ENROLMENT_STATES},
        may_write=ctx.actor.may(WRITE),
    )


@post("/tendering/enrolments/{enrolment_id:uuid}/modules", permission=WRITE)
def save_modules(ctx: Context, *, enrolment_id: UUID) -> Page | Redirect:
    """Note which modules the company has completed; a tick without a day means today."""
    assert ctx.request is not None
    form = ctx.request.form
    problems: dict[str, Msg] = {}
    done: dict[str, date] = {}
    for module in MODULES:
        if f"done-{module.key}" not in form:
            continue
        typed = form.get(f"day-{module.key}", "").strip()
        try:
            done[module.key] = date.fromisoformat(typed) if typed else ctx.today
        except ValueError:
            problems[f"day-{module.key}"] = _("Write the day as 2026-11-27.")
    try:
        if problems:
            raise Invalid(problems)
        made = service.mark(ctx, enrolment_id, done)
    except Invalid as refused:
        said = refused.by_field
        return modules_of(ctx, enrolment_id, status=422, problems=said)
    said_so = _("The tender school is completed.") if made.passed_on else _("The modules are saved.")
    return redirect(f"/tendering/enrolments/{enrolment_id}", said_so)


@get("/tendering/enrolments/{enrolment_id:uuid}/modules", permission=READ)
def modules_page(ctx: Context, *, enrolment_id: UUID) -> Page:
    """The modules of one company alone."""
    return modules_of(ctx, enrolment_id)


def modules_of(
    ctx: Context,
    enrolment_id: UUID,
    *,
    status: int = 200,
    block: str = "",
    problems: dict[str, Msg] | None = None,
) -> Page:
    """The page of a company's modules, or its block "part", which is also a box."""
    made = service.enrolment(ctx, enrolment_id)
    return page(
        "tendering/bidding/modules.html",
        status=status,
        block=block,
        enrolment=made,
        days=_days(made),
        modules=MODULES,
        may_write=ctx.actor.may(WRITE),
        problems=problems or {},
    )


def _days(made: Enrolment) -> dict[str, date]:
    """When each of its modules was completed."""
    return {key: date.fromisoformat(day) for key, day in made.modules.items()}


LINKS = (Link(title=_("Tender school"), url="/tendering/school", icon="school", permission=READ, order=60),)
ROUTES: tuple[Route, ...] = (school_page, modules_page, save_modules)
