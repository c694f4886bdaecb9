"""What the plugin shows on pages of the core."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, page


def gadget(ctx: Context, subject: Any) -> Page:
    """What there is to say about the organisation."""
    organisation = ctx.organisations.get(subject)
    return page("sample/gadget_panel.html", organisation=organisation)


PANELS = (
    Panel(
        name="sample.gadget",
        slot=Slot.ORGANISATION,
        title=_("Doodad"),
        load=gadget,
        permission="sample.read",
        refresh_on=("sample.>",),
    ),
)
