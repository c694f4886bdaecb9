"""The partners and the money of a project, and projects from and to keep.eu."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from utblick.api import (
    Conflict,
    Context,
    Download,
    Invalid,
    Msg,
    Page,
    Redirect,
    Route,
    _,
    country_name,
    get,
    page,
    post,
    redirect,
)
from utblick_partnerships.choices.consortia import ROLES
from utblick_partnerships.keep import as_json, as_xlsx, projects_in
from utblick_partnerships.models import ProjectPartner, ProjectState
from utblick_partnerships.pages.seats import amount
from utblick_partnerships.permissions import READ, SOURCES, WRITE
from utblick_partnerships.queries import projects as queries
from utblick_partnerships.service import keeping
from utblick_partnerships.service import projects as service

_ROLES = {choice.value: choice.label for choice in ROLES}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@get("/partnerships/projects/{project_id:uuid}/partners", permission=READ)
def partners(ctx: Context, *, project_id: UUID) -> Page:
    """Who is in a project with how much money."""
    return partners_of(ctx, project_id)


@post("/partnerships/projects/{project_id:uuid}/partners", permission=WRITE)
def add(ctx: Context, *, project_id: UUID) -> Page | Redirect:
    """Take an organisation into the project."""
    assert ctx.request is not None
    form = ctx.request.form
    chosen, typed = form.uuid("organisation_id"), form.get("organisation_id_text", "").strip()
    found = ctx.organisations.find(name=typed) if chosen is None and typed else None
    role = form.get("role", "partner")

    def verb() -> object:
        if chosen is None and found is None:
            raise Invalid({"organisation_id": _("Choose an organisation of the register.")})
        values = {
            "organisation_id": chosen or found.id,  # type: ignore[union-attr]
            "role": role if role in _ROLES else "partner",
            "budget": amount(form.get("budget", ""), "budget"),
            "own_share": amount(form.get("own_share", ""), "own_share"),
        }
        return service.add_partner(ctx, project_id, values)

    return _done(ctx, project_id, verb, _("The partner has been added."))


@post("/partnerships/partners/{partner_id:uuid}/money", permission=WRITE)
def money(ctx: Context, *, partner_id: UUID) -> Page | Redirect:
    """Keep a partner's budget and own share."""
    assert ctx.request is not None
    form, project_id = ctx.request.form, _project_of(ctx, partner_id)

    def verb() -> object:
        budget = amount(form.get("budget", ""), "budget")
        share = amount(form.get("own_share", ""), "own_share")
        return service.set_partner(ctx, partner_id, budget=budget, own_share=share)

    return _done(ctx, project_id, verb, _("The money has been saved."))


@post("/partnerships/partners/{partner_id:uuid}/leave", permission=WRITE)
def leave(ctx: Context, *, partner_id: UUID) -> Page | Redirect:
    """Note that a partner has left."""
    project_id = _project_of(ctx, partner_id)
    said = _("Noted. Agreements are reckoned anew: one without a local small firm no longer counts.")
    return _done(ctx, project_id, lambda: service.partner_leaves(ctx, partner_id), said)


@get("/partnerships/projects/take-in", permission=SOURCES)
def take_in(ctx: Context) -> Page:
    """The form for a file of keep.eu."""
    return _take_in()


@post("/partnerships/projects/take-in", permission=SOURCES, max_body=20_000_000)
def taken(ctx: Context) -> Page | Redirect:
    """Take projects in from a spreadsheet or a JSON file."""
    assert ctx.request is not None
    upload = next(iter(ctx.request.uploads.get("file", [])), None)
    if upload is None or not upload.size:
        return _take_in(_("Choose a file."))
    try:
        found = projects_in(upload.name, upload.file.read())
    except Invalid as refused:
        return _take_in(refused.by_field.get("file", refused.message))
    counted = keeping.take_projects(ctx, found)
    said = _(
        "{new} new projects, {held} held already. {organisations} organisations were added to the register.",
        new=counted.new,
        held=counted.held,
        organisations=counted.organisations,
    )
    return redirect("/partnerships/projects", said)


@get("/partnerships/projects/keep.json", permission=READ)
def keep_json(ctx: Context) -> Download:
    """Every project in the field names of keep.eu."""
    return Download("projects.json", as_json(keeping.as_keep(ctx)), "application/json")


@get("/partnerships/projects/keep.xlsx", permission=READ)
def keep_xlsx(ctx: Context) -> Download:
    """The same as a workbook, a row for each partner."""
    return Download("projects.xlsx", as_xlsx(keeping.as_keep(ctx)), _XLSX)


def partners_of(
    ctx: Context, project_id: UUID, *, block: str = "", problems: Mapping[str, Msg] | None = None
) -> Page:
    """The page of a project's partners, or its block "part", which is also a box."""
    project, rows = queries.project(ctx, project_id), queries.partners(ctx, project_id)
    known = ctx.organisations.each([one.organisation_id for one in rows])
    inside = [one for one in rows if one.left_on is None]
    return page(
        "partnerships/partners.html",
        status=422 if problems else 200,
        block=block,
        project=project,
        partners=[_row(ctx, one, known) for one in rows],
        series=[ctx.translate(_("Grant")), ctx.translate(_("Own money"))],
        bars=[(known[one.organisation_id].name, _parts(one)) for one in inside if one.budget],
        sum=sum((one.budget for one in inside if one.budget), start=0),
        roles=[(choice.value, choice.label) for choice in ROLES],
        words=_ROLES,
        may_write=ctx.actor.may(WRITE) and project.state != ProjectState.CLOSED,
        problems=problems or {},
        typed=ctx.request.form if ctx.request and problems else {},
        country=lambda code: country_name(code, ctx.language),
    )


def _row(ctx: Context, partner: ProjectPartner, known: Mapping[UUID, Any]) -> dict[str, Any]:
    party = known[partner.organisation_id]
    firm = party.kind == "company" and ctx.organisations.is_small(party) and ctx.organisations.is_local(party)
    return {"row": partner, "party": party, "small": firm}


def _parts(partner: ProjectPartner) -> tuple[float, float]:
    budget = float(partner.budget or 0)
    own = budget * float(partner.own_share or 0) / 100
    return round(budget - own, 2), round(own, 2)


def _project_of(ctx: Context, partner_id: UUID) -> UUID:
    return queries.partner(ctx, partner_id).project_id


def _done(ctx: Context, project_id: UUID, verb: Callable[[], object], said: Msg) -> Page | Redirect:
    try:
        verb()
    except Conflict as refused:
        return redirect(f"/partnerships/projects/{project_id}", refused.message, tone="bad")
    except Invalid as refused:
        return partners_of(ctx, project_id, problems=refused.by_field)
    return redirect(f"/partnerships/projects/{project_id}", said)


def _take_in(error: Msg | None = None) -> Page:
    return page("partnerships/take_in_projects.html", status=422 if error else 200, error=error)


ROUTES: tuple[Route, ...] = (partners, add, money, leave, take_in, taken, keep_json, keep_xlsx)
