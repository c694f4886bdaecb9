"""Rows of evaluation that count: goals with a rule, what companies have confirmed, and a locked period."""

from datetime import date
from decimal import Decimal

from utblick.api import Context, every_event, new_id
from utblick_evaluation import counting, locking, service

RULE = "export_deals.confirmed_agreements"
PERIOD = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}

beside = ("export_deals",)


def seed(ctx: Context, table: str, number: int) -> object:
    """The n-th row of a table; None for those that need nothing of the plugin's own."""
    match table:
        case "evaluation_goal":
            values = {"code": f"M{number}", "title": f"Exempel {number}", "indicator": RULE}
            goal = service.set_goal(ctx, {**values, "target": Decimal(5), **PERIOD})
            return service.agree_goal(ctx, goal.id)
        case "evaluation_evidence":
            return _confirmed(ctx, number)
        case "evaluation_snapshot":
            return locking.lock_period(ctx, title=f"Exempel {number}", **PERIOD)
    return None


def _confirmed(ctx: Context, number: int) -> object:
    confirmed = ctx.platform.registry.event("export_deals.agreement.confirmed")
    name = f"Exempel Exportör {number} AB"
    event_id = ctx.publish(
        confirmed(
            agreement_id=new_id(),
            organisation_id=ctx.organisations.register(name, municipality="2132").id,
            municipality="2132",
            country="DE",
            kind="sales",
            signed_on=date(2026, 5, number),
            small_firm=True,
            first_time=True,
        )
    )
    for event in every_event(ctx):
        if event.id == event_id:
            service.refresh_touched(ctx, counting.take_note(ctx, event))
    return event_id
