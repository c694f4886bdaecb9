"""What can be done with greetings, and what follows from it: the only writers, the only publishers."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, _
from utblick.hello import queries
from utblick.hello.events import GreetingSent
from utblick.hello.models import Greeting, GreetingState


def plan_greeting(ctx: Context, values: Mapping[str, Any]) -> Greeting:
    """Decide to greet an organisation on a day."""
    greeting = Greeting(**values, created_at=ctx.now, updated_at=ctx.now)
    ctx.session.add(greeting)
    ctx.session.flush()
    return greeting


def send_greeting(ctx: Context, greeting_id: UUID, answers: Mapping[str, Any]) -> Greeting:
    """Note that a greeting was sent, and tell the rest of the house."""
    greeting = queries.greeting(ctx, greeting_id)
    if greeting.state == GreetingState.SENT:
        raise Conflict(_("The greeting has been sent already."))
    greeting.state = GreetingState.SENT
    greeting.sent_on = answers.get("sent_on") or ctx.today
    sent = GreetingSent(
        greeting_id=greeting.id,
        organisation_id=greeting.organisation_id,
        sent_on=greeting.sent_on,
    )
    ctx.publish(sent)
    return greeting


def miss_overdue(ctx: Context, *, after_days: int) -> int:
    """Give up the planned greetings whose day passed so long ago; returns how many."""
    overdue = queries.planned(ctx, before=ctx.today - timedelta(days=after_days))
    for greeting in overdue:
        greeting.state = GreetingState.MISSED
    return len(overdue)
