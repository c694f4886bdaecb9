"""What evaluation does by itself: evidence lapses, and goals fall behind, as days go by."""

from collections.abc import Sequence
from uuid import UUID

from utblick.api import Context, Job, Msg, _, daily, in_steps
from utblick_evaluation import queries, service


def look_again(ctx: Context) -> Msg:
    """Bring every reading and light to what holds today."""
    n = in_steps(ctx, lambda looking: [goal.id for goal in queries.goals(looking)], _refresh)
    return _("{n} goals were looked at.", n=n)


def _refresh(ctx: Context, goal_ids: Sequence[UUID]) -> int:
    goals = queries.goals(ctx, among=goal_ids)
    service.refresh(ctx, goals)
    return len(goals)


JOBS = (
    Job(
        name="daily_look",
        title=_("Look at all goals anew"),
        schedule=daily(4, 30),
        run=look_again,
        in_steps=True,
    ),
)
