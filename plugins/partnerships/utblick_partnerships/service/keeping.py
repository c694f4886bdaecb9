"""Projects taken in from keep.eu, and handed out in its terms."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from utblick.api import Context
from utblick_partnerships.keep import KeptPartner, KeptProject
from utblick_partnerships.models import Project
from utblick_partnerships.queries import projects as queries
from utblick_partnerships.service.projects import add_partner, plan_project
from utblick_partnerships.service.trail import given

_OWN = (
    "number",
    "title",
    "title_en",
    "acronym",
    "programme",
    "period",
    "call_number",
    "objective",
    "description",
    "starts_on",
    "ends_on",
    "budget",
    "grant",
    "website",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many projects were new and how many were held already, and how many organisations were added."""

    new: int = 0
    held: int = 0
    organisations: int = 0


def take_projects(ctx: Context, projects: Iterable[KeptProject]) -> Taken:
    """Keep the projects that are not held already, with their partners in the register.

    A partner is known by its name; one that is not in the register is added.
    """
    new = held = added = 0
    for one in projects:
        if one.number and queries.by_number(ctx, one.programme, one.number) is not None:
            held += 1
            continue
        values = given({name: getattr(one, name) for name in _OWN})
        row = plan_project(ctx, values | {"themes": list(one.themes)})
        row.state = one.state  # what is over elsewhere is no news here
        new += 1
        for partner in one.partners:
            organisation, is_new = _organisation(ctx, partner)
            added += is_new
            if all(p.organisation_id != organisation for p in queries.partners(ctx, row.id)):
                add_partner(ctx, row.id, _partner(partner, organisation))
    return Taken(new, held, added)


def as_keep(ctx: Context) -> list[dict[str, Any]]:
    """Every project in the field names of keep.eu."""
    rows = queries.everything(ctx)
    partners = queries.partners_of(ctx, [row.id for row in rows])
    ids = [one.organisation_id for several in partners.values() for one in several]
    known = ctx.organisations.each(ids)
    return [
        _told(row)
        | {
            "partners": [
                {
                    "role": one.role,
                    "name_original": known[one.organisation_id].name,
                    "name_en": one.name_en,
                    "country": known[one.organisation_id].country,
                    "nuts3": known[one.organisation_id].nuts,
                    "city": known[one.organisation_id].town,
                    "legal_status": one.legal_status,
                    "budget_eur": float(one.budget) if one.budget is not None else None,
                }
                for one in partners[row.id]
                if one.organisation_id in known
            ]
        }
        for row in rows
    ]


def _told(row: Project) -> dict[str, Any]:
    return {
        "period": row.period.replace("–", "-"),
        "programme": row.programme,
        "call_serial_number": row.call_number,
        "project_id": row.number,
        "acronym": row.acronym,
        "name_en": row.title_en or row.title,
        "name_sv": row.title,
        "description_en": row.description,
        "specific_objective": row.objective,
        "theme": row.themes,
        "start_date": row.starts_on.isoformat() if row.starts_on else None,
        "end_date": row.ends_on.isoformat() if row.ends_on else None,
        "status": row.state,
        "total_budget_eur": float(row.budget) if row.budget is not None else None,
        "eu_funding_eur": float(row.grant) if row.grant is not None else None,
        "website": row.website,
    }


def _organisation(ctx: Context, partner: KeptPartner) -> tuple[UUID, bool]:
    found = ctx.organisations.find(name=partner.name)
    if found is not None:
        return ctx.organisations.get(found.id).id, False
    made = ctx.organisations.register(
        partner.name,
        kind="other",
        country=partner.country or "SE",
        town=partner.town,
        nuts=partner.nuts,
    )
    return made.id, True


def _partner(partner: KeptPartner, organisation_id: UUID) -> dict[str, Any]:
    return {
        "organisation_id": organisation_id,
        "role": partner.role,
        "name_en": partner.name_en,
        "legal_status": partner.legal_status,
        "budget": partner.budget,
    }
