"""What the room of retention declares."""

from utblick.declare import Job, Link, Permission, daily
from utblick.i18n import _
from utblick.retention import pages, protocols, rule_pages
from utblick.retention.jobs import look

PERMISSIONS = (Permission(name=pages.PERMISSION, title=_("Decide on disposal and retention"), roles=()),)
ROUTES = (*pages.ROUTES, *rule_pages.ROUTES, *protocols.ROUTES)
LINKS = (Link(title=_("Retention"), url=pages.PLACE, icon="archive", permission=pages.PERMISSION, order=927),)
JOBS = (
    Job(
        name="retention",
        title=_("Look for what is due for disposal, and act by approved rules"),
        schedule=daily(2, 40),
        run=look,
    ),
)
