"""What can be done with a mail: write it, send it again, give it up."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, delete, func, select

from utblick.access.models import User
from utblick.context import Context, Ref
from utblick.errors import Conflict, Invalid, NotFound
from utblick.i18n import Msg, _, ngettext
from utblick.identity.traces import addresses_of
from utblick.mail.compose import compose, links
from utblick.mail.models import Mail, MailState
from utblick.protection.marks import marks_of, unmasked
from utblick.protection.models import MarkSort

KEPT = timedelta(days=90)
"""How long a mail is kept once it was sent or given up."""

NO_KEY = "[…]"
"""What stands in a kept text where a key was."""


def send(
    ctx: Context,
    template: str,
    /,
    *,
    to: str,
    language: str = "",
    ref: Ref | None = None,
    reply_to: str = "",
    key: str = "",
    key_until: datetime | None = None,
    **values: object,
) -> Mail:
    """Write a mail in this transaction; it leaves after the commit, and waits while there is no server.

    `template` is the name of a declared text, as `export_deals/mail/question`, or of a template without its
    suffix; `values` are what it shows. A mail with a link that opens something names the secret part of the
    link as `key`, and until when it works: it is kept no longer than until the mail was sent, or that time.
    Raises `Invalid` for an address that no mail can reach.
    """
    spoken = ctx.in_language(language) if language else ctx
    letter = compose(spoken, template, values)
    if key not in letter.text or key not in letter.html:
        raise ValueError(f"the mail {template} does not hold its key")
    mail = Mail(
        to=require_address(to),
        subject=letter.subject,
        body_text=letter.text,
        body_html=letter.html,
        language=spoken.language,
        kind=template,
        ref=str(ref) if ref else "",
        reply_to=require_address(reply_to) if reply_to else "",
        key=key,
        key_until=key_until,
        next_try_at=ctx.now,
        created_at=ctx.now,
    )
    if is_blocked(ctx, mail.to):
        mail.state, mail.error = MailState.FAILED, ctx.translate(_BLOCKED)
    ctx.session.add(mail)
    ctx.session.flush()
    return mail


def send_to_user(ctx: Context, user_id: UUID, template: str, /, **values: Any) -> Mail | None:
    """Write a mail to a member of staff, in their language; None when they no longer work here.

    The rest is as with `send_mail`.
    """
    user = ctx.session.get(User, user_id)
    if user is None or user.state != "active":
        return None
    return send(ctx, template, to=user.email, language=user.language, **values)


def is_blocked(ctx: Context, address: str) -> bool:
    """Whether the address is that of a person who is blocked, and to whom nothing is sent."""
    marks = (one for several in marks_of(ctx.session).values() for one in several)
    people = [one.record_id for one in marks if one.sort == MarkSort.BLOCKED and one.kind == "person"]
    with unmasked(ctx.session):
        return any(address.lower() in addresses_of(ctx, one) for one in people)


_BLOCKED = _("The person is blocked: nothing is sent to this address.")


def require_address(text: str, *, field: str = "to") -> str:
    """The address in its normal form; raises `Invalid` for one that cannot be, or hides a second header."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return str(validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False).ascii_email)
    except EmailNotValidError:
        message = _("“{text}” is not an e-mail address.", text=text[:80])
        raise Invalid({field: message}, message) from None


def send_again(ctx: Context, mail_id: UUID) -> Mail:
    """Let a failed or waiting mail go at once, as if it had never been tried."""
    mail = found(ctx, mail_id)
    if is_blocked(ctx, mail.to):
        raise Conflict(_BLOCKED)
    if mail.state == MailState.SENT:
        raise Conflict(_("This mail has been sent. Ask for a new one where it came from."))
    if has_lost_key(mail):
        raise Conflict(_("The link in this mail has expired. Ask for a new one where it came from."))
    mail.state, mail.attempts, mail.next_try_at, mail.error = MailState.WAITING, 0, ctx.now, ""
    ctx.session.add(mail)
    return mail


def give_up(ctx: Context, mail_id: UUID) -> Mail:
    """Do not send a waiting mail: it was handed over in another way, or is not wanted any more."""
    mail = found(ctx, mail_id)
    if mail.state != MailState.WAITING:
        raise Conflict(_("Only a waiting mail can be stopped."))
    mail.state = MailState.FAILED
    mail.error = ctx.translate(_("Stopped by hand."))
    ctx.session.add(mail)
    return mail


def found(ctx: Context, mail_id: UUID) -> Mail:
    """The mail; raises `NotFound`."""
    mail = ctx.session.get(Mail, mail_id)
    if mail is None:
        raise NotFound
    return mail


def forget_address(ctx: Context, address: str) -> int:
    """Remove every mail to an address: part of the erasure of a person."""
    return ctx.session.exec(delete(Mail).where(func.lower(Mail.to) == address.lower())).rowcount


def sweep(ctx: Context) -> Msg:
    """Remove mails that were sent, or given up, long ago."""
    until = ctx.now - KEPT
    sent = (col(Mail.state) == MailState.SENT) & (col(Mail.sent_at) < until)
    old = delete(Mail).where(sent | ((col(Mail.state) == MailState.FAILED) & (col(Mail.created_at) < until)))
    return ngettext(
        "{n} old mail was removed", "{n} old mails were removed", n=ctx.session.exec(old).rowcount
    )


def let_keys_lapse(ctx: Context) -> Msg | None:
    """Take the keys that open nothing any more out of mails that were never sent, and give these up."""
    lapsed = ctx.session.exec(select(Mail).where(Mail.key != "", col(Mail.key_until) <= ctx.now)).all()
    for mail in lapsed:
        keep_no_key(mail)
        if mail.state == MailState.WAITING:
            mail.state = MailState.FAILED
            mail.error = ctx.translate(_("The link in it expired before it could be sent."))
        ctx.session.add(mail)
    return ngettext("{n} key was taken out.", "{n} keys were taken out.", n=len(lapsed)) if lapsed else None


def keep_no_key(mail: Mail) -> None:
    """Take the key out of the texts: the mail says what it said, and opens nothing."""
    if mail.key:
        mail.body_text = mail.body_text.replace(mail.key, NO_KEY)
        mail.body_html = mail.body_html.replace(mail.key, NO_KEY)
    mail.key, mail.key_until = "", None


def has_lost_key(mail: Mail) -> bool:
    """Whether a link of the mail works no more, because its key was taken out."""
    return any(NO_KEY in link for link in links(mail.body_text))
