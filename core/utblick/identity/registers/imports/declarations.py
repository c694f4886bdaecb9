"""What the import of registers declares."""

from utblick.declare import Job, every
from utblick.i18n import _
from utblick.identity.registers.imports import events, pages, running

EVENTS = (events.ImportFinished, events.ImportUndone, events.OrganisationWithdrawn)
JOBS = (
    Job(
        name="imports",
        title=_("Go on with interrupted imports"),
        schedule=every(seconds=30),
        run=running.take_up,
    ),
)
ROUTES = pages.ROUTES
LINKS = pages.LINKS
