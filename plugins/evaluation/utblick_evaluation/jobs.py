"""What evaluation does by itself: evidence lapses, and goals fall behind, as days go by."""

from utblick.api import Context, Job, Msg, _, daily
from utblick_evaluation import queries, service


def look_again(ctx: Context) -> Msg:
    """Bring every reading and light to what holds today."""
    goals = queries.goals(ctx)
    service.refresh(ctx, goals)
    return _("{n} goals were looked at.", n=len(goals))


JOBS = (Job(name="daily_look", title=_("Look at all goals anew"), schedule=daily(4, 30), run=look_again),)
