"""What access tidies up by itself."""

from sqlmodel import col, delete

from utblick.access.credentials import attempts, links
from utblick.access.models import SignInSession
from utblick.context import Context
from utblick.i18n import Msg, _


def sweep(ctx: Context) -> Msg:
    """Remove what has expired: it opens nothing any more, and need not be kept."""
    over = delete(SignInSession).where(col(SignInSession.expires_at) <= ctx.now)
    sessions = ctx.session.exec(over).rowcount
    return _(
        "{sessions} sessions, {links} links and {attempts} counts were removed.",
        sessions=sessions,
        links=links.sweep(ctx),
        attempts=attempts.sweep(ctx),
    )
