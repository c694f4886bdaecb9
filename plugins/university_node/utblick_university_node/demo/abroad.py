"""Placements abroad that never were, each tied to the market of a company that does not exist."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from utblick.api import Context
from utblick_university_node.demo.places import Node, days_ago
from utblick_university_node.demo.stories import host_of
from utblick_university_node.models import Placement
from utblick_university_node.service import placements, students

_VERBS = (
    placements.match_placement,
    placements.agree_placement,
    placements.start_placement,
    placements.complete_placement,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A made-up placement, and how many steps it has come."""

    firm: str
    country: str
    place: str = ""
    days: int
    steps: int
    told: bool = False


JOURNEYS = (
    Journey(
        firm="Exempel Fisk AB", country="FI", place="Demo Kala Oy, Helsingfors", days=280, steps=4, told=True
    ),
    Journey(firm="Exempel Trähus AB", country="NO", place="Demo Hytter AS, Trondheim", days=200, steps=4),
    Journey(firm="Exempel Såg AB", country="DE", place="Demo Holzbau GmbH, Hamburg", days=110, steps=3),
    Journey(firm="Exempel Möbler AB", country="DK", place="Demo Design ApS, Köpenhamn", days=50, steps=1),
    Journey(firm="Exempel Granit AB", country="FI", days=15, steps=0),
)


def all_stories(ctx: Context, node: Node) -> list[Iterator[datetime]]:
    """The placements, each of which says before every step when that happens."""
    return [_story(ctx, node, number, one) for number, one in enumerate(JOURNEYS, 41)]


def _story(ctx: Context, node: Node, number: int, one: Journey) -> Iterator[datetime]:
    yield ctx.now - timedelta(days=one.days)
    row = _wish(days_ago(ctx, one.days), node, number, one)
    for step, verb in enumerate(_VERBS[: one.steps], 1):
        day = one.days - 20 * step - (60 if step == 4 else 0)
        yield ctx.now - timedelta(days=day)
        verb(days_ago(ctx, day), row.id, {})
    if one.told:
        day = one.days - 150
        yield ctx.now - timedelta(days=day)
        note = {
            "learnt": "Demo: köparna frågar först efter spårbarhet, sedan efter pris.",
            "contacts": "Demo: två inköpare och en branschförening.",
            "led_to_lead": "yes",
        }
        placements.debrief_placement(days_ago(ctx, day), row.id, note)


def _wish(ctx: Context, node: Node, number: int, one: Journey) -> Placement:
    person = ctx.people.register(
        f"Demo Student {number}", email=f"demo.student{number}@student.example", legal_basis="consent"
    )
    school = node.schools["miun" if number % 2 else "hig"]
    student = students.add_student(
        ctx,
        {
            "person_id": person.id,
            "institution_id": school.id,
            "programme": "Demoprogrammet",
            "countries": [one.country],
            "languages": ["sv", "en"],
        },
    )
    values = {
        "direction": "out",
        "country": one.country,
        "place": one.place,
        "organisation_id": host_of(ctx, one.firm),
        "institution_id": school.id,
        "student_id": student.id,
        "source": "student",
        "errand": "Demo: ta reda på vilka som köper och vad de frågar efter.",
        "owner_id": ctx.actor.id,
    }
    return placements.wish_placement(ctx, values)
