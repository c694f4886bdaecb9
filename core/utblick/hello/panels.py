"""What hello shows on the page of an organisation."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick.hello import queries


def greetings(ctx: Context, subject: Any) -> Page:
    """The organisation's greetings, and the way to plan another."""
    rows = queries.greetings_of(ctx, subject)
    return page("hello/panel.html", organisation_id=subject, greetings=rows)


PANELS = (
    Panel(
        name="hello.greetings",
        slot=Slot.ORGANISATION,
        title=_("Greetings"),
        load=greetings,
        permission="hello.read",
        refresh_on=("hello.>",),
    ),
)
