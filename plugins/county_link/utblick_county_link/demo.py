"""Visibly made-up questions, so that an empty installation shows how municipalities ask one another."""

from utblick.api import Context, new_id
from utblick_county_link import service


def load(ctx: Context) -> None:
    """A question of ours, and one of another municipality."""
    mine = service.draft_introduction(
        ctx,
        {
            "title": "Demo: en väg till byggare i Tartu",
            "country": "EE",
            "place": "Tartu",
            "section": "F",
            "about": "Demofråga. Ett påhittat företag söker en byggare som använder limträ.",
        },
    )
    service.ask_county(ctx, mine.id, {})
    service.receive_inquiry(
        ctx,
        {
            "title": "Demo: kontakt hos en hamn i Raumo",
            "match_id": new_id(),
            "municipality": "2161",
            "country": "FI",
            "place": "Raumo",
            "section": "H",
            "about": "Demofråga. En påhittad åkare söker någon som lastar i hamnen.",
            "reply_key": "",
        },
    )
