"""What hello does by the clock."""

from utblick.api import Context, Job, Msg, _, daily, ngettext
from utblick.hello import service
from utblick.hello.settings import HelloSettings


def miss_overdue(ctx: Context) -> Msg | None:
    """Give up what was not sent in time; run twice, it finds nothing the second time."""
    after_days = ctx.plugin_settings(HelloSettings).missed_after_days
    n = service.miss_overdue(ctx, after_days=after_days)
    return ngettext("{n} greeting was missed.", "{n} greetings were missed.", n=n) if n else None


JOBS = (
    Job(
        name="miss_overdue",
        title=_("Give up greetings that were not sent in time"),
        schedule=daily(5),
        run=miss_overdue,
    ),
)
