"""The two universities of the demonstration, with contacts, agreements and experts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from utblick.api import Context
from utblick_university_node.models import Cooperation, Institution, NodeContact, Springboard
from utblick_university_node.service import experts, institutions, placements

BEGUN = 340
"""So many days ago the node was opened."""


@dataclass(slots=True)
class Node:
    """What the stories build on: universities by a short name, and the contacts there."""

    schools: dict[str, Institution] = field(default_factory=dict)
    contacts: dict[str, NodeContact] = field(default_factory=dict)


_SCHOOLS = (
    (
        "miun",
        "Mittuniversitetet",
        "019k1pd13",
        "Sundsvall",
        {
            "assignments_url": "https://www.miun.se/mot-mittuniversitetet/samverkan/foretag-och-organisation/",
            "results_url": "https://miun.diva-portal.org",
            "contact_url": "https://www.miun.se/mot-mittuniversitetet/samverkan/",
        },
    ),
    (
        "hig",
        "Högskolan i Gävle",
        "043fje207",
        "Gävle",
        {
            "has_coop": True,
            "results_url": "https://hig.diva-portal.org",
            "contact_url": "https://www.hig.se",
        },
    ),
)


def open_node(ctx: Context) -> Node:
    """Let both universities take part, with a contact each and an agreement with one of them."""
    then, node = days_ago(ctx, BEGUN), Node()
    for key, name, ror, town, values in _SCHOOLS:
        found = then.organisations.find(name=name)
        place = found or then.organisations.register(name, kind="university", country="SE", town=town)
        school = institutions.add_institution(then, {"organisation_id": place.id, "ror": ror, **values})
        node.schools[key] = school
        for year in (ctx.today.year, ctx.today.year + 1):
            institutions.plan_seasons(then, school.id, year)
        node.contacts[key] = _contact(then, school, 1, "Alla program")
    agreement = Cooperation(
        title="Samverkansavtal Mittuniversitetet",
        institution_id=node.schools["miun"].id,
        about="Demo: examensarbeten, praktik och gemensamma seminarier.",
        owner_id=ctx.actor.id,
    )
    then.session.add(agreement)
    then.session.flush()
    signed = {
        "signed_on": then.today,
        "registry_number": "KS 2026/00000",
        "valid_until": ctx.today + timedelta(days=100),
    }
    institutions.sign_cooperation(then, agreement.id, signed)
    draft = Cooperation(
        title="Samverkansavtal Högskolan i Gävle",
        institution_id=node.schools["hig"].id,
        about="Demo: utkast som väntar på nämnden.",
        owner_id=ctx.actor.id,
    )
    then.session.add(draft)
    then.session.flush()
    return node


def changes(ctx: Context, node: Node) -> Iterator[datetime]:
    """Contacts come and go, experts are listed and one withdraws, springboards are spotted and used."""
    yield days_ago(ctx, 250).now
    then = days_ago(ctx, 250)
    listed = [
        _expert(then, node.schools[place], number, {"field": field, "competence": words})
        for number, (place, field, words) in enumerate(_EXPERTS, 1)
    ]
    boards = [_springboard(then, node.schools[place], **values) for place, values in _SPRINGBOARDS]
    yield days_ago(ctx, 120).now
    then = days_ago(ctx, 120)
    successor = _contact(then, node.schools["miun"], 2, "Ingenjörsprogrammen")
    institutions.replace_contact(then, node.contacts["miun"].id, {"successor_id": successor.id})
    withdrawn = {"consent_withdrawn": True, "hidden_reason": "Demo: vill inte längre synas."}
    experts.hide_expert(then, listed[-1], withdrawn)
    yield days_ago(ctx, 60).now
    then = days_ago(ctx, 60)
    firm = then.organisations.find(name="Exempel Fisk AB")
    if firm is not None:
        placements.offer_springboard(then, boards[0], {"organisation_id": firm.id})
        result = "Demo: företaget fick träffa två inköpare genom lärosätets partner."
        placements.use_springboard(then, boards[0], {"result": result})
    yield days_ago(ctx, 8).now
    institutions.leave_contact(days_ago(ctx, 8), node.contacts["hig"].id, {})
    _contact(days_ago(ctx, 8), node.schools["hig"], 3, "Ekonomi och samhälle")


_EXPERTS = (
    ("miun", "building", ["trä", "fukt", "limträ"]),
    ("hig", "energy", ["energieffektivisering", "torkning", "vattenkraft"]),
    ("hig", "logistics", ["logistik", "inköp", "emballage"]),
    ("miun", "design", ["möbeldesign", "formgivning"]),
    ("miun", "business", ["export", "prissättning"]),
)
_SPRINGBOARDS = (
    (
        "miun",
        {
            "country": "FI",
            "title": "Exempelnätverk för livsmedel i Finland",
            "partner": "Demo-universitetet i Finland",
        },
    ),
    (
        "hig",
        {
            "country": "DE",
            "title": "Exempelprojekt om träbyggande i Tyskland",
            "partner": "Demo-högskolan i Tyskland",
        },
    ),
    (
        "miun",
        {
            "country": "NO",
            "title": "Exempelsamarbete om småhus i Norge",
            "partner": "Demo-universitetet i Norge",
        },
    ),
)


def _contact(ctx: Context, school: Institution, number: int, covers: str) -> NodeContact:
    place = "miun" if school.has_coop is False else "hig"
    person = ctx.people.register(
        f"Demo Kontakt {number} {place.upper()}", email=f"demo.kontakt{number}@{place}.example"
    )
    ctx.people.join(person.id, school.organisation_id, role="Samverkan")
    values = {"institution_id": school.id, "person_id": person.id, "covers": covers}
    return institutions.add_contact(ctx, values)


def _expert(ctx: Context, school: Institution, number: int, values: Mapping[str, object]) -> UUID:
    person = ctx.people.register(f"Demo Expert {number}", email=f"demo.expert{number}@exempel.example")
    ctx.people.join(person.id, school.organisation_id, role="Forskare")
    given = {
        "person_id": person.id,
        "institution_id": school.id,
        "languages": ["sv", "en"],
        "consent_on": ctx.today,
    }
    return experts.list_expert(ctx, {**given, **values}).id


def _springboard(ctx: Context, school: Institution, **values: Any) -> UUID:
    row = Springboard(**values, institution_id=school.id)
    ctx.session.add(row)
    ctx.session.flush()
    return row.id


def days_ago(ctx: Context, days: int) -> Context:
    """The same work some days ago."""
    return ctx.at(ctx.now - timedelta(days=days))
