"""The goals on the overview: how far each has come."""

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_evaluation import queries


def goals_panel(ctx: Context, _subject: None) -> Page | None:
    """Every agreed goal as a card."""
    cards = queries.cards(ctx, drafts=False)
    return page("evaluation/goals_panel.html", cards=cards)


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
