"""Made-up consortia: one that is complete, and one that lacks a partner and some participants."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from utblick.api import Context
from utblick_partnerships.demo.cast import Cast, Step
from utblick_partnerships.queries import calls as call_queries
from utblick_partnerships.queries import consortia as queries
from utblick_partnerships.service import consortia, ideas, invitations


def _circle(ctx: Context, cast: Cast) -> None:
    """The consortium that became a project."""
    ideas.ripen_idea(ctx, cast["circle"], {})
    call = call_queries.by_identifier(ctx, "CB-DEMO-02")
    row = consortia.open_consortium(
        ctx,
        {
            "title": "Spill blir nytt (demo)",
            "acronym": "DEMO-CIRKEL",
            "idea_id": cast["circle"],
            "call_id": call.id if call else None,
            "rules": "interreg-central-baltic",
            "starts_on": ctx.today + timedelta(days=150),
            "months": 30,
            "development": True,
            "implementation": True,
            "financing": True,
            "budget": Decimal(640_000),
            "grant": Decimal(480_000),
            "owner_id": ctx.actor.id,
        },
    )
    cast["circle_consortium"] = row.id
    _seated(ctx, cast, row.id, "Demo Snickerifabrik AB", "Prototyper av spill", budget=120_000, share=40)
    _seated(ctx, cast, row.id, "Demo Puuklaster MTÜ", "Företag i Estland", budget=160_000, share=20)
    _seated(ctx, cast, row.id, "Högskolan i Gävle", "Cirkulär design", budget=180_000, share=20)
    lead = queries.seats(ctx, row.id)[0]
    consortia.set_money(ctx, lead.id, budget=Decimal(180_000), own_share=Decimal(20))


def _complete(ctx: Context, cast: Cast) -> None:
    consortia.complete_consortium(ctx, cast["circle_consortium"], {})


def _coast(ctx: Context, cast: Cast) -> None:
    """The consortium that is being built for twin towns."""
    call = call_queries.by_identifier(ctx, "CERV-2027-CITIZENS-TOWN-TT")
    ideas.seek_partners(ctx, cast["coast"], {})
    row = consortia.open_consortium(
        ctx,
        {
            "title": "Kustens unga möts (demo)",
            "acronym": "DEMO-KUST",
            "idea_id": cast["coast"],
            "call_id": call.id if call else None,
            "starts_on": ctx.today + timedelta(days=240),
            "months": 9,
            "participants": 55,
            "international": 14,
            "grant": Decimal(21_000),
            "owner_id": ctx.actor.id,
        },
    )
    seat = consortia.add_seat(
        ctx,
        row.id,
        {
            "organisation_id": cast["Demo-Rantala (påhittad kommun)"],
            "wanted_kind": "municipality",
            "task": "Tar med femton unga och två ledare",
        },
    )
    invitations.invite(ctx, seat.id, {})
    wanted = {"wanted_kind": "municipality", "wanted_country": "EE", "task": "Leder verkstaden om demokrati"}
    consortia.add_seat(ctx, row.id, wanted)
    cast["coast_consortium"] = row.id


def _seated(
    ctx: Context, cast: Cast, consortium: UUID, name: str, task: str, *, budget: int, share: int
) -> None:
    row = consortia.add_seat(ctx, consortium, {"organisation_id": cast[name], "task": task})
    invitations.note_answer(ctx, row.id, accepts=True)
    consortia.set_money(ctx, row.id, budget=Decimal(budget), own_share=Decimal(share))
    invitations.note_signature(ctx, row.id)


STEPS: tuple[Step, ...] = ((300, _circle), (290, _complete), (15, _coast))
