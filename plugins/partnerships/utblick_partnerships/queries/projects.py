"""Questions about applications, projects, their partners and the agreements between these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context, NotFound
from utblick_partnerships.models import (
    Agreement,
    AgreementState,
    Application,
    ApplicationState,
    Project,
    ProjectPartner,
    ProjectState,
)


def application(ctx: Context, application_id: UUID) -> Application:
    """The application, or `NotFound`."""
    found = ctx.session.get(Application, application_id)
    if found is None:
        raise NotFound
    return found


def project(ctx: Context, project_id: UUID) -> Project:
    """The project, or `NotFound`."""
    found = ctx.session.get(Project, project_id)
    if found is None:
        raise NotFound
    return found


def agreement(ctx: Context, agreement_id: UUID) -> Agreement:
    """The agreement, or `NotFound`."""
    found = ctx.session.get(Agreement, agreement_id)
    if found is None:
        raise NotFound
    return found


def partner(ctx: Context, partner_id: UUID) -> ProjectPartner:
    """The partner of a project, or `NotFound`."""
    found = ctx.session.get(ProjectPartner, partner_id)
    if found is None:
        raise NotFound
    return found


def project_of(ctx: Context, application_id: UUID) -> Project | None:
    """The project that an application became."""
    return ctx.session.exec(select(Project).where(Project.application_id == application_id)).first()


def by_number(ctx: Context, programme: str, number: str) -> Project | None:
    """The project of that number in a programme."""
    query = select(Project).where(Project.programme == programme, Project.number == number)
    return ctx.session.exec(query).first()


def partners(ctx: Context, project_id: UUID, *, left: bool = True) -> Sequence[ProjectPartner]:
    """The partners of a project, the lead first; without `left` only those who are still in it."""
    query = select(ProjectPartner).where(ProjectPartner.project_id == project_id)
    if not left:
        query = query.where(col(ProjectPartner.left_on).is_(None))
    rows = ctx.session.exec(query.order_by(col(ProjectPartner.created_at), col(ProjectPartner.id))).all()
    return sorted(rows, key=lambda one: one.role != "lead")


def partners_of(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, list[ProjectPartner]]:
    """The partners of several projects, in one query."""
    found: dict[UUID, list[ProjectPartner]] = {one: [] for one in ids}
    query = select(ProjectPartner).where(col(ProjectPartner.project_id).in_(ids))
    for row in ctx.session.exec(query.order_by(col(ProjectPartner.created_at))):
        found[row.project_id].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Parties:
    """What a project's partners are together: how many, of how many countries, and the local small firms."""

    partners: int
    countries: int
    small_firms: tuple[UUID, ...]


def parties(ctx: Context, project_id: UUID) -> Parties:
    """The partners that are in a project now; associated organisations do not count."""
    rows = [one for one in partners(ctx, project_id, left=False) if one.role != "associated"]
    known = ctx.organisations.each([one.organisation_id for one in rows])
    small = tuple(
        one.id
        for one in known.values()
        if one.kind == "company" and ctx.organisations.is_small(one) and ctx.organisations.is_local(one)
    )
    return Parties(len(rows), len({one.country for one in known.values()}), small)


def agreements_of(ctx: Context, project_id: UUID) -> Sequence[Agreement]:
    """The agreements of a project."""
    query = select(Agreement).where(Agreement.project_id == project_id)
    return ctx.session.exec(query.order_by(col(Agreement.created_at))).all()


def projects_of(ctx: Context, organisation_id: UUID, *, limit: int = 8) -> Sequence[Project]:
    """The projects that an organisation is or was in."""
    query = (
        select(Project)
        .join(ProjectPartner, col(ProjectPartner.project_id) == col(Project.id))
        .where(ProjectPartner.organisation_id == organisation_id)
        .order_by(col(Project.starts_on).desc())
    )
    return ctx.session.exec(query.limit(limit)).all()


def application_deadlines(ctx: Context, *, until: datetime, limit: int = 5) -> Sequence[Application]:
    """Drafts that must be handed in soon, the nearest first."""
    query = select(Application).where(
        Application.state == ApplicationState.DRAFT, col(Application.deadline) <= until
    )
    return ctx.session.exec(query.order_by(col(Application.deadline)).limit(limit)).all()


def reports_due(ctx: Context, *, until: date, limit: int = 5) -> Sequence[Project]:
    """Projects that must report soon, the nearest first."""
    query = select(Project).where(Project.state == ProjectState.ONGOING, col(Project.report_due_on) <= until)
    return ctx.session.exec(query.order_by(col(Project.report_due_on)).limit(limit)).all()


def signed_with_small_firms(ctx: Context) -> int:
    """How many signed agreements have a local small firm and partners of two countries or more."""
    query = select(func.count()).where(
        Agreement.state == AgreementState.SIGNED, Agreement.small_firms >= 1, Agreement.countries >= 2
    )
    return ctx.session.exec(query).one()


def everything(ctx: Context, *, limit: int = 5000) -> Sequence[Project]:
    """Every project, for an export."""
    return ctx.session.exec(
        select(Project).order_by(col(Project.acronym), col(Project.id)).limit(limit)
    ).all()
