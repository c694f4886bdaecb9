"""Our twin towns at a glance: the map, how each tie feels, and what to do next."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from utblick.api import Context, Msg, Page, Redirect, _, choice_label, get, ngettext, page, post, redirect
from utblick_twinning import health
from utblick_twinning.choices import TOWN_STATES
from utblick_twinning.models import Town, TownState
from utblick_twinning.permissions import READ, WRITE
from utblick_twinning.queries import exchanges, towns
from utblick_twinning.service import exchanges as service
from utblick_twinning.service import invitations


@dataclass(frozen=True, slots=True)
class Tie:
    """A town with its health as it is today."""

    town: Town
    health: health.Health
    last: date | None


@get("/twinning", permission=READ)
def overview(ctx: Context) -> Page:
    """The map of all ties, those that need care first, and what lies ahead."""
    living = towns.towns(ctx, *towns.LIVING)
    begun = towns.towns(ctx, TownState.EXPLORING, TownState.INTENT)
    shown = [*living, *begun]
    signs = towns.signs(ctx, [town.id for town in living])
    ties = [Tie(town, health.reckon(signs[town.id]), last_sign(signs[town.id])) for town in living]
    said = {town.id: ctx.translate(choice_label(TOWN_STATES, town.state)) for town in shown}
    upcoming = exchanges.upcoming(ctx)
    return page(
        "twinning/towns.html",
        ties=sorted(ties, key=lambda tie: tie.health.score),
        begun=begun,
        states={choice.value: choice for choice in TOWN_STATES},
        places=[towns.place_of(town, note=said[town.id]) for town in shown],
        home=towns.home(ctx),
        upcoming=upcoming,
        names={town.id: town.title for town in shown},
        promises=exchanges.open_promises(ctx, limit=6),
        counting=sum(town.counts for town in living),
    )


def last_sign(signs: health.Signs) -> date | None:
    """The day on which something last happened with a town."""
    days = [day for day in (signs.last_exchange_on, signs.last_meeting_on) if day]
    return max(days, default=None)


@post("/twinning/exchanges/{exchange_id:uuid}/invite", permission=WRITE)
def invite(ctx: Context, *, exchange_id: UUID) -> Redirect:
    """Write to everybody on the list who has had no letter."""
    n = invitations.invite_all(ctx, exchange_id)
    said = ngettext("{n} invitation was written.", "{n} invitations were written.", n=n)
    return _back(exchange_id, said)


@post("/twinning/exchanges/{exchange_id:uuid}/interpreters", permission=WRITE)
def interpreters(ctx: Context, *, exchange_id: UUID) -> Redirect:
    """Ask for interpreters."""
    service.ask_interpreters(ctx, exchange_id)
    return _back(exchange_id, _("Interpreters have been asked for. Until somebody takes it up it is a task."))


@post("/twinning/exchanges/{exchange_id:uuid}/briefing", permission=WRITE)
def briefing(ctx: Context, *, exchange_id: UUID) -> Redirect:
    """Ask for a briefing about the country."""
    service.ask_briefing(ctx, exchange_id)
    return _back(exchange_id, _("A briefing has been asked for. Until somebody takes it up it is a task."))


def _back(exchange_id: UUID, said: Msg) -> Redirect:
    return redirect(f"/twinning/exchanges/{exchange_id}", said)


ROUTES = (overview, invite, interpreters, briefing)
