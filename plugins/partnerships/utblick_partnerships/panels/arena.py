"""Who comes, on the page of an arena meeting."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _
from utblick_partnerships.pages.arena import participants_of
from utblick_partnerships.permissions import READ


def participants(ctx: Context, subject: Any) -> Page:
    """Who is asked to a meeting, by helix, and who came."""
    return participants_of(ctx, subject, block="part")


PANELS: tuple[Panel, ...] = (
    Panel(
        name="partnerships.meeting_participants",
        slot=Slot.RECORD,
        record="partnerships/arena_meeting",
        title=_("Who comes"),
        load=participants,
        permission=READ,
        order=10,
        wide=True,
    ),
)
