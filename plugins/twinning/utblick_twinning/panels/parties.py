"""Twin towns on the overview, and on the pages of organisations and people."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_twinning.choices import DELEGATE_STATES, EXCHANGE_STATES, OUTCOMES
from utblick_twinning.models import TownState
from utblick_twinning.permissions import READ
from utblick_twinning.queries import exchanges as queries
from utblick_twinning.queries import towns

_HEARS = ("twinning.>",)


def overview(ctx: Context, subject: Any) -> Page:
    """The ties that need care, and the next exchange."""
    living = towns.towns(ctx, TownState.ACTIVE, TownState.DORMANT, limit=8)
    upcoming = queries.upcoming(ctx, limit=2)
    return page(
        "twinning/panels/overview.html",
        rows=[(town.title, town.health or 0) for town in living],
        towns=living,
        counting=sum(town.counts for town in living),
        upcoming=upcoming,
    )


def organisation(ctx: Context, subject: Any) -> Page | None:
    """The exchanges and meetings that an organisation took part in, and the ties with it."""
    party = ctx.organisations.get(subject)
    exchanges = queries.with_company(ctx, party.id)
    meetings = queries.meetings_with(ctx, party.id)
    ties = towns.town_of_organisation(ctx, party.id)
    if not (exchanges or meetings or ties):
        return None
    others = [one.organisation_id for one in meetings] + [
        one.partner_id for one in meetings if one.partner_id
    ]
    return page(
        "twinning/panels/organisation.html",
        party=party,
        exchanges=exchanges,
        meetings=meetings,
        ties=ties,
        names=ctx.organisations.names(others),
        states={choice.value: choice for choice in EXCHANGE_STATES},
        outcomes={choice.value: choice for choice in OUTCOMES},
    )


def person(ctx: Context, subject: Any) -> Page | None:
    """The exchanges that a person was invited to."""
    found = queries.with_person(ctx, subject)
    if not found:
        return None
    return page(
        "twinning/panels/person.html",
        rows=found,
        states={choice.value: choice for choice in DELEGATE_STATES},
    )


PANELS = (
    Panel(
        name="twinning.overview",
        slot=Slot.OVERVIEW,
        title=_("Twin towns"),
        load=overview,
        permission=READ,
        order=40,
        refresh_on=_HEARS,
    ),
    Panel(
        name="twinning.organisation",
        slot=Slot.ORGANISATION,
        title=_("Twin towns"),
        load=organisation,
        permission=READ,
        order=40,
        refresh_on=_HEARS,
    ),
    Panel(
        name="twinning.person",
        slot=Slot.PERSON,
        title=_("Exchanges with twin towns"),
        load=person,
        permission=READ,
        order=40,
        refresh_on=_HEARS,
    ),
)
