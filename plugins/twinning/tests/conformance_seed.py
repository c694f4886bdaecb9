"""Rows of twin towns with what their pages need: local firms that meet, doors and links whose keys are known."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from utblick.api import Context
from utblick_twinning.models import Delegate, Exchange, Study, Town
from utblick_twinning.service import door, exchanges, invitations, meetings, promises, studies, towns

DOOR = "/twinning/door/{key:str}"
LINK = "/twinning/invitation/{key:str}"


def seed(ctx: Context, table: str, number: int) -> object:
    """Make the n-th row of a table that cannot be made of its fields alone."""
    make = {
        "twinning_town": _town,
        "twinning_exchange": _exchange,
        "twinning_delegate": _delegate,
        "twinning_arrival": _arrival,
        "twinning_meeting": _meeting,
        "twinning_promise": _promise,
        "twinning_study": _study,
        "twinning_candidate": _candidate,
    }.get(table)
    return make(ctx, number) if make is not None else None


def addresses(ctx: Context) -> Mapping[str, str]:
    """The door of the first exchange, and the link of the first person on its list."""
    exchange = ctx.session.exec(select(Exchange).where(col(Exchange.door_hash).is_not(None))).first()
    delegate = ctx.session.exec(select(Delegate).where(col(Delegate.key_hash).is_not(None))).first()
    found = {}
    if exchange is not None:
        found[DOOR] = DOOR.replace("{key:str}", door.door_key(ctx, exchange))
    if delegate is not None:
        found[LINK] = LINK.replace("{key:str}", invitations.own_key(ctx, delegate))
    return found


def _town(ctx: Context, number: int) -> Town:
    values = {
        "title": f"Exempelby {number}",
        "country": "FI",
        "category": "partnership",
        "since_year": "2003",
    }
    return towns.open_town(ctx, {**values, "owner_id": ctx.actor.user_id})


def _exchange(ctx: Context, number: int) -> Exchange:
    made = exchanges.plan_exchange(
        ctx,
        {
            "title": f"Trädagar {number}",
            "town_id": _nth(ctx, Town, number).id,
            "theme": "business",
            "direction": "here",
            "starts_on": ctx.today,
            "ends_on": ctx.today + timedelta(days=1),
            "planned_local": 30,
            "planned_international": 20,
            "funding": "cerv",
            "lead": "municipality",
        },
    )
    return door.make_door(ctx, made.id)


def _delegate(ctx: Context, number: int) -> Delegate:
    person = ctx.people.register(f"Kim Exempel {number}", email=f"kim{number}@exempel.example")
    return invitations.add_delegate(
        ctx,
        {
            "title": person.name,
            "exchange_id": _nth(ctx, Exchange, 1).id,
            "person_id": person.id,
            "organisation_id": _firm(ctx, number),
            "country": "SE",
            "email": person.email,
        },
    )


def _arrival(ctx: Context, number: int) -> object:
    return door.check_in(ctx, _nth(ctx, Delegate, number).id)


def _meeting(ctx: Context, number: int) -> object:
    return meetings.arrange_meeting(
        ctx,
        {
            "title": f"Limträ {number}",
            "exchange_id": _nth(ctx, Exchange, 1).id,
            "organisation_id": _firm(ctx, number),
            "partner_name": "Esimerkki Oy",
            "outcome": "lead",
        },
    )


def _promise(ctx: Context, number: int) -> object:
    values = {"title": f"Skicka broschyr {number}", "town_id": _nth(ctx, Town, 1).id}
    return promises.give_promise(ctx, {**values, "due_on": ctx.today})


def _study(ctx: Context, number: int) -> object:
    return studies.open_study(ctx, {"title": f"Ny vänort {number}"})


def _candidate(ctx: Context, number: int) -> object:
    values = {"title": f"Exempelstad {number}", "study_id": _nth(ctx, Study, 1).id, "country": "LV"}
    return studies.propose_candidate(ctx, {**values, "industries": ["C"], "population": 9000})


def _firm(ctx: Context, number: int) -> Any:
    name = f"Exempel Firma {number} AB"
    found = ctx.organisations.find(name=name)
    if found is None:
        found = ctx.organisations.register(name, kind="company", municipality="2132", country="SE")
    return found.id


def _nth(ctx: Context, model: Any, number: int) -> Any:
    rows = ctx.session.exec(select(model).order_by(col(model.id))).all()
    return rows[min(number, len(rows)) - 1]
