"""Visibly made-up markets, leads and agreements, so that an empty installation shows what it can do."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from utblick.api import Context
from utblick_export_deals import service
from utblick_export_deals.forms import CompanyAnswer
from utblick_export_deals.models import Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A made-up lead, and how far it has come: a stage, or signed, asked or confirmed."""

    company: str
    title: str
    country: str
    value: int
    currency: str = "EUR"
    until: str = "opened"
    days_ago: int = 30
    partner: str = ""
    cn_code: str = ""
    next_step: str = ""
    source: str = "company"
    secret: bool = False


DEALS = (
    Deal(
        company="Exempel Såg AB",
        title="Limträ till Hamburg",
        country="DE",
        value=180_000,
        until="confirmed",
        days_ago=110,
        partner="Muster Holzbau GmbH",
        cn_code="441891",
        source="fair",
    ),
    Deal(
        company="Exempel Fisk AB",
        title="Rökt sik till Helsingfors",
        country="FI",
        value=42_000,
        until="confirmed",
        days_ago=90,
        partner="Esimerkki Kala Oy",
        cn_code="0305",
        source="twin_town",
    ),
    Deal(
        company="Exempel Trähus AB",
        title="Attefallshus till Trondheim",
        country="NO",
        value=900_000,
        currency="NOK",
        until="asked",
        days_ago=42,
        partner="Eksempel Hytter AS",
        cn_code="940610",
        source="network",
    ),
    Deal(
        company="Exempel Plåt AB",
        title="Kapslingar till en kund i USA",
        country="US",
        value=75_000,
        currency="USD",
        until="signed",
        days_ago=50,
        partner="Sample Enclosures Inc.",
        cn_code="7326",
        secret=True,
    ),
    Deal(
        company="Exempel Granit AB",
        title="Markplattor till Köpenhamn",
        country="DK",
        value=350_000,
        currency="DKK",
        until="negotiating",
        days_ago=35,
        cn_code="680293",
        next_step="Provläggning på plats",
        source="fair",
    ),
    Deal(
        company="Exempel Såg AB",
        title="Ytterpanel till Rotterdam",
        country="NL",
        value=95_000,
        until="negotiating",
        days_ago=28,
        next_step="Skicka offert med fraktvillkor",
        source="advisory",
    ),
    Deal(
        company="Exempel Trähus AB",
        title="Förskolemoduler till Riga",
        country="LV",
        value=240_000,
        until="qualified",
        days_ago=21,
        next_step="Boka möte med arkitekten",
        source="partner_search",
    ),
    Deal(
        company="Exempel Fisk AB",
        title="Surströmming till Tokyo",
        country="JP",
        value=30_000,
        until="opened",
        days_ago=9,
        next_step="Fråga om importregler",
        source="student",
    ),
    Deal(
        company="Exempel Plåt AB",
        title="Bänkskivor till Tallinn",
        country="EE",
        value=18_000,
        until="opened",
        days_ago=4,
        next_step="Ringa upp efter mässan",
        source="fair",
    ),
    Deal(
        company="Exempel Granit AB",
        title="Gravstenar till Åbo",
        country="FI",
        value=25_000,
        until="stalled",
        days_ago=140,
        source="twin_town",
    ),
    Deal(
        company="Exempel Honung AB",
        title="Ljunghonung till Warszawa",
        country="PL",
        value=12_000,
        until="lost",
        days_ago=75,
        source="student",
    ),
)

MARKETS = (
    ("Exempel Såg AB", "DE", "entered"),
    ("Exempel Fisk AB", "FI", "entered"),
    ("Exempel Trähus AB", "NO", "chosen"),
    ("Exempel Granit AB", "DK", "chosen"),
    ("Exempel Honung AB", "PL", "considered"),
)

CONTACTS = {
    "Exempel Såg AB": ("Anna Exempel", "anna@exempelsag.example"),
    "Exempel Fisk AB": ("Bo Exempel", "bo@exempelfisk.example"),
    "Exempel Trähus AB": ("Cilla Exempel", "cilla@exempeltrahus.example"),
    "Exempel Plåt AB": ("David Exempel", "david@exempelplat.example"),
    "Exempel Granit AB": ("Eva Exempel", "eva@exempelgranit.example"),
    "Exempel Honung AB": ("Fredrik Exempel", "fredrik@exempelhonung.example"),
}

_STEPS = ("opened", "qualified", "negotiating", "signed", "asked", "confirmed")


def load(ctx: Context) -> None:
    """Tell a year of export deals of companies that do not exist, in the order in which it happened."""
    for company, country, stage in MARKETS:
        market = service.consider_market(ctx, {"organisation_id": _company(ctx, company), "country": country})
        if stage in ("chosen", "entered"):
            service.choose_market(ctx, market.id, {"reason": "Nära, och kunder har redan hört av sig."})
        if stage == "entered":
            service.enter_market(ctx, market.id, {})
    stories = [_story(ctx, deal) for deal in DEALS]
    waiting = [(next(story), number) for number, story in enumerate(stories)]
    heapq.heapify(waiting)
    while waiting:
        _when, number = heapq.heappop(waiting)
        for then in islice(stories[number], 1):
            heapq.heappush(waiting, (then, number))


def _story(ctx: Context, deal: Deal) -> Iterator[datetime]:
    """The steps of a deal; before each one it says when that happens, and waits for its turn."""
    begun = ctx.now - timedelta(days=deal.days_ago)
    yield begun
    then = ctx.at(begun)
    lead = service.open_lead(then, _lead_values(ctx, deal))
    reached = _STEPS.index(deal.until) if deal.until in _STEPS else 0
    for days, step, verb in ((5, 1, service.qualify_lead), (10, 2, service.negotiate_lead)):
        if reached >= step:
            yield _after(then, days)
            verb(_later(then, days), lead.id, {})
    if reached >= _STEPS.index("signed"):
        yield from _signing(ctx, _after(then, 20), lead.id, until=deal.until)
    if deal.until == "stalled":
        yield _after(then, 90)
        service.stall_lead(_later(then, 90), lead.id, {})
    if deal.until == "lost":
        yield _after(then, 30)
        lesson = {"lost_reason": "logistics", "comment": "Frakten blev för dyr."}
        service.lose_lead(_later(then, 30), lead.id, lesson)


def _lead_values(ctx: Context, deal: Deal) -> dict[str, Any]:
    return {
        "title": deal.title,
        "organisation_id": _company(ctx, deal.company),
        "country": deal.country,
        "value": Decimal(deal.value),
        "currency": deal.currency,
        "source": deal.source,
        "cn_code": deal.cn_code,
        "next_step": deal.next_step,
        "next_step_on": ctx.today + timedelta(days=3) if deal.next_step else None,
        "confidentiality": "secret" if deal.secret else "public",
        "partner_name": deal.partner,
        "owner_id": ctx.actor.id,
    }


def _signing(ctx: Context, day: datetime, lead_id: UUID, *, until: str) -> Iterator[datetime]:
    yield day
    then = ctx.at(day)
    terms = {"kind": "sales", "signed_on": then.today, "incoterm": "DAP"}
    agreement = service.sign_lead(then, lead_id, {**terms, "first_time": until == "confirmed"})
    if until == "signed":
        return
    yield _after(then, 8)
    asked = service.ask_company(_later(then, 8), agreement.id, {})
    if until == "confirmed":
        yield _after(then, 11)
        token = asked.link.rpartition("/")[2]
        _confirm(_later(then, 11), agreement, token, answered_by=asked.confirmation.recipient_name)


def _confirm(ctx: Context, agreement: Agreement, token: str, *, answered_by: str) -> None:
    answer = CompanyAnswer(
        verdict="agree",
        seen=agreement.version,
        answered_by=answered_by,
        without_help="little",
        at_risk="yes",
        prerequisite="yes",
        sped_up="partly",
        larger="unknown",
        rating_contacts="5",
        rating_knowledge="4",
        rating_confidence="4",
        story="named",
    )
    service.answer_question(ctx, token, answer)


def _after(ctx: Context, days: int) -> datetime:
    return ctx.now + timedelta(days=days)


def _later(ctx: Context, days: int) -> Context:
    """The same work some days later."""
    return ctx.at(_after(ctx, days))


def _company(ctx: Context, name: str) -> UUID:
    """The company of that name, with somebody to write to; added where the core's demo has none."""
    code = ctx.settings.municipality.code
    found = ctx.organisations.find(name=name)
    company = found or ctx.organisations.register(
        name, kind="company", country="SE", municipality=code, employees=14
    )
    if not any(person.email for person in ctx.people.at(company.id)):
        person, email = CONTACTS[name]
        added = ctx.people.register(person, email=email, language="sv")
        ctx.people.join(added.id, company.id, role="VD", is_main=True)
    return company.id
