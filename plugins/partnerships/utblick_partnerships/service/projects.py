"""The verbs of projects and of their partners."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, _
from utblick_partnerships.events import PartnerLeft, ProjectClosed, ProjectStarted
from utblick_partnerships.models import FILLED, Project, ProjectPartner, ProjectState
from utblick_partnerships.queries import consortia as consortium_queries
from utblick_partnerships.queries import projects as queries
from utblick_partnerships.service.agreements import reckon
from utblick_partnerships.service.money import check_money
from utblick_partnerships.service.trail import found, given, kept, led_from, move, stamped, tell


def plan_project(ctx: Context, values: Mapping[str, Any]) -> Project:
    """Note a project; of an application it takes the name, the money and the partners who have said yes."""
    known = given(values)
    application = None
    if known.get("application_id"):
        application = queries.application(ctx, known["application_id"])
        if queries.project_of(ctx, application.id) is not None:
            raise Conflict(_("The application has become a project already."))
        of_it = {
            "title": application.title,
            "acronym": application.acronym,
            "programme": application.programme,
            "number": application.reference,
            "budget": application.budget,
            "grant": application.granted,
        }
        known = {name: value for name, value in of_it.items() if value not in (None, "")} | known
    known.setdefault("owner_id", ctx.actor.user_id)
    row = Project(**known, **stamped(ctx))
    _check(row)
    kept(ctx, row)
    if application is not None:
        led_from(ctx, row.id, application.id)
        _take_partners(ctx, row, application.consortium_id)
    return row


def update_project(ctx: Context, row: Project, changes: Mapping[str, Any]) -> Project:
    """Correct a project."""
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row)
    return row


def start_project(ctx: Context, project_id: UUID, answers: Mapping[str, Any]) -> Project:
    """Note that a project has begun."""
    row = queries.project(ctx, project_id)
    move(ctx, row, ProjectState.ONGOING, ProjectState.PLANNED)
    row.starts_on = answers.get("starts_on") or row.starts_on or ctx.today
    started = ProjectStarted(
        **_facts(ctx, row), started_on=row.starts_on, budget_eur=row.budget, grant_eur=row.grant
    )
    tell(ctx, row.id, started)
    return row


def close_project(ctx: Context, project_id: UUID, answers: Mapping[str, Any]) -> Project:
    """Note that a project is done."""
    row = queries.project(ctx, project_id)
    move(ctx, row, ProjectState.CLOSED, ProjectState.ONGOING)
    row.ends_on = answers.get("ends_on") or ctx.today
    row.report_due_on = None
    _check(row)
    tell(ctx, row.id, ProjectClosed(**_facts(ctx, row), closed_on=row.ends_on))
    return row


def add_partner(ctx: Context, project_id: UUID, values: Mapping[str, Any]) -> ProjectPartner:
    """Take an organisation into a project; signed agreements are reckoned anew."""
    project = queries.project(ctx, project_id)
    known = given(values)
    party = ctx.organisations.get(known["organisation_id"])
    held = next((p for p in queries.partners(ctx, project_id) if p.organisation_id == party.id), None)
    if held is not None and held.left_on is None:
        raise Invalid({"organisation_id": _("{name} is in the project already.", name=party.name)})
    if held is not None:
        held.left_on = None
        row = held
    else:
        about = {"title": party.name, "project_id": project.id, "organisation_id": party.id}
        row = ProjectPartner(**{**known, **about}, **stamped(ctx))
    check_money(row.budget, row.own_share)
    kept(ctx, row)
    reckon(ctx, project)
    return row


def set_partner(
    ctx: Context, partner_id: UUID, *, budget: Decimal | None, own_share: Decimal | None
) -> ProjectPartner:
    """Keep a partner's budget and the share that it pays itself."""
    row = found(ctx, ProjectPartner, partner_id)
    check_money(budget, own_share)
    row.budget, row.own_share = budget, own_share
    return row


def note_partner(ctx: Context, values: Mapping[str, Any]) -> ProjectPartner:
    """Take an organisation into a project that is not closed."""
    _still_open(queries.project(ctx, values["project_id"]))
    left_on = values.get("left_on")
    row = add_partner(ctx, values["project_id"], {name: v for name, v in values.items() if name != "left_on"})
    return partner_leaves(ctx, row.id, left_on=left_on) if left_on else row


def update_partner(ctx: Context, row: ProjectPartner, changes: Mapping[str, Any]) -> ProjectPartner:
    """Correct a partner; signed agreements are reckoned anew, as when it leaves or comes back."""
    project = queries.project(ctx, row.project_id)
    _still_open(project)
    fixed = _("This stays as it is. Add another partner in place of this one.")
    if stays := {"project_id", "organisation_id"} & changes.keys():
        raise Invalid(dict.fromkeys(sorted(stays), fixed))
    check_money(changes.get("budget"), changes.get("own_share"))
    leaves = row.left_on is None and changes.get("left_on") is not None
    for name, value in changes.items():
        if name != "left_on" or not leaves:
            setattr(row, name, value)
    if leaves:
        return partner_leaves(ctx, row.id, left_on=changes["left_on"])
    ctx.session.flush()
    reckon(ctx, project)
    return row


def partner_leaves(ctx: Context, partner_id: UUID, *, left_on: date | None = None) -> ProjectPartner:
    """Note that a partner has left. An agreement that no longer has a local small firm stops counting."""
    row = found(ctx, ProjectPartner, partner_id)
    if row.left_on is not None:
        raise Conflict(_("The partner has left already."))
    row.left_on = left_on or ctx.today
    ctx.session.flush()
    project = queries.project(ctx, row.project_id)
    left = PartnerLeft(project_id=project.id, organisation_id=row.organisation_id, left_on=row.left_on)
    reckon(ctx, project, because=left)
    return row


def _take_partners(ctx: Context, project: Project, consortium_id: UUID | None) -> None:
    for seat in consortium_queries.seats(ctx, consortium_id) if consortium_id else ():
        if seat.organisation_id is not None and seat.state in FILLED:
            partner = ProjectPartner(
                title=seat.title,
                project_id=project.id,
                organisation_id=seat.organisation_id,
                role=seat.role,
                budget=seat.budget,
                own_share=seat.own_share,
                **stamped(ctx),
            )
            kept(ctx, partner)


def _still_open(project: Project) -> None:
    if project.state == ProjectState.CLOSED:
        raise Conflict(_("The project is closed. Its partners stay as they were."))


def _check(row: Project) -> None:
    problems = {}
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        problems["ends_on"] = _("The project ends before it begins.")
    if row.budget is not None and row.grant is not None and row.grant > row.budget:
        problems["grant"] = _("The grant is more than the whole budget.")
    if problems:
        raise Invalid(problems)


def _facts(ctx: Context, row: Project) -> dict[str, Any]:
    parties = queries.parties(ctx, row.id)
    return {
        "project_id": row.id,
        "application_id": row.application_id,
        "programme": row.programme,
        "countries": parties.countries,
        "partners": parties.partners,
        "small_firms": len(parties.small_firms),
    }
