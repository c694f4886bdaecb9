"""What the room of privacy declares."""

from utblick.declare import Permission
from utblick.i18n import _
from utblick.privacy import pages

PERMISSIONS = (
    Permission(name=pages.PERMISSION, title=_("Hand out and erase what is held about people"), roles=()),
)
ROUTES = pages.ROUTES
LINKS = pages.LINKS
PANELS = pages.PANELS
