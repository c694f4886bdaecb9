"""What is done by the clock: renewals put up, participants' names emptied."""

from collections.abc import Sequence
from datetime import timedelta

from utblick.api import Context, _, add_task, format_date, in_steps
from utblick_twinning.models import Delegate, Exchange
from utblick_twinning.queries import exchanges as queries
from utblick_twinning.queries import towns as town_queries
from utblick_twinning.service.towns import ref
from utblick_twinning.settings import TwinningSettings


def put_up_renewals(ctx: Context) -> int:
    """Write a task for each agreement that expires soon, once for each last day; gives how many."""
    days = ctx.plugin_settings(TwinningSettings).remind_before_days
    found = town_queries.expiring(ctx, ctx.today + timedelta(days=days))
    for town in found:
        assert town.expires_on is not None
        day = format_date(town.expires_on, "sv", style="long")
        title = ctx.translate(_("Renew the agreement, or end it: it expires {day}", day=day))
        due = max(ctx.today, town.expires_on - timedelta(days=60))
        add_task(ctx, title, about=ref(town), due_on=due, owner_id=town.owner_id)
        town.reminded_of = town.expires_on
    return len(found)


def forget_delegates(ctx: Context) -> int:
    """Empty the names of those who took part some time after the report; gives how many people."""
    days = ctx.plugin_settings(TwinningSettings).keep_delegates_days
    before = ctx.today - timedelta(days=days)
    return in_steps(
        ctx,
        lambda looking: [exchange.id for exchange in queries.to_forget(looking, before)],
        lambda writing, some: _forget_all(writing, queries.to_forget(writing, before, some)),
    )


def _forget_all(ctx: Context, exchanges: Sequence[Exchange]) -> int:
    n = 0
    for exchange in exchanges:
        for delegate in queries.delegates(ctx, exchange.id, limit=100_000):
            forget(ctx, delegate)
            n += 1
        exchange.forgotten_on = ctx.today
    return n


def forget(ctx: Context, delegate: Delegate) -> None:
    """Leave of somebody only which firm and which country came."""
    delegate.title = ctx.translate(_("Participant"))
    delegate.email = delegate.role = ""
    delegate.person_id = None
    delegate.nonce, delegate.key_hash = "", None
    delegate.consented_at = None
