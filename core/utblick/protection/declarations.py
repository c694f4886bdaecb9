"""What the room of protection declares."""

from utblick.declare import Permission
from utblick.i18n import _
from utblick.protection import pages
from utblick.protection.marks import SECRETS

PERMISSIONS = (Permission(name=SECRETS, title=_("Read and mark what is secret"), roles=()),)
ROUTES = pages.ROUTES
