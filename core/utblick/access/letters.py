"""The mails of access: invitations, and links for a new password."""

from utblick.access.models import User
from utblick.context import Context


def invitation(ctx: Context, user: User, token: str) -> None:
    """Mail the link by which a new colleague opens the account."""
    from utblick.mail import service as mail

    mail.send(
        ctx,
        to=user.email,
        template="access/invitation",
        language=user.language,
        values={"name": user.name, "url": ctx.url(f"/invitation/{token}")},
    )


def reset(ctx: Context, user: User, token: str) -> None:
    """Mail the link by which somebody chooses a new password."""
    from utblick.mail import service as mail

    mail.send(
        ctx,
        to=user.email,
        template="access/reset",
        language=user.language,
        values={"name": user.name, "url": ctx.url(f"/reset/{token}")},
    )
