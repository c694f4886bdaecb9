"""What the room of privacy declares."""

from utblick.declare import Job, Permission, daily
from utblick.i18n import _
from utblick.privacy import pages
from utblick.privacy.erasing import finish_blocked

PERMISSIONS = (
    Permission(name=pages.PERMISSION, title=_("Hand out and erase what is held about people"), roles=()),
)
ROUTES = pages.ROUTES
LINKS = pages.LINKS
PANELS = pages.PANELS
JOBS = (
    Job(
        name="erasures",
        title=_("Go on with erasures that waited for public records"),
        schedule=daily(3, 20),
        run=finish_blocked,
    ),
)
