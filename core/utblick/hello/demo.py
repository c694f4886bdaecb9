"""Visibly made-up greetings, so that an empty installation shows what it can do."""

from datetime import timedelta

from utblick.api import Context
from utblick.hello import service

GREETINGS = (
    ("Exempel Såg AB", "Företaget fyller 50 år", 14),
    ("Exempel Fisk AB", "Välkommen till kommunen", 3),
    ("Exempel Trähus AB", "Tack för studiebesöket", -2),
)


def load(ctx: Context) -> None:
    """Plan three greetings, and send the one whose day has passed."""
    for name, title, days in GREETINGS:
        found = ctx.organisations.find(name=name)
        organisation = found or ctx.organisations.register(name, country="SE")
        due_on = ctx.today + timedelta(days=days)
        planned = {"title": title, "organisation_id": organisation.id, "due_on": due_on}
        greeting = service.plan_greeting(ctx, planned)
        if days < 0:
            service.send_greeting(ctx, greeting.id, {"sent_on": due_on})
