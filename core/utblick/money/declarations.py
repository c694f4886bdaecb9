"""What the room of money declares: the daily fetch, and rates for demonstrations."""

from utblick.context import Context
from utblick.declare import Job, daily
from utblick.i18n import _
from utblick.money.ecb import bundled_rates
from utblick.money.jobs import fetch_rates
from utblick.money.rates import keep_rates


def _load_sample(ctx: Context) -> None:
    keep_rates(ctx.session, bundled_rates())


JOBS = (
    Job(
        name="rates",
        title=_("Fetch the ECB's exchange rates"),
        schedule=daily(17),
        run=fetch_rates,
        asks_others=True,
    ),
)
DEMO = (_load_sample,)
