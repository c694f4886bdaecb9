"""Matches anew what has changed."""

from utblick.api import Context, Job, Msg, _, daily, every, ngettext
from utblick_tendering.service import matching


def end_past(ctx: Context) -> Msg | None:
    """End the matches whose notices have closed since."""
    n = matching.end_past(ctx)
    return ngettext("{n} match has ended.", "{n} matches have ended.", n=n) if n else None


def rematch(ctx: Context) -> Msg | None:
    """Match everything that can be answered once more."""
    n = matching.rematch(ctx)
    return ngettext("{n} match was new or changed.", "{n} matches were new or changed.", n=n) if n else None


JOBS: tuple[Job, ...] = (
    Job(
        name="end_past_matches",
        title=_("End matches whose procurements have closed"),
        schedule=every(minutes=10),
        run=end_past,
        in_steps=True,
    ),
    Job(
        name="rematch",
        title=_("Match procurements and companies once more"),
        schedule=daily(3),
        run=rematch,
        in_steps=True,
    ),
)
