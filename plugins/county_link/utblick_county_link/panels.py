"""The answers beside a question of ours."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_county_link import queries
from utblick_county_link.records import READ


def answers(ctx: Context, subject: Any) -> Page | None:
    """What came for the question, by somebody's consent."""
    return page("county_link/panels/answers.html", answers=queries.answers_to(ctx, subject))


PANELS = (
    Panel(
        name="county_link.answers",
        slot=Slot.RECORD,
        record="county_link/introduction",
        title=_("Answers"),
        load=answers,
        permission=READ,
    ),
)
