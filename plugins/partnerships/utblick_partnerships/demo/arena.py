"""Made-up meetings of the arena, what was agreed there, and firms that try the method."""

from datetime import timedelta
from uuid import UUID

from utblick.api import Context
from utblick_partnerships.demo.cast import Cast, Step
from utblick_partnerships.service import arena, pilots

_FIRM, _SECOND = "Demo Snickerifabrik AB", "Demo Fuktsensor AB"


def _first(ctx: Context, cast: Cast) -> None:
    cast["first_meeting"] = _meeting(
        ctx, cast, "Vad vill vi med omvärlden?", _FIRM, minutes="Alla vill ha mer."
    )


def _guideline(ctx: Context, cast: Cast) -> None:
    row = arena.propose_guideline(
        ctx,
        {
            "title": "Ett företag i varje projekt",
            "text": "Varje internationellt projekt som kommunen går in i har minst ett lokalt småföretag.",
            "owner_id": ctx.actor.id,
        },
    )
    cast["guideline"] = row.id


def _second(ctx: Context, cast: Cast) -> None:
    meeting = _meeting(
        ctx,
        cast,
        "Riktlinjer för samarbete",
        _FIRM,
        _SECOND,
        "Mittuniversitetet",
        minutes="Riktlinjen om småföretag antogs.",
    )
    adopted = {"meeting_id": meeting, "review_on": ctx.today + timedelta(days=365)}
    arena.adopt_guideline(ctx, cast["guideline"], adopted)


def _third(ctx: Context, cast: Cast) -> None:
    _meeting(
        ctx,
        cast,
        "Studenter och företag",
        "Demo Bysoft AB",
        _SECOND,
        "Mittuniversitetet",
        "Högskolan i Gävle",
        minutes="Två examensarbeten diskuterades.",
    )
    proposed = {
        "title": "Svar inom fem dagar",
        "text": "En förfrågan från ett annat land får svar inom fem arbetsdagar.",
        "owner_id": ctx.actor.id,
    }
    arena.propose_guideline(ctx, proposed)


def _coming(ctx: Context, cast: Cast) -> None:
    row = arena.plan_meeting(
        ctx,
        {
            "title": "Inför nästa programperiod",
            "held_on": ctx.today + timedelta(days=40),
            "place": "Bergsjö",
            "agenda": "Vilka idéer ska leva vidare?",
            "owner_id": ctx.actor.id,
        },
    )
    arena.ask_organisation(ctx, row.id, cast[_FIRM])


def _invite_firms(ctx: Context, cast: Cast) -> None:
    for name in (_FIRM, _SECOND, "Demo Kuströkeri AB", "Demo Bysoft AB"):
        row = pilots.invite_firm(ctx, {"organisation_id": cast[name], "owner_id": ctx.actor.id})
        cast[f"pilot {name}"] = row.id


def _join_firms(ctx: Context, cast: Cast) -> None:
    for name in (_FIRM, _SECOND, "Demo Kuströkeri AB"):
        pilots.join_pilot(ctx, cast[f"pilot {name}"], {})


def _start_firms(ctx: Context, cast: Cast) -> None:
    for name in (_FIRM, _SECOND):
        pilots.start_pilot(ctx, cast[f"pilot {name}"], {})


def _finish_firm(ctx: Context, cast: Cast) -> None:
    pilots.finish_pilot(ctx, cast[f"pilot {_FIRM}"], {"learnt": "Texten tog längst tid. Börja med frågorna."})


def _meeting(ctx: Context, cast: Cast, title: str, *guests: str, minutes: str) -> UUID:
    row = arena.plan_meeting(
        ctx, {"title": title, "held_on": ctx.today, "place": "Bergsjö", "owner_id": ctx.actor.id}
    )
    for name in guests:
        arena.ask_organisation(ctx, row.id, cast[name])
    arena.hold_meeting(ctx, row.id, {})
    arena.write_minutes(ctx, row.id, {"minutes": minutes, "decisions": minutes})
    return row.id


STEPS: tuple[Step, ...] = (
    (340, _first),
    (280, _invite_firms),
    (268, _join_firms),
    (258, _start_firms),
    (240, _guideline),
    (220, _second),
    (105, _third),
    (104, _finish_firm),
    (10, _coming),
)
