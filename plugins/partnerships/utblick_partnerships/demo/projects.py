"""A made-up application that was approved, its project and agreement, and one that was turned down."""

from datetime import timedelta
from decimal import Decimal

from utblick.api import Context
from utblick_partnerships.demo.cast import Cast, Step
from utblick_partnerships.models import ApplicationState
from utblick_partnerships.queries import calls as call_queries
from utblick_partnerships.service import agreements, applications, projects


def _apply(ctx: Context, cast: Cast) -> None:
    row = applications.draft_application(
        ctx, {"consortium_id": cast["circle_consortium"], "owner_id": ctx.actor.id}
    )
    cast["circle_application"] = row.id


def _submit(ctx: Context, cast: Cast) -> None:
    applications.submit_application(ctx, cast["circle_application"], {"reference": "DEMO-20350001"})


def _approved(ctx: Context, cast: Cast) -> None:
    applications.approve_application(
        ctx, cast["circle_application"], {"decision": "Bifall (påhittat).", "granted": Decimal(470_000)}
    )
    applications.mirror_state(ctx, cast["circle_application"], ApplicationState.CONTRACTED)
    project = projects.plan_project(
        ctx,
        {
            "application_id": cast["circle_application"],
            "title": "Spill blir nytt (demo)",
            "title_en": "New products of leftover wood (demo)",
            "period": "2021–2027",
            "starts_on": ctx.today + timedelta(days=30),
            "ends_on": ctx.today + timedelta(days=30 + 900),
            "report_due_on": ctx.today + timedelta(days=150),
            "themes": ["Circular economy"],
            "owner_id": ctx.actor.id,
        },
    )
    cast["circle_project"] = project.id
    draft = agreements.draft_agreement(ctx, {"project_id": project.id, "owner_id": ctx.actor.id})
    cast["circle_agreement"] = draft.id


def _signed(ctx: Context, cast: Cast) -> None:
    agreements.sign_agreement(ctx, cast["circle_agreement"], {"registry_number": "KS 2026/00000 (demo)"})


def _started(ctx: Context, cast: Cast) -> None:
    projects.start_project(ctx, cast["circle_project"], {})


def _turned_down(ctx: Context, cast: Cast) -> None:
    call = call_queries.by_identifier(ctx, "CERV-2026-CITIZENS-TOWN-NT")
    row = applications.draft_application(
        ctx,
        {
            "title": "Små orter lär av varandra (demo)",
            "acronym": "DEMO-ORTER",
            "call_id": call.id if call else None,
            "organisation_id": cast["own"],
            "budget": Decimal(180_000),
            "requested": Decimal(150_000),
            "owner_id": ctx.actor.id,
        },
    )
    applications.submit_application(ctx, row.id, {})
    cast["turned_down"] = row.id


def _no(ctx: Context, cast: Cast) -> None:
    lesson = {
        "decision": "Avslag (påhittat).",
        "lesson": "Fyra länder räcker inte när två inte har gjort det förr.",
    }
    applications.reject_application(ctx, cast["turned_down"], lesson)


def _coast(ctx: Context, cast: Cast) -> None:
    """The application that is being written."""
    given = {"consortium_id": cast["coast_consortium"], "owner_id": ctx.actor.id}
    applications.draft_application(ctx, given)


STEPS: tuple[Step, ...] = (
    (289, _apply),
    (262, _submit),
    (215, _turned_down),
    (150, _approved),
    (118, _signed),
    (115, _started),
    (90, _no),
    (8, _coast),
)
