"""Made-up calls of programmes that exist, and ideas that wait for them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from utblick.api import Context
from utblick_partnerships.demo.cast import Cast, Step
from utblick_partnerships.portal import FoundCall
from utblick_partnerships.service import calls, fitting, ideas


def _old_calls(ctx: Context, cast: Cast) -> None:
    """A call that has closed since, and one that a project came from."""
    _take(
        ctx,
        _call(ctx, "CB-DEMO-02", "Joint circular solutions (demo)", "Interreg Central Baltic", days=75),
        _call(ctx, "CERV-2026-CITIZENS-TOWN-NT", "Networks of Towns (demo)", "CERV", days=140),
    )


def _new_calls(ctx: Context, cast: Cast) -> None:
    """What can be applied for now, and what is to come."""
    _take(
        ctx,
        _call(
            ctx,
            "CERV-2027-CITIZENS-TOWN-TT",
            "Town Twinning (demo)",
            "CERV",
            days=110,
            least=8455,
            most=50745,
            keywords=("citizens", "twinning", "municipalities"),
        ),
        _call(
            ctx,
            "CERV-2027-CITIZENS-TOWN-NT",
            "Networks of Towns (demo)",
            "CERV",
            days=60,
            keywords=("citizens", "towns"),
        ),
        _call(
            ctx,
            "HORIZON-CL6-2027-COMM-01",
            "Rural communities and bioeconomy (demo)",
            "Horizon Europe",
            days=39,
            keywords=("rural", "bioeconomy", "timber", "sensors"),
        ),
        _call(
            ctx,
            "CB-DEMO-05",
            "More exports by small firms (demo)",
            "Interreg Central Baltic",
            days=150,
            opens_in=70,
            keywords=("SME", "export", "food"),
        ),
    )


def _ideas(ctx: Context, cast: Cast) -> None:
    """Three ideas, of which one has a history."""
    owner = ctx.actor.id
    cast["circle"] = ideas.raise_idea(
        ctx,
        {
            "title": "Spill från snickerier blir nya produkter",
            "programme": "Interreg Central Baltic",
            "challenge": "Spill från träindustrin eldas upp fast det kunde användas.",
            "aim": "Fem småföretag i tre länder säljer nya produkter av spill.",
            "activities": "Prototyper, gemensamma mässor, kurs i cirkulär design.",
            "keywords": ["wood", "circular", "SME"],
            "countries": ["FI", "EE"],
            "owner_id": owner,
        },
    ).id


def _more_ideas(ctx: Context, cast: Cast) -> None:
    owner = ctx.actor.id
    cast["coast"] = ideas.raise_idea(
        ctx,
        {
            "title": "Kustens unga möts",
            "programme": "CERV",
            "challenge": "Unga på kusten vet lite om sina grannländer.",
            "aim": "Unga i tre vänorter ordnar en dag om demokrati tillsammans.",
            "activities": "Möte i fyra dagar, verkstäder, medborgardialog.",
            "keywords": ["citizens", "youth", "towns"],
            "countries": ["FI", "EE", "LV"],
            "owner_id": owner,
        },
    ).id
    seed = ideas.raise_idea(
        ctx,
        {
            "title": "Bokning för hela kusten",
            "programme": "Horizon Europe",
            "keywords": ["rural", "digital", "tourism"],
            "next_step": "Fråga Demo Bysoft AB om de vill vara med",
            "next_step_on": ctx.today + timedelta(days=80),
            "owner_id": owner,
        },
    )
    ideas.ripen_idea(ctx, cast["coast"], {})
    parked = ideas.raise_idea(ctx, {"title": "Gemensam mässmonter i Riga", "owner_id": owner})
    why = {"parked_reason": "Ingen utlysning passar i år.", "lessons": "Monter kräver tre företag."}
    ideas.park_idea(ctx, parked.id, why)
    cast["booking"] = seed.id


def _move(ctx: Context, cast: Cast) -> None:
    """The old calls close on their day."""
    calls.move_calls(ctx)


def _fit(ctx: Context, cast: Cast) -> None:
    fitting.fit_all(ctx)


def _call(
    ctx: Context,
    identifier: str,
    title: str,
    programme: str,
    *,
    days: int,
    opens_in: int = -20,
    least: int = 0,
    most: int = 0,
    keywords: tuple[str, ...] = (),
) -> FoundCall:
    day = (ctx.now + timedelta(days=days)).date()
    return FoundCall(
        identifier=identifier,
        title=title,
        programme=programme,
        period="2021–2027",
        opens_on=(ctx.now + timedelta(days=opens_in)).date(),
        deadlines=(datetime(day.year, day.month, day.day, 16, tzinfo=UTC),),
        stages="single-stage",
        summary="Påhittad utlysning, bara till för att visa hur det ser ut.",
        grant_least=Decimal(least) or None,
        grant_most=Decimal(most) or None,
        keywords=keywords,
    )


def _take(ctx: Context, *found: FoundCall) -> None:
    calls.take_in(ctx, found, source="file")


STEPS: tuple[Step, ...] = (
    (330, _old_calls),
    (310, _ideas),
    (254, _move),
    (189, _move),
    (95, _more_ideas),
    (20, _new_calls),
    (0, _fit),
)
