"""What the room of the bus declares: its pages and their entry in the menu."""

from utblick.bus import lost, pages
from utblick.declare import Link
from utblick.i18n import _

ROUTES = (
    pages.show,
    pages.notice,
    pages.retry_letter,
    pages.discard_letter,
    pages.show_group,
    pages.retry_group,
    pages.discard_group,
    pages.description,
    lost.show,
    lost.settle,
)
LINKS = (
    Link(title=_("Event bus"), url=pages.PLACE, icon="broadcast", permission=pages.PERMISSION, order=950),
)
