"""The mails of access: invitations, and links for a new password."""

from utblick.access.models import User
from utblick.context import Context
from utblick.mail.service import send


def invitation(ctx: Context, user: User, token: str) -> None:
    """Mail the link by which a new colleague opens the account."""
    url = ctx.url(f"/invitation/{token}")
    send(ctx, "mail/access/invitation", to=user.email, language=user.language, name=user.name, url=url)


def reset(ctx: Context, user: User, token: str) -> None:
    """Mail the link by which somebody chooses a new password."""
    url = ctx.url(f"/reset/{token}")
    send(ctx, "mail/access/reset", to=user.email, language=user.language, name=user.name, url=url)
