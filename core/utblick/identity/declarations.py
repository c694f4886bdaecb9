"""What the room of identity declares."""

from utblick.declare import Permission
from utblick.i18n import _
from utblick.identity import demo, events, pages, panels, privacy
from utblick.identity.pages import duplicates
from utblick.identity.records import ORGANISATIONS, PEOPLE

PERMISSIONS = (
    Permission(
        name="core.read", title=_("See organisations and people"), roles=("reader", "officer", "coordinator")
    ),
    Permission(name="core.write", title=_("Change organisations and people")),
    Permission(name="core.import", title=_("Import registers"), roles=("coordinator",)),
    Permission(name="core.merge", title=_("Merge duplicates"), roles=("coordinator",)),
    Permission(name="core.admin", title=_("Administer the installation"), roles=()),
    Permission(name="core.audit", title=_("Read the audit log"), roles=()),
)
RECORDS = (ORGANISATIONS, PEOPLE)
ROUTES = pages.ROUTES
PANELS = panels.PANELS
LINKS = duplicates.LINKS
EVENTS = (
    events.OrganisationRegistered,
    events.OrganisationMerged,
    events.OrganisationUnmerged,
    events.PersonRegistered,
    events.PersonMerged,
    events.PersonUnmerged,
    events.PersonErased,
    events.MembershipStarted,
    events.MembershipEnded,
)
DEMO = (demo.load,)
PERSONAL_DATA = (privacy.PERSONAL_DATA,)
