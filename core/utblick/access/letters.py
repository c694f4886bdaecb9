"""The mails of access: invitations, links for a new password, and word of what was changed."""

from datetime import datetime

import structlog

from utblick.access.models import User
from utblick.context import Context
from utblick.errors import Invalid
from utblick.i18n import Msg
from utblick.mail.service import send

log = structlog.get_logger("utblick.access")


def invitation(ctx: Context, user: User, token: str, *, until: datetime) -> None:
    """Mail the link by which a new colleague opens the account."""
    _send_link(ctx, "invitation", user, token, until)


def reset(ctx: Context, user: User, token: str, *, until: datetime) -> None:
    """Mail the link by which somebody chooses a new password."""
    _send_link(ctx, "reset", user, token, until)


def changed(ctx: Context, user: User, what: Msg) -> None:
    """Mail the user what was changed about how they sign in, so that nobody changes it unseen.

    An address that no mail can reach does not hold up the change.
    """
    try:
        send(
            ctx,
            "mail/access/changed",
            to=user.email,
            language=user.language,
            name=user.name,
            what=what,
            day=ctx.today,
            link=ctx.url("/me"),
        )
    except Invalid:
        log.warning("user_not_told", user=str(user.id))


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
