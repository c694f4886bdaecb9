"""Signing out at the provider too: what it must be told is kept while the browser is on its way there."""

from utblick.access.elsewhere.journey import keep_for_this_browser
from utblick.access.models import SignInSession
from utblick.context import Context
from utblick.i18n import _

OUT = "sign_out"
NO_WAY_OUT = _("The municipality's sign-in offers no way to sign out. Close the browser instead.")


def remember(ctx: Context, ended: SignInSession) -> None:
    """Keep what the provider calls the session that was ended here, for who goes on to sign out there."""
    if ended.known_as:
        keep_for_this_browser(ctx, ended.way, OUT, ended.known_as)
