"""Reminds of deadlines, and lets the tender school's completions expire."""

from utblick.api import Context, Job, Msg, _, daily, ngettext
from utblick_tendering.service import bid_outcomes, school
from utblick_tendering.settings import TenderingSettings


def remind(ctx: Context) -> Msg | None:
    """Tell those who follow a bid that its deadline draws near."""
    days = ctx.plugin_settings(TenderingSettings).remind_before_days
    n = bid_outcomes.remind(ctx, days) if days else 0
    return ngettext("{n} reminder of a deadline.", "{n} reminders of deadlines.", n=n) if n else None


def expire_training(ctx: Context) -> Msg | None:
    """Mark completions of the school that are too long ago."""
    n = school.expire(ctx)
    return (
        ngettext(
            "{n} company should take the school again.", "{n} companies should take the school again.", n=n
        )
        if n
        else None
    )


JOBS: tuple[Job, ...] = (
    Job(name="remind_of_deadlines", title=_("Remind of bids' deadlines"), schedule=daily(7), run=remind),
    Job(
        name="expire_training",
        title=_("Mark completed tender schools that are too long ago"),
        schedule=daily(4, 40),
        run=expire_training,
    ),
)
