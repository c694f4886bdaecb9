"""A visibly made-up year with twin towns: one that does business, one for schools, one that sleeps."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from utblick.api import Context
from utblick_twinning.models import BudgetLine, Category, Delegate, ProgrammeItem, Theme, Town
from utblick_twinning.service import (
    counting,
    door,
    exchanges,
    invitations,
    meetings,
    people,
    promises,
    studies,
    towns,
)

_TOWNS: tuple[dict[str, Any], ...] = (
    {
        "title": "Demokaupunki",
        "country": "FI",
        "category": Category.PARTNERSHIP,
        "population": 8900,
        "languages": ["fi", "sv"],
        "industries": ["A", "C", "H"],
        "latitude": Decimal("61.13"),
        "longitude": Decimal("21.51"),
        "since_year": "2003",
        "signed_on": date(2003, 6, 6),
        "diary_number": "KS 2003/00118",
        "source": "Demo",
    },
    {
        "title": "Demoküla",
        "country": "EE",
        "category": Category.PARTNERSHIP,
        "population": 5400,
        "languages": ["et", "en"],
        "industries": ["C", "F", "I"],
        "latitude": Decimal("58.38"),
        "longitude": Decimal("24.50"),
        "source": "Demo",
    },
    {
        "title": "Demostadt",
        "country": "DE",
        "category": Category.FRIENDSHIP,
        "population": 21000,
        "languages": ["de", "en"],
        "industries": ["C", "G"],
        "latitude": Decimal("53.87"),
        "longitude": Decimal("10.69"),
        "since_year": "1994",
        "signed_on": date(1994, 8, 19),
        "source": "Demo",
    },
)


def load(ctx: Context) -> None:
    """Tell the year in the order in which it happened."""
    year_ago = ctx.now - timedelta(days=330)
    finland, estonia, germany = (towns.open_town(ctx.at(year_ago), values) for values in _TOWNS)
    for town in (finland, estonia):
        towns.update_town(ctx.at(year_ago), town, {"owner_id": ctx.actor.user_id})
    _agreement(ctx, estonia, year_ago)
    _people(ctx.at(year_ago), finland)
    towns.update_town(ctx.at(year_ago), germany, {"expires_on": (ctx.now + timedelta(days=120)).date()})
    _held(
        ctx, finland, ctx.now - timedelta(days=160), title="Demodagar om trä", theme=Theme.BUSINESS, guests=27
    )
    _held(
        ctx, estonia, ctx.now - timedelta(days=95), title="Demoskolornas vecka", theme=Theme.SCHOOL, guests=12
    )
    _study(ctx, ctx.now - timedelta(days=60))
    _planned(ctx, finland)
    _today(ctx, estonia)
    promises.give_promise(
        ctx.at(ctx.now - timedelta(days=40)),
        {
            "title": "Skicka kontaktuppgifter till såg och snickeri",
            "town_id": estonia.id,
            "promised_to": "Demokülas näringslivskontor",
            "due_on": (ctx.now - timedelta(days=10)).date(),
        },
    )
    people.end_contact(ctx, _contact(ctx, germany).id, {})
    counting.reckon_all(ctx)


def _agreement(ctx: Context, town: Town, moment: datetime) -> None:
    steps: tuple[tuple[Callable[..., object], dict[str, Any]], ...] = (
        (towns.propose_agreement, {"body": "Kommunstyrelsens arbetsutskott § 12"}),
        (
            towns.decide_agreement,
            {"body": "Kommunfullmäktige § 45", "diary_number": "KS 2026/00290"},
        ),
        (towns.sign_agreement, {"expires_on": (ctx.now + timedelta(days=900)).date()}),
    )
    for number, (verb, answers) in enumerate(steps):
        verb(ctx.at(moment + timedelta(days=30 * number + 5)), town.id, answers)


def _people(ctx: Context, town: Town) -> None:
    person = ctx.people.register("Demo Kansainvälinen", email="demo.fi@kaupunki.example", language="sv")
    values = {"title": "Internationell sekreterare", "town_id": town.id, "person_id": person.id}
    people.add_contact(ctx, {**values, "side": "theirs", "starts_on": ctx.today})


def _contact(ctx: Context, town: Town) -> Any:
    person = ctx.people.register("Demo Freundlich", email="demo.de@stadt.example", language="en")
    values = {"title": "Vänföreningens ordförande", "town_id": town.id, "person_id": person.id}
    return people.add_contact(ctx, {**values, "side": "theirs"})


def _company(ctx: Context, name: str) -> UUID:
    found = ctx.organisations.find(name=name)
    if found is None:
        seat = ctx.settings.municipality.code
        found = ctx.organisations.register(name, kind="company", municipality=seat, sni="16.101")
    return found.id


def _held(ctx: Context, town: Town, moment: datetime, *, title: str, theme: Theme, guests: int) -> None:
    """An exchange from plan to report, with a list that was closed and, for business, a meeting."""
    planned, day = ctx.at(moment - timedelta(days=60)), ctx.at(moment)
    exchange = exchanges.plan_exchange(
        planned,
        {
            "title": title,
            "town_id": town.id,
            "theme": theme,
            "direction": "here",
            "starts_on": day.today,
            "ends_on": day.today + timedelta(days=1),
            "place": "Bergsjö",
            "planned_local": 30,
            "planned_international": guests,
            "project_months": 8,
            "funding": "own",
            "lead": "municipality",
        },
    )
    firm = _company(planned, "Exempel Såg AB")
    delegates = [_delegate(planned, exchange.id, f"Demo Besökare {n}", town.country) for n in range(1, 4)]
    delegates.append(_delegate(planned, exchange.id, "Demo Sågverk", "SE", firm))
    for one in delegates:
        door.check_in(day, one.id)
    for number in range(30 + guests - len(delegates)):
        door.count_one(day, exchange.id, international=number < guests - 3)
    closed = ctx.at(moment + timedelta(days=2))
    exchanges.hold_exchange(closed, exchange.id, {})
    if theme == Theme.BUSINESS:
        meetings.arrange_meeting(
            closed,
            {
                "title": "Limträ till skolbygge",
                "exchange_id": exchange.id,
                "organisation_id": firm,
                "partner_name": "Demo Rakennus Oy",
                "held_on": day.today + timedelta(days=1),
                "outcome": "lead",
            },
        )
    exchanges.report_exchange(
        ctx.at(moment + timedelta(days=20)), exchange.id, {"report": "Demo: programmet hölls som planerat."}
    )


def _delegate(ctx: Context, exchange_id: UUID, name: str, country: str, firm: UUID | None = None) -> Delegate:
    values = {"title": name, "exchange_id": exchange_id, "country": country, "organisation_id": firm}
    return invitations.add_delegate(ctx, {**values, "language": "sv" if country == "SE" else "en"})


def _planned(ctx: Context, town: Town) -> None:
    """The next exchange, begun but not ready: what is missing can be seen."""
    starts = ctx.today + timedelta(days=25)
    exchange = exchanges.plan_exchange(
        ctx.at(ctx.now - timedelta(days=14)),
        {
            "title": "Demofrukost för företag",
            "town_id": town.id,
            "theme": Theme.BUSINESS,
            "direction": "here",
            "starts_on": starts,
            "ends_on": starts + timedelta(days=1),
            "place": "Harmånger",
            "goal": "Fem företag ska ha träffat någon som kan bli kund.",
            "planned_local": 20,
            "planned_international": 14,
            "funding": "cerv",
            "lead": "municipality",
            "interpreters": ["fi"],
        },
    )
    items = (("Välkomna och presentation", "09:00"), ("Besök hos företagen", "13:00"))
    for title, at in items:
        ctx.session.add(
            ProgrammeItem(
                title=title,
                exchange_id=exchange.id,
                day=starts,
                starts_at=at,
                created_at=ctx.now,
                updated_at=ctx.now,
            )
        )
    for title, side, planned in (("Resor och boende", "cost", 60_000), ("Bidrag", "income", 40_000)):
        ctx.session.add(
            BudgetLine(
                title=title,
                exchange_id=exchange.id,
                side=side,
                planned=Decimal(planned),
                created_at=ctx.now,
                updated_at=ctx.now,
            )
        )
    ctx.session.flush()
    _delegate(ctx, exchange.id, "Demo Trähusbyggare", "SE", _company(ctx, "Exempel Trähus AB"))
    _delegate(ctx, exchange.id, "Demo Ostaja", "FI")


def _today(ctx: Context, town: Town) -> None:
    """An exchange that is under way, so that the door can be tried."""
    exchange = exchanges.plan_exchange(
        ctx.at(ctx.now - timedelta(days=30)),
        {
            "title": "Demoföreningarnas kväll",
            "town_id": town.id,
            "theme": Theme.ASSOCIATION,
            "direction": "here",
            "starts_on": ctx.today,
            "ends_on": ctx.today,
            "place": "Ilsbo",
            "planned_local": 15,
            "planned_international": 6,
            "funding": "own",
            "lead": "municipality",
        },
    )
    for name, country in (("Demo Laulja", "EE"), ("Demo Körledare", "SE"), ("Demo Spelman", "SE")):
        _delegate(ctx, exchange.id, name, country)
    door.count_one(ctx, exchange.id, international=True)
    door.make_door(ctx, exchange.id)


def _study(ctx: Context, moment: datetime) -> None:
    then = ctx.at(moment)
    study = studies.open_study(
        then,
        {
            "title": "Ny vänort vid Östersjön",
            "purpose": "Fullmäktige vill ha en vänort som våra företag har nytta av.",
        },
    )
    candidates = (
        ("Demosala", "LV", 9800, ["lv", "en"], ["A", "C", "I"], "57.31", "25.27", 2),
        ("Demovik", "NO", 7200, ["nb", "en"], ["A", "D", "H"], "63.43", "10.40", 3),
        ("Demograd", "PL", 31000, ["pl", "en"], ["C", "G"], "54.35", "18.65", 0),
    )
    for title, country, population, languages, industries, latitude, longitude, contacts in candidates:
        studies.propose_candidate(
            then,
            {
                "title": title,
                "study_id": study.id,
                "country": country,
                "population": population,
                "languages": languages,
                "industries": industries,
                "latitude": Decimal(latitude),
                "longitude": Decimal(longitude),
                "contacts": contacts,
                "source": "Demo",
            },
        )
