"""Partnerships on the overview, on the page of an organisation, and on that of a person."""

from datetime import date, timedelta
from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_partnerships.choices.arena import PILOT_STATES
from utblick_partnerships.choices.consortia import SEAT_STATES
from utblick_partnerships.choices.profiles import INTEREST_STATES, STATES, TYPES
from utblick_partnerships.choices.projects import PROJECT_STATES
from utblick_partnerships.pages.calls import days_left
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.queries import arena as arena_queries
from utblick_partnerships.queries import calls as call_queries
from utblick_partnerships.queries import consortia as consortium_queries
from utblick_partnerships.queries import people as people_queries
from utblick_partnerships.queries import profiles as profile_queries
from utblick_partnerships.queries import projects as project_queries

_AHEAD = timedelta(days=45)
_HEARS = ("partnerships.>",)


def overview(ctx: Context, subject: Any) -> Page:
    """What waits: expressions of interest, deadlines of calls, applications and reports, open seats."""
    until = ctx.now + _AHEAD
    waiting = profile_queries.waiting(ctx, limit=5)
    calls = call_queries.deadlines(ctx, until=until)
    return page(
        "partnerships/panels/overview.html",
        waiting=waiting,
        interest_states={choice.value: choice for choice in INTEREST_STATES},
        calls=[(call, days_left(ctx, call)) for call in calls],
        applications=project_queries.application_deadlines(ctx, until=until),
        reports=project_queries.reports_due(ctx, until=ctx.today + _AHEAD),
        consortia=consortium_queries.being_built(ctx, limit=4),
    )


def organisation(ctx: Context, subject: Any) -> Page | None:
    """An organisation's profiles, seats, projects, and the calls that fit it."""
    party = ctx.organisations.get(subject)
    profiles = profile_queries.profiles_of(ctx, party.id, limit=6)
    seats = consortium_queries.seats_of(ctx, party.id)
    projects = project_queries.projects_of(ctx, party.id)
    fits = call_queries.fits_for(ctx, party.id)
    pilots = arena_queries.pilots_of(ctx, party.id)
    if not (profiles or seats or projects or fits or pilots or party.kind == "company"):
        return None
    return page(
        "partnerships/panels/organisation.html",
        party=party,
        profiles=profiles,
        profile_states={choice.value: choice for choice in STATES},
        types={choice.value: choice.label for choice in TYPES},
        seats=seats,
        seat_states={choice.value: choice for choice in SEAT_STATES},
        projects=projects,
        project_states={choice.value: choice for choice in PROJECT_STATES},
        fits=[(fit, call, days_left(ctx, call)) for fit, call in fits],
        pilots=pilots,
        pilot_states={choice.value: choice for choice in PILOT_STATES},
        may_write=ctx.actor.may(WRITE),
    )


def person(ctx: Context, subject: Any) -> Page | None:
    """What a person has had to do with: meetings of the arena, interest, invitations."""
    meetings = arena_queries.of_person(ctx, subject)
    interests = sorted(
        people_queries.interests(ctx, subject), key=lambda one: one.received_on or date.min, reverse=True
    )
    seats = sorted(
        people_queries.seats(ctx, subject), key=lambda one: one.invited_on or date.min, reverse=True
    )
    if not (meetings or interests or seats):
        return None
    return page("partnerships/panels/person.html", meetings=meetings, interests=interests, seats=seats)


PANELS: tuple[Panel, ...] = (
    Panel(
        name="partnerships.overview",
        slot=Slot.OVERVIEW,
        title=_("Partnerships: what waits"),
        load=overview,
        permission=READ,
        order=40,
        refresh_on=_HEARS,
    ),
    Panel(
        name="partnerships.organisation",
        slot=Slot.ORGANISATION,
        title=_("Partnerships"),
        load=organisation,
        permission=READ,
        order=35,
        refresh_on=_HEARS,
    ),
    Panel(
        name="partnerships.person",
        slot=Slot.PERSON,
        title=_("Partnerships"),
        load=person,
        permission=READ,
        order=40,
    ),
)
