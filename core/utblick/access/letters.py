"""The mails of access: invitations, and links for a new password."""

from datetime import datetime

from utblick.access.models import User
from utblick.context import Context
from utblick.mail.service import send


def invitation(ctx: Context, user: User, token: str, *, until: datetime) -> None:
    """Mail the link by which a new colleague opens the account."""
    _send_link(ctx, "invitation", user, token, until)


def reset(ctx: Context, user: User, token: str, *, until: datetime) -> None:
    """Mail the link by which somebody chooses a new password."""
    _send_link(ctx, "reset", user, token, until)


def _send_link(ctx: Context, what: str, user: User, token: str, until: datetime) -> None:
    send(
        ctx,
        f"mail/access/{what}",
        to=user.email,
        language=user.language,
        key=token,
        key_until=until,
        name=user.name,
        url=ctx.url(f"/{what}/{token}"),
    )
