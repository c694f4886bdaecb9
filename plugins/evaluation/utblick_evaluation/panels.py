"""The goals on the overview: how far each has come."""

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_evaluation import queries, service

MOST = 12
"""An overview shows no more goals than fit one look."""


def goals_panel(ctx: Context, _subject: None) -> Page | None:
    """The first agreed goals as cards; those that wait for a plugin are only counted."""
    goals = queries.goals(ctx, drafts=False)
    counting = [goal for goal in goals if not service.needed_plugin(ctx, goal)]
    return page(
        "evaluation/goals_panel.html",
        cards=queries.cards(ctx, counting[:MOST]),
        waiting=len(goals) - len(counting),
        total=len(goals),
        more=len(counting) > MOST,
    )


PANELS = (
    Panel(
        name="evaluation.goals",
        slot=Slot.OVERVIEW_TOP,
        title=_("Our goals"),
        load=goals_panel,
        permission="evaluation.read",
        wide=True,
        refresh_on=("evaluation.goal.>",),
    ),
)
