"""What an organisation's page tells of its notes."""

from uuid import UUID

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_sample import queries


def about(ctx: Context, organisation_id: UUID) -> Page | None:
    """How many notes there are about the organisation."""
    notes = queries.count(ctx, organisation_id)
    return page("sample/box.html", notes=notes) if notes else None


PANELS = (
    Panel(
        name="sample.about",
        slot=Slot.ORGANISATION,
        title=_("Jottings"),
        load=about,
        permission="sample.read",
    ),
)
