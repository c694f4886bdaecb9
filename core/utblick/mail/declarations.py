"""What the room of mail declares: the mailbox, its entry in the menu, and the tidying up."""

from utblick.declare import Job, Link, daily, every
from utblick.i18n import _
from utblick.mail import pages, privacy
from utblick.mail.service import let_keys_lapse, sweep

ROUTES = (pages.show_all, pages.show, pages.send_again, pages.stop)
LINKS = (Link(title=_("Mailbox"), url=pages.PLACE, icon="mail", permission=pages.PERMISSION, order=940),)
JOBS = (
    Job(
        name="mail_keys",
        title=_("Take expired links out of unsent mails"),
        schedule=every(minutes=10),
        run=let_keys_lapse,
    ),
    Job(name="mail_sweep", title=_("Remove mails that were sent long ago"), schedule=daily(3, 20), run=sweep),
)
PERSONAL_DATA = (privacy.PERSONAL_DATA,)
