"""The days of follow-up: when the periods of goals end, and which periods were locked."""

from collections.abc import Iterator
from datetime import date

from utblick.api import Calendar, Context, Occasion, Ref, _
from utblick_evaluation import queries


def goals(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """The last day of each goal's period; drafts are nobody's promise yet."""
    for goal in queries.goals_ending(ctx, since, until):
        title = queries.goal_title(ctx, goal)
        yield Occasion(
            key=goal.id,
            title=_("Last day of the goal {title}", title=title),
            start=goal.ends_on,
            changed_at=goal.updated_at,
            text=goal.narrative,
            link=Ref("evaluation", "goal", goal.id),
        )


def locked(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """When periods were locked, for the report that was made of them."""
    for snapshot in queries.locked_between(ctx, since, until):
        yield Occasion(
            key=snapshot.id,
            title=_("Locked: {title}", title=snapshot.title),
            start=snapshot.locked_at,
            changed_at=snapshot.locked_at,
            link=f"/evaluation/periods/{snapshot.id}",
        )


CALENDARS = (
    Calendar(
        name="evaluation.goals",
        title=_("Goals"),
        load=goals,
        permission="evaluation.read",
        icon="target",
    ),
    Calendar(
        name="evaluation.locked",
        title=_("Locked periods"),
        load=locked,
        permission="evaluation.read",
        icon="lock",
    ),
)
