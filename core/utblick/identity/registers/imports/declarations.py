"""What the import of registers declares."""

from utblick.declare import Job, daily, every
from utblick.i18n import _
from utblick.identity.registers.imports import events, pages, privacy, retention, running

EVENTS = (events.ImportFinished, events.ImportUndone, events.OrganisationWithdrawn)
JOBS = (
    Job(
        name="imports",
        title=_("Go on with interrupted imports"),
        schedule=every(seconds=30),
        run=running.take_up,
    ),
    Job(
        name="import_rows",
        title=_("Remove the rows of files that were imported long ago"),
        schedule=daily(3, 40),
        run=retention.remove_old_rows,
    ),
)
ROUTES = pages.ROUTES
LINKS = pages.LINKS
PERSONAL_DATA = (privacy.PERSONAL_DATA,)
